#include "lineage/inputs.h"

#include <gtest/gtest.h>

namespace weft {
namespace {

// The rows as text: "0 /data/a,/data/b !" is a whole, "1 /data/a <0" a piece of it.
std::vector<std::string> drawn(std::string_view text) {
  std::vector<std::string> lines;
  for (const auto& row : read_input_list(text, Facility::plain())) {
    std::string line =
        std::to_string(row.position) + " " + std::string(row.kind == InputKind::path ? row.target : row.text);
    if (row.kind != InputKind::path) line += " (" + std::string(to_text(row.kind)) + ")";
    if (row.whole >= 0) line += " <" + std::to_string(row.whole);
    if (row.whole_only) line += " !";
    lines.push_back(line);
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST(InputList, one_folder_is_one_row) { EXPECT_EQ(drawn("/data/a"), Lines({"0 /data/a"})); }

TEST(InputList, commas_and_blanks_separate_before_a_slash) {
  EXPECT_EQ(drawn("/data/a,/data/b"), Lines({"0 /data/a,/data/b !", "1 /data/a <0", "2 /data/b <0"}));
  EXPECT_EQ(drawn("/data/a /data/b"), Lines({"0 /data/a /data/b !", "1 /data/a <0", "2 /data/b <0"}));
  EXPECT_EQ(drawn(" /data/a , /data/b ").at(1), "1 /data/a <0");
  EXPECT_EQ(drawn(" /data/a , /data/b ").at(2), "2 /data/b <0");
  EXPECT_EQ(drawn("/data/s p/s p_1"), Lines({"0 /data/s p/s p_1"}));
}

TEST(InputList, a_comma_inside_a_name_is_read_both_ways) {
  EXPECT_EQ(drawn("/data/a,b"), Lines({"0 /data/a,b !", "1 /data/a <0", "2 b (other) <0"}));
  EXPECT_EQ(drawn("/data/a,b,/data/c"),
            Lines({"0 /data/a,b,/data/c !", "1 /data/a,b <0 !", "2 /data/a <1", "3 b (other) <1", "4 /data/c <0"}));
}

TEST(InputList, one_character_per_input_is_the_text_it_was) {
  EXPECT_EQ(drawn("/,d,a,t,a,/,s,_,1"), Lines({"0 /data/s_1"}));
  EXPECT_EQ(drawn("/,a,,,b"), Lines({"0 /a,b"}));
  EXPECT_EQ(drawn("/,é,/,x"), Lines({"0 /é/x"}));
}

TEST(InputList, ids_and_dois_and_the_rest_are_kept) {
  EXPECT_EQ(drawn("doi:10.15151/ESRF-ES-1,4711 foo"),
            Lines({"0 doi:10.15151/ESRF-ES-1 (doi)", "1 4711 (id)", "2 foo (other)"}));
  EXPECT_EQ(read_input_list("https://doi.org/10.15151/ESRF-ES-1", Facility::plain())[0].target, "10.15151/esrf-es-1");
}

TEST(InputList, nothing_gives_no_rows) {
  EXPECT_TRUE(drawn("").empty());
  EXPECT_TRUE(drawn(" , ,").empty());
}

TEST(InputList, a_text_longer_than_a_path_can_be_is_only_split) {
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += (i ? "," : "") + std::string("/data/visitor/mx2485/id30a3/20250118/RAW_DATA/run_") + std::to_string(i);
  const auto rows = read_input_list(text, Facility::plain());
  EXPECT_EQ(rows.size(), 200u);
}

TEST(Inputs, kept_apart_by_the_sender_are_never_split) {
  const auto rows = read_inputs({{"/data/a,/data/b", "sample"}, {"id:7", ""}}, Facility::plain());
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].target, "/data/a,/data/b");
  EXPECT_EQ(rows[0].role, "sample");
  EXPECT_EQ(rows[1].kind, InputKind::external_id);
  EXPECT_EQ(rows[1].target, "7");
}

}  // namespace
}  // namespace weft
