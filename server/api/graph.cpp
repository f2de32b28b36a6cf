#include "api/graph.h"

#include <algorithm>
#include <tuple>

#include "api/query_reader.h"

namespace weft {

namespace {

constexpr std::size_t kAtOnce = 256;  // outputs whose inputs are read together

// By output, as out_of answers; each once.
std::vector<Edge> edges_into(Reading& reading, std::span<const DatasetId> outputs) {
  std::vector<Edge> edges;
  for (const auto& input : reading.inputs_of(outputs)) {
    if (input.state != InputState::resolved && input.state != InputState::withdrawn) continue;
    for (auto dataset : input.datasets) edges.push_back({dataset, input.output, input.role});
  }
  const auto by_output = [](const Edge& edge) { return std::tie(edge.output, edge.input, edge.role); };
  std::ranges::sort(edges, {}, by_output);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

}  // namespace

std::vector<Edge> StoreNeighbours::into(std::span<const DatasetId> outputs, int limit) {
  std::vector<DatasetId> left(outputs.begin(), outputs.end());
  std::ranges::sort(left);
  left.erase(std::unique(left.begin(), left.end()), left.end());
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < left.size() && std::ssize(edges) < limit; i += kAtOnce) {
    const auto more = edges_into(reading_, std::span(left).subspan(i, std::min(kAtOnce, left.size() - i)));
    edges.insert(edges.end(), more.begin(), more.end());
  }
  if (std::ssize(edges) > limit) edges.resize(static_cast<std::size_t>(limit));
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
