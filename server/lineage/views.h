// The two ways the field stores links, rendered from the same rows when read: they cannot go stale and have no
// 4,000-character limit. Any thread. Source of the names: ESRF's ingester and ALBA's icat-pacer (soft links), ICAT
// schema 6 (Job, DataCollection).
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "model/graph.h"

namespace weft {

// input_datasetIds, output_datasetIds, input_datasetNames, output_datasetNames, input_datasets, output_datasets and the
// transitive
// __full_input_datasetIds, __full_output_datasetIds, __full_input_datasetNames, __full_output_datasetNames. Lists are
// separated by blanks (names and ids in ascending id order). `graph` reaches both ways from the dataset that is its
// start; `known` gives each node's Dataset. input_datasets itself is what the sender wrote and is not rendered. A list
// without members is left out.
std::vector<Parameter> soft_links(const Graph& graph, const std::function<const DatasetKey*(DatasetId)>& known);

// ICAT's Job: application + input DataCollection + output DataCollection. Outputs of one job (same proposal, same job)
// share it.
struct JobView {
  std::string job;                 // sender's job, else Workflow_id; "dataset:<id>" when the output itself is the job
  std::string application;         // Process_program; "" when not said
  std::vector<DatasetId> inputs;   // inputDataCollection, ascending
  std::vector<DatasetId> outputs;  // outputDataCollection, ascending
};
// The job of `dataset`: `same_job` are the outputs that share it, `edges` what leads into them.
JobView job_view(const Dataset& dataset, const std::vector<DatasetId>& same_job, const std::vector<Edge>& edges);

}  // namespace weft
