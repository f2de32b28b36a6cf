#include "app/commands/portions.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

using namespace weft;

namespace {

std::vector<Portion> all(const std::string& text, std::int64_t from_line = 1, PortionLimits limits = {2, 1000}) {
  std::istringstream in(text);
  PortionReader reader(in, from_line, limits);
  std::vector<Portion> portions;
  for (Portion portion; reader.next(portion);) portions.push_back(portion);
  return portions;
}

TEST(Portions, hold_as_many_lines_as_allowed_and_know_their_numbers) {
  const auto portions = all("{1}\n\n{2}\n{3}\n");
  ASSERT_EQ(portions.size(), 2u);
  EXPECT_EQ(portions[0].body, "{1}\n{2}\n");
  EXPECT_EQ(portions[0].first_line, 1);
  EXPECT_EQ(portions[0].last_line, 3);
  EXPECT_EQ(portions[1].first_line, 4);
  EXPECT_EQ(portions[1].messages, 1);
}

TEST(Portions, go_on_at_the_line_asked_for) {
  const auto portions = all("{1}\n{2}\n{3}\n", 3);
  ASSERT_EQ(portions.size(), 1u);
  EXPECT_EQ(portions[0].body, "{3}\n");
  EXPECT_EQ(portions[0].first_line, 3);
}

TEST(Portions, end_before_they_are_too_large_and_hold_a_line_however_large) {
  const std::string large = "{" + std::string(900, 'x') + "}";
  const auto portions = all("{1}\n" + large + "\n" + large + large + "\n", 1, {10, 800});
  ASSERT_EQ(portions.size(), 3u);
  EXPECT_EQ(portions[1].first_line, 2);
  EXPECT_EQ(portions[2].body.size(), 2 * large.size() + 1);
}

TEST(Portions, a_line_that_is_no_object_travels_alone_and_takes_nobody_with_it) {
  const auto portions = all("{1}\nbroken\n{2}\n", 1, {10, 1000});
  ASSERT_EQ(portions.size(), 3u);
  EXPECT_FALSE(portions[0].alone);
  EXPECT_TRUE(portions[1].alone);
  EXPECT_EQ(portions[1].first_line, 2);
  EXPECT_EQ(portions[2].body, "{2}\n");
}

TEST(Portions, there_is_none_of_an_empty_file) { EXPECT_TRUE(all("\n \n").empty()); }

}  // namespace
