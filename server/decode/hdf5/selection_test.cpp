#include "decode/hdf5/selection.h"

#include <gtest/gtest.h>

namespace weft::hdf5 {
namespace {

Shape shape_of(std::string_view text, const Shape& shape) {
  auto selection = select(text, shape);
  EXPECT_TRUE(selection) << text;
  return selection ? selection->shape() : Shape{999};
}

std::string error_of(std::string_view text, const Shape& shape) {
  auto selection = select(text, shape);
  EXPECT_FALSE(selection) << text;
  return selection ? "" : selection.error().message;
}

TEST(Selection, integer_drops_its_axis_and_axes_not_named_are_whole) {
  EXPECT_EQ(shape_of("3,:", {4, 5, 6}), (Shape{5, 6}));
  EXPECT_EQ(shape_of("0,0,0", {4, 5, 6}), Shape{});
  EXPECT_EQ(shape_of("0:1,0,0", {4, 5, 6}), Shape{1});
  EXPECT_EQ(select("-1", {10})->start, Shape{9});
  EXPECT_EQ(select(std::nullopt, {4, 5})->shape(), (Shape{4, 5}));
}

TEST(Selection, slices_end_where_the_axis_ends) {
  EXPECT_EQ(shape_of("0:100", {10}), Shape{10});
  EXPECT_EQ(shape_of("100:", {10}), Shape{0});
  EXPECT_EQ(shape_of("8:2", {10}), Shape{0});
  EXPECT_EQ(shape_of("-3:", {10}), Shape{3});
  EXPECT_EQ(shape_of(":-1", {10}), Shape{9});
  EXPECT_EQ(shape_of("1:8:3", {10}), Shape{3});
  EXPECT_EQ(shape_of("::9223372036854775807", {10}), Shape{1});
  EXPECT_EQ(shape_of(":", {0}), Shape{0});
}

TEST(Selection, integers_are_read_as_python_reads_them) {
  EXPECT_EQ(select(" +3 ", {10})->start, Shape{3});
  EXPECT_EQ(select("1_0", {20})->start, Shape{10});
  for (auto text : {"", "a", "...", "1__0", "_1", "1_", "- 1", "99999999999999999999", ",", "0x1", "1.0"})
    error_of(text, {20});
}

TEST(Selection, what_cannot_be_selected_is_said) {
  EXPECT_EQ(error_of("0,0", {10}), "0,0 has too many members to slice a 1D dataset");
  EXPECT_EQ(error_of("0", {}), "0 has too many members to slice a 0D dataset");
  EXPECT_EQ(error_of("10", {10}), "index (10) out of range for an axis of 10");
  error_of("-11", {10});
  error_of("0", {0});
  EXPECT_EQ(error_of("::-1", {10}), "step must be >= 1 (got -1)");
  error_of("::0", {10});
  EXPECT_EQ(error_of("1:2:3:4", {10}), "1:2:3:4 is not a valid slice");
}

}  // namespace
}  // namespace weft::hdf5
