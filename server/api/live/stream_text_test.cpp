#include "api/live/stream_text.h"

#include <gtest/gtest.h>

using namespace weft;

namespace {

std::map<DatasetId, Dataset> known(std::vector<std::int64_t> ids) {
  std::map<DatasetId, Dataset> found;
  for (auto id : ids) {
    found[{id}].id = {id};
    found[{id}].key = {"mx1", "bm29", "/data/" + std::to_string(id), "line\nbreak"};
  }
  return found;
}

const Facility& facility() {
  static const Facility plain = Facility::plain();
  return plain;
}

TEST(StreamText, only_the_last_block_of_a_step_bears_the_position) {
  const auto text = write_step({{{1}}, {{2}}, {{3}}}, known({1, 2}), facility(), {{42}, 7, "42"});
  EXPECT_TRUE(text.starts_with("event: leave\ndata: {\"id\":3,\"seq\":42,\"total\":7}\n\nevent: change\ndata: "))
      << text;
  EXPECT_EQ(text.find("id: 42\n"), text.rfind("id: 42\n"));
  EXPECT_NE(text.find("\n\nid: 42\nevent: enter\ndata: {\"id\":1,"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("}}\n\n"));
}

TEST(StreamText, a_line_end_in_a_name_is_no_line_end_of_the_stream) {
  const auto text = write_step({{{1}}, {}, {}}, known({1}), facility(), {{42}, 7, "42"});
  EXPECT_NE(text.find("line\\nbreak"), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
}

TEST(StreamText, a_dataset_that_went_meanwhile_is_left_to_the_next_step) {
  EXPECT_EQ(write_step({{{1}}, {}, {}}, {}, facility(), {{42}, 7, "42"}), ": still here\nid: 42\n\n");
}

TEST(StreamText, marks_tell_where_the_stream_is) {
  EXPECT_EQ(write_mark("reset", {{42}, 7, "42.9f3ac2d1"}),
            "id: 42.9f3ac2d1\nevent: reset\ndata: {\"seq\":42,\"total\":7}\n\n");
}

}  // namespace
