#include "lineage/traverse.h"

#include <gtest/gtest.h>

#include "lineage/views.h"

namespace weft {
namespace {

struct FakeNeighbours final : Neighbours {
  std::vector<Edge> edges;
  int asked = 0, answered = 0;
  explicit FakeNeighbours(std::vector<std::pair<int, int>> pairs) {
    for (const auto& [input, output] : pairs) edges.push_back({DatasetId{input}, DatasetId{output}, ""});
  }
  std::vector<Edge> pick(std::span<const DatasetId> ids, bool by_output, std::size_t limit) {
    ++asked;
    std::vector<Edge> out;
    for (const auto& edge : edges)
      for (const auto id : ids)
        if ((by_output ? edge.output : edge.input) == id && out.size() < limit) out.push_back(edge);
    answered += static_cast<int>(out.size());
    return out;
  }
  std::vector<Edge> into(std::span<const DatasetId> outputs, int limit) override { return pick(outputs, true, limit); }
  std::vector<Edge> out_of(std::span<const DatasetId> inputs, int limit) override { return pick(inputs, false, limit); }
};

std::string drawn(FakeNeighbours& n, int start, Direction direction, TraverseLimits limits = {}) {
  const auto graph = traverse(n, DatasetId{start}, direction, limits, {});
  std::string out;
  for (const auto id : graph->nodes) out += std::to_string(id.value) + " ";
  out += "|";
  for (const auto& e : graph->edges) out += " " + std::to_string(e.input.value) + ">" + std::to_string(e.output.value);
  return out + (graph->partial ? " partial" : "") + (graph->cyclic ? " cyclic" : "");
}

TEST(Traverse, goes_either_way_to_any_depth) {
  FakeNeighbours chain({{1, 2}, {2, 3}, {3, 4}, {2, 5}});
  EXPECT_EQ(drawn(chain, 3, Direction::ancestors), "1 2 3 | 1>2 2>3");
  EXPECT_EQ(drawn(chain, 3, Direction::descendants), "3 4 | 3>4");
  EXPECT_EQ(drawn(chain, 3, Direction::both), "1 2 3 4 | 1>2 2>3 3>4");
  EXPECT_EQ(drawn(chain, 1, Direction::descendants, {.depth = 2}), "1 2 3 5 | 1>2 2>3 2>5");
}

TEST(Traverse, asks_each_level_once_on_a_stack_of_diamonds) {
  std::vector<std::pair<int, int>> pairs;
  for (int i = 0; i < 40; ++i)
    for (int side : {1, 2}) pairs.push_back({3 * i, 3 * i + side}), pairs.push_back({3 * i + side, 3 * (i + 1)});
  FakeNeighbours diamonds(pairs);
  const auto graph = traverse(diamonds, DatasetId{0}, Direction::descendants, {}, {});
  EXPECT_EQ(graph->nodes.size(), 121u);
  EXPECT_EQ(diamonds.asked, 81);
}

TEST(Traverse, ends_on_cycles_and_says_so) {
  FakeNeighbours loop({{1, 2}, {2, 3}, {3, 1}});
  EXPECT_EQ(drawn(loop, 1, Direction::both), "1 2 3 | 1>2 2>3 3>1 cyclic");
  FakeNeighbours elsewhere({{1, 2}, {2, 3}, {3, 2}});
  EXPECT_EQ(drawn(elsewhere, 1, Direction::descendants), "1 2 3 | 1>2 2>3 3>2 cyclic");
}

TEST(Traverse, a_limit_cuts_honestly) {
  FakeNeighbours hub({{1, 2}, {1, 3}, {1, 4}, {1, 5}});
  EXPECT_EQ(drawn(hub, 1, Direction::descendants, {.nodes = 3}), "1 2 3 | 1>2 1>3 partial");
  EXPECT_EQ(drawn(hub, 1, Direction::descendants, {.edges = 2}), "1 2 3 | 1>2 1>3 partial");
  EXPECT_EQ(drawn(hub, 1, Direction::descendants, {.nodes = 5, .edges = 4}), "1 2 3 4 5 | 1>2 1>3 1>4 1>5");
}

// 3 feeds 1 and is fed by it: on the way down the edges of the way up come again.
TEST(Traverse, edges_known_already_do_not_hide_a_cut) {
  FakeNeighbours loop({{1, 3}, {3, 1}, {1, 4}, {1, 5}});
  EXPECT_EQ(drawn(loop, 1, Direction::both, {.edges = 2}), "1 3 | 1>3 3>1 partial cyclic");
  EXPECT_EQ(drawn(loop, 1, Direction::both, {.edges = 3}), "1 3 4 | 1>3 1>4 3>1 partial cyclic");
  EXPECT_EQ(drawn(loop, 1, Direction::both, {.edges = 4}), "1 3 4 5 | 1>3 1>4 1>5 3>1 cyclic");
}

TEST(Traverse, asks_for_no_more_than_one_beyond_the_limit_either_way) {
  std::vector<std::pair<int, int>> pairs;
  for (int i = 2; i < 100; ++i) pairs.push_back({i, 1});
  FakeNeighbours many(pairs);
  const auto graph = traverse(many, DatasetId{1}, Direction::ancestors, {.depth = 1, .edges = 10}, {});
  EXPECT_EQ(graph->edges.size(), 10u);
  EXPECT_TRUE(graph->partial);
  EXPECT_EQ(many.answered, 11);
}

TEST(Traverse, a_deadline_cancels_with_an_error_and_never_half_a_graph) {
  FakeNeighbours chain({{1, 2}, {2, 3}});
  int left = 1;
  const auto graph = traverse(chain, DatasetId{1}, Direction::descendants, {}, [&] { return left-- == 0; });
  ASSERT_FALSE(graph);
  EXPECT_EQ(graph.error().code, ErrorCode::timed_out);
}

TEST(Views, soft_links_and_job_are_the_links_in_the_fields_words) {
  FakeNeighbours n({{1, 2}, {2, 3}, {2, 4}});
  const auto graph = *traverse(n, DatasetId{2}, Direction::both, {}, {});
  std::vector<Dataset> all(5);
  for (int i = 1; i < 5; ++i)
    all[i].id = DatasetId{i}, all[i].key.name = "n" + std::to_string(i), all[i].key.location = "/l" + std::to_string(i);
  const auto known = [&](DatasetId id) { return &all[id.value].key; };
  const auto of = [&](const std::string& name) {
    for (const auto& p : soft_links(graph, known))
      if (p.name == name) return p.text;
    return std::string("(none)");
  };
  EXPECT_EQ(of("input_datasetIds"), "1");
  EXPECT_EQ(of("output_datasetIds"), "3 4");
  EXPECT_EQ(of("output_datasets"), "/l3 /l4");
  EXPECT_EQ(of("__full_output_datasetNames"), "n3 n4");
  all[3].job = "j";
  const auto job = job_view(all[3], {DatasetId{3}, DatasetId{4}}, graph.edges);
  EXPECT_EQ(job.job, "j");
  EXPECT_EQ(job.inputs, std::vector<DatasetId>({DatasetId{2}}));
  EXPECT_EQ(job.outputs, std::vector<DatasetId>({DatasetId{3}, DatasetId{4}}));
  EXPECT_EQ(job_view(all[2], {}, graph.edges).job, "dataset:2");
}

}  // namespace
}  // namespace weft
