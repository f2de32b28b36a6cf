// Drawings of drawings: what the terminal shows of each pattern.
#include "app/commands/drawing.h"

#include <gtest/gtest.h>

using namespace weft;

namespace {

const Look kWide{0, false, false, true};

class Family {
 public:
  Family& dataset(std::int64_t id, const std::string& name, const std::string& type = "processed") {
    graph_.datasets[id] = {name, "/data/" + std::to_string(id), type, "", "BM29", false, true};
    return *this;
  }
  Family& link(std::int64_t input, std::int64_t output, const std::string& role = "") {
    graph_.inputs[output].emplace_back(input, role);
    graph_.outputs[input].emplace_back(output, role);
    return *this;
  }
  DrawnGraph& from(std::int64_t start) {
    graph_.start = start;
    return graph_;
  }

 private:
  DrawnGraph graph_;
};

Family reduction() {
  Family family;
  family.dataset(1, "buffer", "acquisition").dataset(2, "sample", "acquisition").dataset(3, "integrate_b");
  return family.dataset(4, "integrate_s").dataset(5, "subtract").link(1, 3).link(2, 4).link(3, 5, "buffer").link(4, 5);
}

TEST(Drawing, what_a_dataset_was_made_from_stands_below_it) {
  EXPECT_EQ(draw(reduction().from(5), {.towards_inputs = true}, kWide),
            "#5 subtract  processed · BM29\n"
            "├─ #3 integrate_b  processed · as buffer\n"
            "│  └─ #1 buffer  raw\n"
            "└─ #4 integrate_s  processed\n"
            "   └─ #2 sample  raw\n");
}

TEST(Drawing, what_was_made_from_it_stands_below_it) {
  EXPECT_EQ(draw(reduction().from(1), {}, kWide),
            "#1 buffer  raw · BM29\n"
            "└─ #3 integrate_b  processed\n"
            "   └─ #5 subtract  processed · as buffer\n");
}

TEST(Drawing, a_plain_terminal_gets_plain_strokes) {
  EXPECT_EQ(draw(reduction().from(5), {.towards_inputs = true}, Look{0, false, false, false}),
            "#5 subtract  processed, BM29\n"
            "|- #3 integrate_b  processed, as buffer\n"
            "|  `- #1 buffer  raw\n"
            "`- #4 integrate_s  processed\n"
            "   `- #2 sample  raw\n");
}

TEST(Drawing, a_diamond_is_drawn_once_and_then_pointed_to) {
  Family family;
  family.dataset(1, "raw", "acquisition").dataset(2, "a").dataset(3, "b").dataset(4, "merge");
  family.link(1, 2).link(1, 3).link(2, 4).link(3, 4);
  EXPECT_EQ(draw(family.from(1), {}, kWide),
            "#1 raw  raw · BM29\n"
            "├─ #2 a  processed\n"
            "│  └─ #4 merge  processed\n"
            "└─ #3 b  processed\n"
            "   └─ #4 merge  processed  (see above)\n");
}

TEST(Drawing, a_cycle_ends_and_says_so) {
  Family family;
  family.dataset(1, "a").dataset(2, "b").link(1, 2).link(2, 1);
  EXPECT_EQ(draw(family.from(1), {}, kWide),
            "#1 a  processed · BM29\n"
            "└─ #2 b  processed\n"
            "   └─ #1 a  processed · BM29  (a cycle: it is above)\n");
}

TEST(Drawing, many_siblings_are_counted_not_drawn) {
  Family family;
  family.dataset(1, "movie", "acquisition");
  for (int i = 2; i <= 62; ++i) family.dataset(i, "ctf_" + std::to_string(i)).link(1, i);
  const auto text = draw(family.from(1), {.siblings = 3}, kWide);
  EXPECT_EQ(text,
            "#1 movie  raw · BM29\n"
            "├─ #2 ctf_2  processed\n"
            "├─ #3 ctf_3  processed\n"
            "├─ #4 ctf_4  processed\n"
            "└─ … 58 more\n");
  const auto all = draw(family.from(1), {.siblings = 0}, kWide);
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 62);
}

TEST(Drawing, one_more_than_the_limit_is_drawn_rather_than_counted) {
  Family family;
  family.dataset(1, "a");
  for (int i = 2; i <= 5; ++i) family.dataset(i, "b" + std::to_string(i)).link(1, i);
  EXPECT_EQ(draw(family.from(1), {.siblings = 3}, kWide).find("more"), std::string::npos);
}

TEST(Drawing, inputs_that_lead_nowhere_are_leaves_or_marks) {
  Family family;
  family.dataset(1, "raw").dataset(2, "sum").link(1, 2);
  auto& graph = family.from(2);
  graph.open[2] = {{"/data/later", "pending"}, {"/data/gone", "withdrawn"}};
  EXPECT_EQ(draw(graph, {.towards_inputs = true}, kWide),
            "#2 sum  processed · BM29\n"
            "├─ #1 raw  processed\n"
            "├─ pending: /data/later\n"
            "└─ withdrawn: /data/gone\n");
  EXPECT_EQ(draw(graph, {}, kWide), "#2 sum  processed · BM29  [1 input pending]  [1 input withdrawn]\n");
}

TEST(Drawing, a_withdrawn_input_is_drawn_as_the_deleted_dataset_it_means) {
  Family family;
  family.dataset(1, "raw").dataset(2, "sum").link(1, 2);
  auto& graph = family.from(2);
  graph.datasets[1].deleted = true;
  graph.open[2] = {{"/data/1", "withdrawn"}};
  EXPECT_EQ(draw(graph, {.towards_inputs = true}, kWide),
            "#2 sum  processed · BM29\n└─ #1 raw  processed  [deleted]\n");
}

TEST(Drawing, deleted_and_incomplete_are_marked) {
  Family family;
  family.dataset(1, "a").dataset(2, "b").link(1, 2);
  auto& graph = family.from(1);
  graph.datasets[1].complete = false;
  graph.datasets[2].deleted = true;
  EXPECT_EQ(draw(graph, {}, kWide), "#1 a  processed · BM29  [incomplete]\n└─ #2 b  processed  [deleted]\n");
}

TEST(Drawing, siblings_of_one_name_are_told_apart_by_their_folders) {
  Family family;
  family.dataset(1, "scan").dataset(2, "integrate").dataset(3, "integrate").link(1, 2).link(1, 3);
  EXPECT_EQ(draw(family.from(1), {}, kWide),
            "#1 scan  processed · BM29\n"
            "├─ #2 integrate  processed  /data/2\n"
            "└─ #3 integrate  processed  /data/3\n");
}

TEST(Drawing, no_line_is_wider_than_the_terminal) {
  Family family;
  family.dataset(1, std::string(200, 'x')).dataset(2, std::string(200, 'y')).link(1, 2);
  auto& graph = family.from(2);
  graph.open[2] = {{"/data/" + std::string(200, 'z'), "pending"}};
  const auto text = draw(graph, {.towards_inputs = true}, Look{80, true, false, true});
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    EXPECT_LE(width_of(text.substr(at, end - at)), 80u) << text;
    at = end + 1;
  }
}

TEST(Drawing, ten_thousand_generations_end_with_where_to_go_on) {
  Family family;
  for (int i = 1; i <= 10000; ++i) family.dataset(i, "step" + std::to_string(i));
  for (int i = 1; i < 10000; ++i) family.link(i, i + 1);
  const auto text = draw(family.from(1), {.deepest = 3}, kWide);
  EXPECT_NE(text.find("deeper: weft lineage 4 --descendants"), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5);
}

TEST(Drawing, a_name_cannot_drive_the_terminal) {
  Family family;
  family.dataset(1, "a\x1b[2Jb\nc");
  EXPECT_EQ(draw(family.from(1), {}, kWide), "#1 a [2Jb c  processed · BM29\n");
}

}  // namespace
