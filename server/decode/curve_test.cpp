#include "decode/curve.h"

#include <gtest/gtest.h>

#include <cmath>

namespace weft {
namespace {

Curve curve_of(std::string_view text, std::size_t skip = 0) {
  auto curve = read_text_curve(text, skip);
  EXPECT_TRUE(curve) << curve.error().message;
  return curve ? *curve : Curve{};
}

std::string names_of(const Curve& curve) {
  std::string names;
  for (const auto& column : curve.columns)
    names +=
        (names.empty() ? "" : " ") + column.name + ":" + column.role + (column.unit.empty() ? "" : "/" + column.unit);
  return names;
}

TEST(CurveText, a_scattering_curve_has_q_i_and_sigma) {
  const auto curve = curve_of("# lysozyme\n# q (1/nm)  I  sigma\n  1.0e-02  2.5E+01 1e-1\n2.0e-02 2.4e+01 1e-1\n");
  EXPECT_EQ(names_of(curve), "q:x/1/nm I:y sigma:errors");
  EXPECT_EQ(curve.title, "lysozyme");
  EXPECT_EQ(curve.columns[0].label, "q (1/nm)");
  EXPECT_EQ(curve.columns[1].values, (std::vector<double>{25, 24}));
}

TEST(CurveText, three_columns_without_names_are_x_y_and_errors) {
  EXPECT_EQ(names_of(curve_of("1 2 3\n4 5 6\n")), "column1:x column2:y column3:errors");
  EXPECT_EQ(names_of(curve_of("1 2\n4 5\n")), "column1:x column2:y");
  EXPECT_EQ(names_of(curve_of("1\n4\n")), "column1:y");
}

TEST(CurveText, prose_before_and_behind_the_numbers_is_no_part_of_the_table) {
  const auto curve =
      curve_of("Sample 12 of 3\ncreator: somebody\n\n0.1 5 1\r\n0.2 4 1\r\n\n0.3 3 1\r\nbuffer-code: 12\n7 8\n");
  ASSERT_EQ(curve.columns.size(), 3u);
  EXPECT_EQ(curve.columns[0].values, (std::vector<double>{0.1, 0.2, 0.3}));
  EXPECT_EQ(curve.title, "Sample 12 of 3");
}

TEST(CurveText, csv_is_read_with_whatever_separates_it) {
  for (const char* text :
       {"image,score,spots\n1,2.5,30\n2,3.5,40\n", "image;score;spots\n1;2,5;30\n2;3,5;40\n",
        "image\tscore\tspots\n1\t2.5\t30\n2\t3.5\t40\n", "\"image\", \"score\", \"spots\"\n1, 2.5, 30\n2, 3.5, 40\n",
        "\xEF\xBB\xBFimage score spots\n1 2,5 30\n2 3,5 40\n"}) {
    const auto curve = curve_of(text);
    EXPECT_EQ(names_of(curve), "image:x score:y spots:y") << text;
    ASSERT_EQ(curve.columns.size(), 3u) << text;
    EXPECT_EQ(curve.columns[1].values, (std::vector<double>{2.5, 3.5})) << text;
  }
}

TEST(CurveText, a_heading_of_quoted_blanks_names_nothing) {
  EXPECT_EQ(names_of(curve_of("'\t'\t,\"\n6;")), "column1:x column2:y");
  EXPECT_EQ(names_of(curve_of("\" \",I\n1,2\n2,3\n")), "column1:x column2:y");
}

TEST(CurveText, holes_and_words_in_a_column_are_none) {
  const auto curve = curve_of("time,temperature,remark\n1,NaN,\"cold, very\"\n2,,warm\n3,21.5,NA\n");
  ASSERT_EQ(curve.columns.size(), 3u);
  EXPECT_TRUE(std::isnan(curve.columns[1].values[0]) && std::isnan(curve.columns[1].values[1]));
  EXPECT_EQ(curve.columns[1].values[2], 21.5);
  EXPECT_NE(write_curve(curve, "a.csv").find("[null,null,21.5]"), std::string::npos);
}

TEST(CurveText, numbers_of_fortran_and_spec_are_read) {
  EXPECT_EQ(curve_of("#L q  I\n1.5D-01 +2\n2.5d+02 3\n").columns[0].values, (std::vector<double>{0.15, 250}));
  EXPECT_EQ(names_of(curve_of("#L q  I\n1 2\n")), "q:x I:y");
}

TEST(CurveText, lines_can_be_left_out) { EXPECT_EQ(curve_of("9 9\n9 9\n1 2 3\n", 2).columns.size(), 3u); }

TEST(CurveText, what_is_no_table_is_unreadable) {
  EXPECT_EQ(read_text_curve("", 0).error().code, ErrorCode::unreadable);
  EXPECT_EQ(read_text_curve("no numbers\nhere\n", 0).error().code, ErrorCode::unreadable);
  EXPECT_EQ(read_text_curve(std::string_view("1 2\0 3", 6), 0).error().code, ErrorCode::unreadable);
  std::string many;
  for (int i = 0; i < 2'100'000; ++i) many += "1 2\n";
  EXPECT_EQ(read_text_curve(many, 0).error().code, ErrorCode::too_large);
}

TEST(CurveText, columns_are_chosen_by_name_or_number) {
  auto curve = curve_of("a,b,c\n1,2,3\n");
  ASSERT_TRUE(choose_columns(curve, "c, 1"));
  EXPECT_EQ(names_of(curve), "c:x a:y");
  const auto wrong = choose_columns(curve, "d");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "the curve has no column \"d\"; it has c, a");
}

TEST(CurveText, units_stand_behind_names) {
  using Pair = std::pair<std::string, std::string>;
  EXPECT_EQ(split_unit("q [nm-1]"), Pair("q", "nm-1"));
  EXPECT_EQ(split_unit("q (nm^-1)"), Pair("q", "nm^-1"));
  EXPECT_EQ(split_unit("q / (1/nm)"), Pair("q", "1/nm"));
  EXPECT_EQ(split_unit("q / nm"), Pair("q", "nm"));
  EXPECT_EQ(split_unit("p(r)"), Pair("p(r)", ""));
  EXPECT_EQ(split_unit("I"), Pair("I", ""));
}

}  // namespace
}  // namespace weft
