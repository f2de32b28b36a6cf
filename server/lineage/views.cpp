#include "lineage/views.h"

#include <algorithm>
#include <set>

namespace weft {
namespace {

// Everybody reached from `start` along the edges, one way.
std::set<DatasetId> reached(const Graph& graph, bool towards_inputs) {
  std::set<DatasetId> seen;
  std::vector<DatasetId> stack = {graph.start};
  while (!stack.empty()) {
    const auto at = stack.back();
    stack.pop_back();
    for (const auto& edge : graph.edges) {
      if ((towards_inputs ? edge.output : edge.input) != at) continue;
      const auto next = towards_inputs ? edge.input : edge.output;
      if (next != graph.start && seen.insert(next).second) stack.push_back(next);
    }
  }
  return seen;
}

std::set<DatasetId> next_to(const Graph& graph, bool inputs) {
  std::set<DatasetId> seen;
  for (const auto& edge : graph.edges)
    if ((inputs ? edge.output : edge.input) == graph.start) seen.insert(inputs ? edge.input : edge.output);
  return seen;
}

using Known = std::function<const Dataset*(DatasetId)>;
using Render = std::function<std::string(const Dataset&)>;

std::string rendered(const std::set<DatasetId>& ids, const Known& known, const Render& render) {
  std::string out;
  for (const auto id : ids) {
    const auto* dataset = known(id);
    if (!dataset) continue;
    if (!out.empty()) out += ' ';
    out += render(*dataset);
  }
  return out;
}

}  // namespace

std::vector<Parameter> soft_links(const Dataset&, const Graph& graph, const Known& known) {
  const Render id = [](const Dataset& d) { return std::to_string(d.id.value); };
  const Render name = [](const Dataset& d) { return d.key.name; };
  const Render location = [](const Dataset& d) { return d.key.location; };
  const auto inputs = next_to(graph, true), outputs = next_to(graph, false);
  const auto all_inputs = reached(graph, true), all_outputs = reached(graph, false);
  const std::vector<Parameter> all = {
      {"__full_input_datasetIds", rendered(all_inputs, known, id)},
      {"__full_input_datasetNames", rendered(all_inputs, known, name)},
      {"__full_output_datasetIds", rendered(all_outputs, known, id)},
      {"__full_output_datasetNames", rendered(all_outputs, known, name)},
      {"input_datasetIds", rendered(inputs, known, id)},
      {"input_datasetNames", rendered(inputs, known, name)},
      {"output_datasetIds", rendered(outputs, known, id)},
      {"output_datasetNames", rendered(outputs, known, name)},
      {"output_datasets", rendered(outputs, known, location)},
  };
  std::vector<Parameter> present;
  std::copy_if(all.begin(), all.end(), std::back_inserter(present), [](const Parameter& p) { return !p.text.empty(); });
  return present;
}

JobView job_view(const Dataset& dataset, const std::vector<Dataset>& same_job, const std::vector<Edge>& edges) {
  JobView view;
  view.job = dataset.job.empty() ? "dataset:" + std::to_string(dataset.id.value) : dataset.job;
  view.application = dataset.application;
  std::set<DatasetId> outputs = {dataset.id}, inputs;
  for (const auto& other : same_job) outputs.insert(other.id);
  for (const auto& edge : edges)
    if (outputs.contains(edge.output)) inputs.insert(edge.input);
  view.inputs.assign(inputs.begin(), inputs.end());
  view.outputs.assign(outputs.begin(), outputs.end());
  return view;
}

}  // namespace weft
