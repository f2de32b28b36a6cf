#include "api/http/ranges.h"

#include <gtest/gtest.h>

namespace weft {
namespace {

// "10+5": five bytes from the tenth on; "whole"; "416".
std::string read(std::string_view range, std::uint64_t size = 100) {
  ByteRange part;
  switch (read_range(range, size, part)) {
    case RangeKind::whole:
      return "whole";
    case RangeKind::unsatisfiable:
      return "416";
    case RangeKind::part:
      return std::to_string(part.first) + '+' + std::to_string(part.size);
  }
  return "";
}

TEST(Range, is_one_piece_of_the_file) {
  EXPECT_EQ(read("bytes=0-9"), "0+10");
  EXPECT_EQ(read("bytes=10-"), "10+90");
  EXPECT_EQ(read("bytes=-5"), "95+5");
  EXPECT_EQ(read("bytes=-500"), "0+100");
  EXPECT_EQ(read("bytes=90-500"), "90+10");
  EXPECT_EQ(read("bytes=99-99"), "99+1");
  EXPECT_EQ(read("BYTES= 5-6 "), "5+2");
  EXPECT_EQ(read("bytes=5-99999999999999999999999"), "5+95");
}

TEST(Range, behind_the_end_cannot_be_met) {
  EXPECT_EQ(read("bytes=100-"), "416");
  EXPECT_EQ(read("bytes=100-200"), "416");
  EXPECT_EQ(read("bytes=-0"), "416");
  EXPECT_EQ(read("bytes=0-", 0), "416");
  EXPECT_EQ(read("bytes=-5", 0), "416");
  EXPECT_EQ(read("bytes=99999999999999999999999-"), "416");
}

TEST(Range, that_is_none_or_several_is_passed_over) {
  for (const auto* range : {"", "bytes=", "bytes=-", "bytes=a-b", "bytes=5", "bytes=9-5", "lines=1-2", "bytes=1-2,4-5",
                            "bytes=1-2x", "bytes=1--2", "bytes=+1-2", "bytes=0x1-2"})
    EXPECT_EQ(read(range), "whole") << range;
}

TEST(Tag, is_named_by_any_of_a_list) {
  EXPECT_TRUE(names_tag("\"a\"", "\"a\""));
  EXPECT_TRUE(names_tag("\"b\", W/\"a\"", "\"a\""));
  EXPECT_TRUE(names_tag(" * ", "\"a\""));
  EXPECT_FALSE(names_tag("", "\"a\""));
  EXPECT_FALSE(names_tag("a", "\"a\""));
  EXPECT_FALSE(names_tag("\"ab\", \"b", "\"a\""));
}

}  // namespace
}  // namespace weft
