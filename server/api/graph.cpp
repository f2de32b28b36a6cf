#include "api/graph.h"

#include <algorithm>

#include "api/query_reader.h"

namespace weft {

std::vector<Edge> StoreNeighbours::into(std::span<const DatasetId> outputs) {
  std::vector<Edge> edges;
  for (const auto& input : reading_.inputs_of(outputs)) {
    if (input.state != InputState::resolved && input.state != InputState::withdrawn) continue;
    for (auto dataset : input.datasets) edges.push_back({dataset, input.output, input.role});
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<Edge> StoreNeighbours::out_of(std::span<const DatasetId> inputs, int limit) {
  return reading_.outputs_of(inputs, limit);
}

std::map<DatasetId, Dataset> datasets_by_id(Reading& reading, const std::vector<DatasetId>& ids) {
  std::map<DatasetId, Dataset> found;
  for (auto& dataset : reading.datasets(ids)) found.emplace(dataset.id, std::move(dataset));
  return found;
}

std::vector<Input> shown_inputs(Reading& reading, std::span<const DatasetId> outputs) {
  auto inputs = reading.inputs_of(outputs);
  std::erase_if(inputs, [](const Input& input) { return input.state == InputState::unused; });
  return inputs;
}

Result<Dataset> find_dataset(Reading& reading, DatasetId id) {
  auto found = reading.datasets({&id, 1});
  if (found.empty()) return nothing_there("dataset", std::to_string(id.value));
  return std::move(found.front());
}

}  // namespace weft
