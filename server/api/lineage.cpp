#include "api/lineage.h"

#include "api/answer.h"
#include "api/graph.h"
#include "api/query_reader.h"

namespace weft {
namespace {

// Inputs of what is in the graph that lead nowhere yet, or nowhere any more.
void write_pending(JsonWriter& json, Reading& reading, const Graph& graph) {
  json.key("pending").begin_array();
  for (const auto& input : shown_inputs(reading, graph.nodes)) {
    if (input.state != InputState::pending && input.state != InputState::withdrawn) continue;
    json.begin_object().member("output", input.output).member("text", input.text);
    json.member("state", to_text(input.state)).end_object();
  }
  json.end_array();
}

void write_graph(JsonWriter& json, const Graph& graph, const std::map<DatasetId, Dataset>& datasets,
                 const Facility& facility) {
  json.member("start", graph.start).key("nodes").begin_array();
  for (auto id : graph.nodes) {
    auto found = datasets.find(id);
    if (found == datasets.end()) continue;
    json.begin_object();
    write_summary(json, found->second, facility);
    json.end_object();
  }
  json.end_array().key("edges").begin_array();
  for (const auto& edge : graph.edges) {
    json.begin_object().member("input", edge.input).member("output", edge.output);
    write_optional(json, "role", edge.role);
    json.end_object();
  }
  json.end_array().member("partial", graph.partial).member("cyclic", graph.cyclic);
}

}  // namespace

Result<Response> ShowLineage::operator()(const Request& request) const {
  auto id = path_id(request, "dataset");
  if (!id) return tl::make_unexpected(id.error());
  QueryReader query(request);
  auto direction = static_cast<Direction>(query.choice("direction", {"ancestors", "descendants", "both"}, 2));
  TraverseLimits limits;
  limits.depth = static_cast<int>(query.number("depth", 0, 1'000'000, 0));
  limits.nodes = static_cast<int>(query.number("nodes", 1, 100'000, 10'000));
  limits.edges = static_cast<int>(query.number("edges", 1, 500'000, 50'000));
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());

  auto reading = store.read(request.asker.viewer);
  auto start = find_dataset(*reading, {*id});
  if (!start) return tl::make_unexpected(start.error());
  auto until = std::chrono::steady_clock::now() + deadline;
  StoreNeighbours neighbours(*reading);
  auto graph =
      traverse(neighbours, start->id, direction, limits, [until] { return std::chrono::steady_clock::now() >= until; });
  if (!graph) return tl::make_unexpected(graph.error());
  JsonWriter json;
  json.begin_object();
  write_graph(json, *graph, datasets_by_id(*reading, graph->nodes), facility);
  write_pending(json, *reading, *graph);
  return answer_with_seq(json, reading->status().applied);
}

}  // namespace weft
