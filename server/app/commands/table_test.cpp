#include "app/commands/table.h"

#include <gtest/gtest.h>

using namespace weft;

namespace {

const Look kWide{0, false, false, true};

Look narrow(int width) { return Look{width, true, false, true}; }

Table people() {
  Table table;
  table.columns = {{"id", true}, {"name", false, 6}, {"sample", false, 4, 1}, {"state"}};
  table.rows = {{{"7"}, {"Ångström_scan"}, {"lysozyme"}, {""}}, {{"42"}, {"b"}, {"s"}, {"deleted"}}};
  return table;
}

TEST(Table, columns_stand_below_their_titles) {
  EXPECT_EQ(draw(people(), kWide),
            "id  name           sample    state\n"
            " 7  Ångström_scan  lysozyme\n"
            "42  b              s         deleted\n");
}

TEST(Table, a_narrow_terminal_cuts_what_may_be_cut_the_widest_first) {
  EXPECT_EQ(draw(people(), narrow(30)),
            "id  name     sample    state\n"
            " 7  Ångstr…  lysozyme\n"
            "42  b        s         deleted\n");
}

TEST(Table, a_column_leaves_when_cutting_is_not_enough) {
  EXPECT_EQ(draw(people(), narrow(20)),
            "id  name     state\n"
            " 7  Ångstr…\n"
            "42  b        deleted\n");
}

TEST(Table, no_line_is_wider_than_the_terminal) {
  for (int width = 20; width < 60; ++width) {
    const auto text = draw(people(), narrow(width));
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      EXPECT_LE(width_of(text.substr(at, end - at)), static_cast<std::size_t>(width)) << text;
      at = end + 1;
    }
  }
}

TEST(Table, times_lose_seconds_before_they_are_cut) {
  Table table{{{"start", false, 10, 0, false, true}}, {{{"2023-04-25 08:00:00"}}}};
  EXPECT_EQ(draw(table, narrow(19)), "start\n2023-04-25 08:00:00\n");
  EXPECT_EQ(draw(table, narrow(17)), "start\n2023-04-25 08:00\n");
  EXPECT_EQ(draw(table, narrow(12)), "start\n2023-04-25\n");
}

TEST(Table, nothing_is_drawn_of_nothing) { EXPECT_EQ(draw(Table{{{"id"}}, {}}, kWide), ""); }

TEST(Table, csv_keeps_everything_and_quotes_what_must_be_quoted) {
  Table table{{{"a"}, {"b"}}, {{{"x,y"}, {"say \"z\""}}, {{""}, {"line\nend"}}}};
  EXPECT_EQ(csv(table), "a,b\r\n\"x,y\",\"say \"\"z\"\"\"\r\n,\"line\nend\"\r\n");
}

}  // namespace
