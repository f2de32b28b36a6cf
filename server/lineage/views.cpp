#include "lineage/views.h"

#include <algorithm>
#include <map>
#include <set>

namespace weft {
namespace {

// Everybody reached from the start along the edges, one way.
std::set<DatasetId> reached(const Graph& graph, bool towards_inputs) {
  std::multimap<DatasetId, DatasetId> next;
  for (const auto& edge : graph.edges)
    towards_inputs ? next.emplace(edge.output, edge.input) : next.emplace(edge.input, edge.output);
  std::set<DatasetId> seen;
  std::vector<DatasetId> stack = {graph.start};
  while (!stack.empty()) {
    const auto [begin, end] = next.equal_range(stack.back());
    stack.pop_back();
    for (auto at = begin; at != end; ++at)
      if (at->second != graph.start && seen.insert(at->second).second) stack.push_back(at->second);
  }
  return seen;
}

std::set<DatasetId> next_to(const Graph& graph, bool inputs) {
  std::set<DatasetId> seen;
  for (const auto& edge : graph.edges)
    if ((inputs ? edge.output : edge.input) == graph.start) seen.insert(inputs ? edge.input : edge.output);
  return seen;
}

using Known = std::function<const DatasetKey*(DatasetId)>;
using Render = std::function<std::string(DatasetId, const DatasetKey&)>;

std::string rendered(const std::set<DatasetId>& ids, const Known& known, const Render& render) {
  std::string out;
  for (const auto id : ids) {
    const auto* key = known(id);
    if (!key) continue;
    if (!out.empty()) out += ' ';
    out += render(id, *key);
  }
  return out;
}

}  // namespace

std::vector<Parameter> soft_links(const Graph& graph, const Known& known) {
  const Render id = [](DatasetId one, const DatasetKey&) { return std::to_string(one.value); };
  const Render name = [](DatasetId, const DatasetKey& key) { return key.name; };
  const Render location = [](DatasetId, const DatasetKey& key) { return key.location; };
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

JobView job_view(const Dataset& dataset, const std::vector<DatasetId>& same_job, const std::vector<Edge>& edges) {
  JobView view;
  view.job = dataset.job.empty() ? "dataset:" + std::to_string(dataset.id.value) : dataset.job;
  view.application = dataset.application;
  std::set<DatasetId> outputs = {dataset.id}, inputs;
  outputs.insert(same_job.begin(), same_job.end());
  for (const auto& edge : edges)
    if (outputs.contains(edge.output)) inputs.insert(edge.input);
  view.inputs.assign(inputs.begin(), inputs.end());
  view.outputs.assign(outputs.begin(), outputs.end());
  return view;
}

}  // namespace weft
