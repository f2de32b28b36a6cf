#include "search/buckets.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>

#include "base/clock.h"

namespace weft {
namespace {

using namespace std::chrono;

// digit * 10^exponent, and how many fit.
struct Step {
  int digit = 1;
  int exponent = 0;

  // The number `count` steps from 0, correctly rounded as a person would write it.
  double times(double count) const {
    const double power = std::pow(10.0, std::abs(exponent));
    return exponent < 0 ? count * digit / power : count * digit * power;
  }
  double below(double number) const {
    auto count = std::round(number / times(1));  // 0.3 / 0.1 is a little less than 3
    if (times(count) > number) --count;
    return count;
  }
  void grow() {
    if (digit == 5) ++exponent;
    digit = digit == 1 ? 2 : digit == 2 ? 5 : 1;
  }
};

constexpr int kLeastExponent = -290, kMostExponent = 290;

// The smallest of 1, 2, 5 times a power of ten that is not smaller.
Step step_of(double size) {
  const auto exponent = size > 0 ? std::floor(std::log10(size)) : kLeastExponent;
  Step step{1, static_cast<int>(std::clamp<double>(exponent, kLeastExponent, kMostExponent))};
  while (step.times(1) < size && step.exponent < kMostExponent) step.grow();
  return step;
}

std::vector<double> edges_of(const Step& step, double least, double most, bool whole) {
  std::vector<double> edges;
  for (double count = step.below(least);; ++count) {
    edges.push_back(step.times(count));
    if (edges.size() > kMostBuckets || (edges.size() > 1 && (whole ? edges.back() > most : edges.back() >= most)))
      return edges;
  }
}

bool is_ascending(const std::vector<double>& edges) {
  return std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) == edges.end();
}

// The first moment of the part of a calendar that `time` lies in, or of the one `parts` later.
sys_days first_of(sys_days day, GroupBy::Part part, int parts) {
  const year_month_day date{day};
  if (part == GroupBy::Part::year) return (date.year() + years{parts}) / January / 1;
  if (part == GroupBy::Part::month) return sys_days{(date.year() / date.month() + months{parts}) / 1};
  return day + days{parts};
}

sys_days day_of(double time) { return floor<days>(Time{microseconds{static_cast<std::int64_t>(time)}}); }

std::int64_t parts_between(sys_days first, sys_days last, GroupBy::Part part) {
  const year_month_day a{first}, b{last};
  const auto years = static_cast<int>(b.year()) - static_cast<int>(a.year());
  if (part == GroupBy::Part::year) return years + 1;
  if (part == GroupBy::Part::day) return (last - first).count() + 1;
  return years * 12 + static_cast<int>(static_cast<unsigned>(b.month())) -
         static_cast<int>(static_cast<unsigned>(a.month())) + 1;
}

}  // namespace

std::vector<double> nice_edges(double least, double most, int most_buckets, bool whole) {
  // One value: a bucket a tenth of its size.
  const double size = least < most ? most / most_buckets - least / most_buckets : std::abs(least) / 10;
  auto step = size > 0 ? step_of(size) : Step{};
  if (whole && step.exponent < 0) step = Step{};
  // 0 is always an edge, so that two buckets are the fewest that can be asked for.
  const auto most_edges = static_cast<std::size_t>(std::max(most_buckets, 2)) + 1;
  auto edges = edges_of(step, least, most, whole);
  while (edges.size() > most_edges && step.exponent < kMostExponent) {
    step.grow();
    edges = edges_of(step, least, most, whole);
  }
  // Numbers so close, or so large, that nothing nice lies between them.
  if (edges.size() > most_edges || !is_ascending(edges) || edges.front() > least || edges.back() < most) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {least, least < most ? most : std::nextafter(least, kInfinity)};
  }
  return edges;
}

GroupBy::Part part_for(double least, double most, int most_buckets) {
  for (const auto part : {GroupBy::Part::day, GroupBy::Part::month})
    if (parts_between(day_of(least), day_of(most), part) <= most_buckets) return part;
  return GroupBy::Part::year;
}

std::vector<double> date_edges(double least, double most, GroupBy::Part part) {
  const auto first = day_of(least), last = day_of(most);
  if (part == GroupBy::Part::day && parts_between(first, last, part) > static_cast<std::int64_t>(kMostBuckets))
    part = GroupBy::Part::month;
  if (part == GroupBy::Part::month && parts_between(first, last, part) > static_cast<std::int64_t>(kMostBuckets))
    part = GroupBy::Part::year;
  const auto count = parts_between(first, last, part);
  std::vector<double> edges;
  for (int i = 0; i <= count; ++i)
    edges.push_back(static_cast<double>(Time{first_of(first, part, i)}.time_since_epoch().count()));
  return edges;
}

}  // namespace weft
