#include "search/cursor.h"

#include <gtest/gtest.h>

#include <limits>

namespace weft {
namespace {

Order by(std::string parameter, bool by_number, bool descending = false) {
  return {{Field::parameter, std::move(parameter)}, by_number, descending};
}

}  // namespace

TEST(Cursor, reads_back_whatever_it_keeps) {
  for (const auto& text : {std::string(), std::string("a"), std::string("ab"), std::string("Å\0\xFF/+=", 7)})
    for (const double number : {0.0, -0.1, 1e308, 5e-324, 1682416800000001.0})
      for (const bool has_value : {true, false}) {
        auto order = by("x", true, true);
        const Position position{has_value, number, text, {1776288}};
        const auto cursor = write_cursor(order, position);
        EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos)
            << "it travels in an address as it is";
        const auto read = read_cursor(cursor, order);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->position, position);
        EXPECT_FALSE(read->is_cut);
      }
}

TEST(Cursor, keeps_the_beginning_of_a_long_text) {
  auto order = by("x", false);
  const auto cursor = write_cursor(order, {true, 0, std::string(1'000'000, 'a'), {1}});
  EXPECT_LT(cursor.size(), 4'000u) << "the head of a request has 16 KiB";
  const auto read = read_cursor(cursor, order);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->is_cut);
  EXPECT_EQ(read->position, (Position{true, 0, std::string(kLongestKept, 'a'), {1}}));
}

TEST(Cursor, of_another_order_is_refused) {
  const auto cursor = write_cursor(by("x", true), {true, 1, "", {1}});
  for (auto other : {by("y", true), by("x", true, true), by("", true), Order{{Field::name, {}}, false, false}}) {
    const auto read = read_cursor(cursor, other);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    EXPECT_NE(read.error().message.find("another order"), std::string::npos);
  }
  Order name{{Field::name, {}}, false, false};
  EXPECT_FALSE(read_cursor(write_cursor(by("name", false), {}), name)) << "a parameter that is called like a field";
}

TEST(Cursor, keeps_whether_numbers_or_texts_were_compared) {
  auto order = by("x", true);
  const auto cursor = write_cursor(by("x", false), {true, 0, "a", {1}});
  ASSERT_TRUE(read_cursor(cursor, order));
  EXPECT_FALSE(order.by_number);
}

TEST(Cursor, that_is_none_is_refused) {
  Order order;
  const auto good = write_cursor(order, {true, 7, "", {7}});
  for (const auto& cursor : {std::string("12"), std::string("å"), std::string("a b"), std::string(100000, 'A'),
                             good.substr(0, good.size() / 2), good + "=", "A" + good})
    EXPECT_FALSE(read_cursor(cursor, order)) << cursor.substr(0, 80);
}

}  // namespace weft
