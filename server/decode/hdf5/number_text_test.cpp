#include "decode/hdf5/number_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace weft::hdf5 {
namespace {

template <class T>
std::string text_of(T number) {
  std::string text;
  append_number(text, number);
  return text;
}

TEST(NumberText, doubles_are_written_as_orjson_writes_them) {
  EXPECT_EQ(text_of(1.0), "1.0");
  EXPECT_EQ(text_of(-0.0), "-0.0");
  EXPECT_EQ(text_of(0.1), "0.1");
  EXPECT_EQ(text_of(1e-5), "0.00001");
  EXPECT_EQ(text_of(1.25e-6), "1.25e-6");
  EXPECT_EQ(text_of(1e15), "1000000000000000.0");
  EXPECT_EQ(text_of(1e16), "1e+16");
  EXPECT_EQ(text_of(1234.5), "1234.5");
  EXPECT_EQ(text_of(5e-324), "5e-324");
  EXPECT_EQ(text_of(1.7976931348623157e308), "1.7976931348623157e+308");
  EXPECT_EQ(text_of(static_cast<double>(NAN)), "null");
  EXPECT_EQ(text_of(-static_cast<double>(INFINITY)), "null");
}

TEST(NumberText, singles_are_written_in_their_own_precision) {
  EXPECT_EQ(text_of(0.1f), "0.1");
  EXPECT_EQ(text_of(1e-6f), "0.000001");
  EXPECT_EQ(text_of(1e-7f), "1e-7");
  EXPECT_EQ(text_of(1e12f), "1000000000000.0");
  EXPECT_EQ(text_of(123456789.0f), "123456790.0");  // the shortest digits, not all of them
  EXPECT_EQ(text_of(1e13f), "1e+13");
  EXPECT_EQ(text_of(16777216.0f), "16777216.0");
}

TEST(NumberText, halves_are_what_they_mean) {
  EXPECT_EQ(from_half(0x3C00), 1.0f);
  EXPECT_EQ(from_half(0xC000), -2.0f);
  EXPECT_EQ(from_half(0x7BFF), 65504.0f);
  EXPECT_EQ(from_half(0x0001), std::ldexp(1.0f, -24));
  EXPECT_EQ(from_half(0xFC00), -INFINITY);
  EXPECT_TRUE(std::isnan(from_half(0x7E00)));
}

}  // namespace
}  // namespace weft::hdf5
