#include "app/commands/look.h"

#include <gtest/gtest.h>

using namespace weft;

namespace {

const Look kUtf8{80, true, false, true};
const Look kAscii{80, true, false, false};

TEST(Look, widths_count_code_points_not_bytes) {
  EXPECT_EQ(width_of("Ångström"), 8u);
  EXPECT_EQ(width_of(""), 0u);
}

TEST(Look, what_is_too_long_is_cut_with_a_mark_and_never_inside_a_code_point) {
  EXPECT_EQ(cut("Ångström", 8, kUtf8), "Ångström");
  EXPECT_EQ(cut("Ångström", 4, kUtf8), "Ång…");
  EXPECT_EQ(cut("Ångström", 6, kAscii), "Ång...");
  EXPECT_EQ(cut("abc", 0, kUtf8), "…");
}

TEST(Look, of_a_path_the_end_stays) { EXPECT_EQ(cut_front("/data/visitor/s_0001", 8, kUtf8), "…/s_0001"); }

TEST(Look, a_name_cannot_drive_the_terminal) {
  EXPECT_EQ(printable("a\x1b[31mb\nc\td"), "a [31mb c d");
  EXPECT_EQ(printable("a\xc2\x9b"
                      "31mb"),
            "a 31mb");
  EXPECT_EQ(printable("é\xff"), "é\xEF\xBF\xBD");
}

TEST(Look, colours_only_where_wanted) {
  EXPECT_EQ(paint("x", Tone::bad, kUtf8), "x");
  EXPECT_EQ(paint("x", Tone::bad, Look{80, true, true, true}), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(paint("", Tone::bad, Look{80, true, true, true}), "");
}

TEST(Look, long_sentences_are_broken_at_blanks) {
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("one two three", 0), (std::vector<std::string>{"one two three"}));
  EXPECT_EQ(wrap("unbreakable", 4), (std::vector<std::string>{"unbreakable"}));
}

TEST(Look, numbers_read_as_people_write_them) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1776288), "1,776,288");
  EXPECT_EQ(grouped(-1000), "-1,000");
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(999'999), "1.0 MB");
  EXPECT_EQ(bytes_text(10'400'000'000'000'000), "10.4 PB");
  EXPECT_EQ(counted(1, "file", "files"), "1 file");
  EXPECT_EQ(duration_text(7.4), "0:07");
  EXPECT_EQ(duration_text(11105), "3:05:05");
  EXPECT_EQ(time_text("2023-04-25T08:00:00.123456Z"), "2023-04-25 08:00:00");
  EXPECT_EQ(time_text(""), "");
}

}  // namespace
