#include "lineage/traverse.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace weft {
namespace {

// One walk in one direction, sharing nodes and edges with the walk the other way.
class Walk {
 public:
  Walk(Neighbours& neighbours, const TraverseLimits& limits, const std::function<bool()>& cancelled)
      : neighbours_(neighbours), limits_(limits), cancelled_(cancelled) {}

  // False when cancelled.
  bool go(DatasetId start, bool towards_inputs) {
    std::set<DatasetId> expanded;
    std::vector<DatasetId> level = {start};
    nodes_.insert(start);
    for (int step = 0; !level.empty() && (limits_.depth == 0 || step < limits_.depth); ++step) {
      if (cancelled_ && cancelled_()) return false;
      const auto edges = towards_inputs ? neighbours_.into(level, ask_for()) : neighbours_.out_of(level, ask_for());
      expanded.insert(level.begin(), level.end());
      level = take(edges, towards_inputs, expanded);
    }
    return true;
  }

  Graph graph(DatasetId start) && {
    Graph graph;
    graph.start = start;
    graph.nodes.assign(nodes_.begin(), nodes_.end());
    graph.edges.assign(edges_.begin(), edges_.end());
    graph.partial = partial_;
    graph.cyclic = has_cycle(graph.edges);
    return graph;
  }

 private:
  // One more than fits in all: an answer that was cut then holds one that does not fit, though others be known already.
  int ask_for() const { return limits_.edges + 1; }
  int edge_room() const { return std::max(0, limits_.edges - static_cast<int>(edges_.size())); }

  // Keeps what fits; answers the next level: whoever is reached and was not yet asked in this direction.
  std::vector<DatasetId> take(const std::vector<Edge>& edges, bool towards_inputs,
                              const std::set<DatasetId>& expanded) {
    std::set<DatasetId> next;
    for (const auto& edge : edges) {
      const auto reached = towards_inputs ? edge.input : edge.output;
      const bool new_edge = !edges_.contains(edge);
      const bool new_node = !nodes_.contains(reached);
      if ((new_edge && edge_room() == 0) || (new_node && static_cast<int>(nodes_.size()) >= limits_.nodes)) {
        partial_ = true;
        continue;
      }
      edges_.insert(edge);
      nodes_.insert(reached);
      if (!expanded.contains(reached)) next.insert(reached);
    }
    return {next.begin(), next.end()};
  }

  Neighbours& neighbours_;
  const TraverseLimits& limits_;
  const std::function<bool()>& cancelled_;
  std::set<DatasetId> nodes_;
  std::set<Edge> edges_;
  bool partial_ = false;
};

}  // namespace

Result<Graph> traverse(Neighbours& neighbours, DatasetId start, Direction direction, const TraverseLimits& limits,
                       const std::function<bool()>& cancelled) {
  Walk walk(neighbours, limits, cancelled);
  const bool up = direction != Direction::descendants;
  const bool down = direction != Direction::ancestors;
  if ((up && !walk.go(start, true)) || (down && !walk.go(start, false)))
    return fail(ErrorCode::timed_out, "the lineage took too long to follow; ask for less depth or fewer nodes");
  return std::move(walk).graph(start);
}

// Kahn's order: what cannot be ordered lies on a cycle or behind one.
bool has_cycle(const std::vector<Edge>& edges) {
  std::set<std::pair<DatasetId, DatasetId>> pairs;
  for (const auto& edge : edges) pairs.emplace(edge.input, edge.output);
  std::unordered_map<DatasetId, int> waiting_for;
  std::unordered_map<DatasetId, std::vector<DatasetId>> outputs;
  for (const auto& [input, output] : pairs) {
    waiting_for.try_emplace(input, 0);
    ++waiting_for[output];
    outputs[input].push_back(output);
  }
  std::vector<DatasetId> ready;
  for (const auto& [id, count] : waiting_for)
    if (count == 0) ready.push_back(id);
  std::size_t ordered = 0;
  while (!ready.empty()) {
    const auto id = ready.back();
    ready.pop_back();
    ++ordered;
    for (const auto output : outputs[id])
      if (--waiting_for[output] == 0) ready.push_back(output);
  }
  return ordered < waiting_for.size();
}

}  // namespace weft
