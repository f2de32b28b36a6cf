#include "search/buckets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "base/clock.h"

namespace weft {
namespace {

using Edges = std::vector<double>;

double at(const char* text) { return static_cast<double>(read_time(text)->time_since_epoch().count()); }

Edges dates(std::initializer_list<const char*> texts) {
  Edges edges;
  for (const auto* text : texts) edges.push_back(at(text));
  return edges;
}

}  // namespace

TEST(Buckets, are_cut_where_people_like_it) {
  EXPECT_EQ(nice_edges(0, 10, 5, false), (Edges{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(nice_edges(0.13, 0.47, 4, false), (Edges{0.1, 0.2, 0.3, 0.4, 0.5}));
  EXPECT_EQ(nice_edges(-1, 1, 4, false), (Edges{-1, -0.5, 0, 0.5, 1}));
  EXPECT_EQ(nice_edges(1e9, 3e9, 2, false), (Edges{1e9, 2e9, 3e9}));
}

TEST(Buckets, begin_at_the_least_when_it_is_an_edge) {
  EXPECT_EQ(nice_edges(0.3, 0.7, 5, false), (Edges{0.3, 0.4, 0.5, 0.6, 0.7}));
  EXPECT_EQ(nice_edges(-0.3, 0.1, 5, false), (Edges{-0.3, -0.2, -0.1, 0, 0.1}));
}

TEST(Buckets, of_whole_numbers_have_whole_edges_and_one_above_the_last) {
  EXPECT_EQ(nice_edges(0, 3, 20, true), (Edges{0, 1, 2, 3, 4}));
  EXPECT_EQ(nice_edges(5, 5, 20, true), (Edges{5, 6}));
  EXPECT_EQ(nice_edges(0, 0, 20, true), (Edges{0, 1}));
}

TEST(Buckets, of_a_single_number_hold_it) {
  EXPECT_EQ(nice_edges(0, 0, 20, false), (Edges{0, 1}));
  const auto edges = nice_edges(0.97918, 0.97918, 20, false);
  ASSERT_EQ(edges.size(), 2u);
  EXPECT_LE(edges[0], 0.97918);
  EXPECT_GE(edges[1], 0.97918);
  EXPECT_LT(edges[1] - edges[0], 0.2);
}

TEST(Buckets, are_ascending_few_and_hold_all_whatever_the_numbers) {
  std::mt19937_64 random(4);
  const auto number = [&]() -> double {
    const double size = std::pow(10.0, static_cast<double>(random() % 616) - 308) *
                        (static_cast<double>(random() % 2'000'001) / 1'000'000 - 1);
    return random() % 8 == 0 ? 0 : random() % 3 == 0 ? std::round(size) : size;
  };
  for (int i = 0; i < 5000; ++i) {
    double a = number(), b = random() % 5 == 0   ? std::nextafter(a, 1e308)
                             : random() % 5 == 0 ? a * (1 + 1e-9)
                                                 : number();
    if (a > b) std::swap(a, b);
    const int most = 1 + static_cast<int>(random() % 40);
    const bool whole = std::abs(a) < 1e15 && std::abs(b) < 1e15 && std::round(a) == a && std::round(b) == b;
    const auto edges = nice_edges(a, b, most, whole);
    SCOPED_TRACE(testing::Message() << a << " .. " << b << " in " << most);
    ASSERT_GE(edges.size(), 2u);
    ASSERT_LE(edges.size(), std::max<std::size_t>(most, 2) + 1);
    ASSERT_LE(edges.front(), a);
    ASSERT_GE(edges.back(), b);
    ASSERT_TRUE(std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) == edges.end());
  }
}

TEST(Buckets, of_time_begin_at_midnights_months_and_years) {
  EXPECT_EQ(date_edges(at("2023-12-31T23:59:59Z"), at("2024-01-01T00:00:00Z"), GroupBy::Part::day),
            dates({"2023-12-31", "2024-01-01", "2024-01-02"}));
  EXPECT_EQ(date_edges(at("2023-11-30"), at("2024-01-31"), GroupBy::Part::month),
            dates({"2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"}));
  EXPECT_EQ(date_edges(at("2023-11-30"), at("2023-11-30"), GroupBy::Part::year), dates({"2023-01-01", "2024-01-01"}));
  EXPECT_EQ(date_edges(at("1969-12-31"), at("1970-01-01"), GroupBy::Part::day),
            dates({"1969-12-31", "1970-01-01", "1970-01-02"}));
}

TEST(Buckets, of_time_are_as_fine_as_their_number_allows) {
  EXPECT_EQ(part_for(at("2023-01-01"), at("2023-02-28"), 62), GroupBy::Part::day);
  EXPECT_EQ(part_for(at("2023-01-01"), at("2023-04-28"), 62), GroupBy::Part::month);
  EXPECT_EQ(part_for(at("2003-01-01"), at("2023-04-28"), 62), GroupBy::Part::year);
  EXPECT_LE(date_edges(at("0001-01-01"), at("9999-12-31"), GroupBy::Part::day).size(), kMostBuckets + 1)
      << "one wrong date does not make millions of buckets";
}

}  // namespace weft
