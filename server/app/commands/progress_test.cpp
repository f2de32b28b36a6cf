#include "app/commands/progress.h"

#include <gtest/gtest.h>

using namespace weft;

namespace {

ProgressState half() { return {"load", 50, 100, 12000, "messages", 3}; }

TEST(Progress, says_how_far_how_fast_and_how_long_yet) {
  EXPECT_EQ(progress_line(half(), Look{80, true, false, true}),
            "load  ██████████████░░░░░░░░░░░░░░   50%  12,000 messages  4,000/s  0:03 left");
}

TEST(Progress, is_ascii_where_the_terminal_is) {
  const auto line = progress_line(half(), Look{80, true, false, false});
  for (const char c : line) EXPECT_LT(static_cast<unsigned char>(c), 0x80) << line;
  EXPECT_NE(line.find("####"), std::string::npos);
}

TEST(Progress, never_fills_the_last_column_so_that_no_line_breaks) {
  for (int width = 10; width < 120; ++width)
    EXPECT_LT(width_of(progress_line(half(), Look{width, true, false, true})), static_cast<std::size_t>(width));
}

TEST(Progress, guesses_nothing_too_early) {
  auto state = half();
  state.seconds = 0.1;
  EXPECT_EQ(progress_line(state, Look{80, true, false, true}).find("left"), std::string::npos);
}

TEST(Progress, without_a_total_it_says_how_long_already) {
  EXPECT_EQ(progress_line({"load", 7, 0, 10, "messages", 61}, Look{80, true, false, true}),
            "load  10 messages  0/s  1:01");
}

}  // namespace
