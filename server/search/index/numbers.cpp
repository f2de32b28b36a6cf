#include "search/index/numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "search/index/decimal.h"

namespace weft::index {
namespace {

constexpr int kMostDecimals = 15;
constexpr double kExact = 4503599627370496.0;  // 2^52: whole numbers below stay apart when divided
constexpr std::size_t kLongestTable = 4096;

std::uint64_t ordered_bits(double number) {
  const auto bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
  return bits >> 63 ? ~bits : bits | 1ull << 63;
}

double from_ordered_bits(std::uint64_t bits) {
  return std::bit_cast<double>(bits >> 63 ? bits & ~(1ull << 63) : ~bits);
}

// The fewest decimals with which every number is a whole one over a power of ten.
std::optional<int> decimals_of(std::span<const double> numbers) {
  int decimals = 0;
  double most = 0;
  for (const double number : numbers) {
    while (std::nearbyint(number * power_of_ten(decimals)) / power_of_ten(decimals) != number)
      if (++decimals > kMostDecimals) return std::nullopt;
    most = std::max(most, std::fabs(number));
  }
  if (most * power_of_ten(decimals) >= kExact) return std::nullopt;
  return decimals;
}

struct Decimals {
  NumbersAt here;
  std::vector<std::uint64_t> codes;
};

std::optional<Decimals> as_decimals(std::span<const double> numbers) {
  const auto decimals = decimals_of(numbers);
  if (!decimals) return std::nullopt;
  std::vector<std::int64_t> whole;
  whole.reserve(numbers.size());
  for (const double number : numbers)
    whole.push_back(static_cast<std::int64_t>(std::nearbyint(number * power_of_ten(*decimals))));
  const std::int64_t least = whole.empty() ? 0 : *std::min_element(whole.begin(), whole.end());
  std::int64_t step = 0;
  for (const std::int64_t one : whole)
    if (step != 1) step = std::gcd(step, one - least);
  Decimals found;
  found.here = {{}, NumbersAt::decimal, *decimals, least, std::max<std::int64_t>(step, 1), 0, 0};
  found.codes.reserve(whole.size());
  for (const std::int64_t one : whole) {
    found.codes.push_back(static_cast<std::uint64_t>((one - least) / found.here.step));
    found.here.most_code = std::max(found.here.most_code, found.codes.back());
  }
  return found;
}

// The different numbers, ascending; none when there are too many for a table.
std::vector<double> few_numbers(std::span<const double> numbers) {
  const std::size_t most = std::min(kLongestTable, numbers.size() / 4);
  std::vector<double> slots(kLongestTable * 4, std::nan(""));
  std::vector<double> found;
  for (const double number : numbers) {
    std::size_t slot = (std::bit_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15ull >> 50) % slots.size();
    while (slots[slot] == slots[slot] && slots[slot] != number) slot = (slot + 1) % slots.size();
    if (slots[slot] == number) continue;
    if (found.size() == most) return {};
    slots[slot] = number;
    found.push_back(number == 0 ? 0.0 : number);
  }
  std::sort(found.begin(), found.end());
  return found;
}

NumbersAt write_table(Bytes& to, std::span<const double> numbers, const std::vector<double>& table) {
  std::vector<std::uint32_t> codes;
  codes.reserve(numbers.size());
  for (const double number : numbers)
    codes.push_back(static_cast<std::uint32_t>(std::lower_bound(table.begin(), table.end(), number) - table.begin()));
  NumbersAt here;
  here.kind = NumbersAt::table;
  here.most_code = table.size() - 1;
  here.codes = pack(to, codes);
  here.table_at = to.append(table);
  return here;
}

NumbersAt write_raw(Bytes& to, std::span<const double> numbers) {
  std::vector<std::uint64_t> codes;
  codes.reserve(numbers.size());
  for (const double number : numbers) codes.push_back(ordered_bits(number));
  NumbersAt here;
  here.kind = NumbersAt::raw;
  here.most_code = ~0ull;
  here.codes = pack(to, codes);
  return here;
}

std::size_t bits_of_table(std::size_t length, std::size_t count) { return length * 64 + count * bits_for(length - 1); }

}  // namespace

Numbers::Numbers(const std::byte* base, const NumbersAt& here)
    : codes_(base, here.codes),
      kind_(here.kind),
      offset_(here.offset),
      step_(here.step),
      scale_(power_of_ten(here.decimals)),
      table_(array_at<double>(base, here.table_at)),
      most_code_(here.most_code) {}

double Numbers::other_number(std::uint64_t code) const {
  return kind_ == NumbersAt::table ? table_[code] : from_ordered_bits(code);
}

Numbers::Codes Numbers::between(double from, double to) const {
  if (kind_ == NumbersAt::raw) return {ordered_bits(from), ordered_bits(to)};
  if (size() == 0 || number(0) > to || number(most_code_) < from) return {};
  // The first code whose number is not below.
  const auto first_not = [&](auto&& is_below) {
    std::uint64_t first = 0, length = most_code_ + 1;
    while (length > 0) {
      const std::uint64_t half = length / 2;
      if (is_below(number(first + half)))
        first += half + 1, length -= half + 1;
      else
        length = half;
    }
    return first;
  };
  const std::uint64_t first = number(0) >= from ? 0 : first_not([from](double it) { return it < from; });
  const std::uint64_t after =
      number(most_code_) <= to ? most_code_ + 1 : first_not([to](double it) { return it <= to; });
  return after == 0 ? Codes{} : Codes{first, after - 1};
}

NumbersAt write_numbers(Bytes& to, std::span<const double> numbers) {
  auto decimals = as_decimals(numbers);
  const std::uint32_t bits = decimals ? bits_for(decimals->here.most_code) : 64;
  if (bits > 8) {
    const auto table = few_numbers(numbers);
    if (!table.empty() && bits_of_table(table.size(), numbers.size()) < bits * numbers.size())
      return write_table(to, numbers, table);
  }
  if (!decimals) return write_raw(to, numbers);
  decimals->here.codes = pack(to, decimals->codes);
  return decimals->here;
}

}  // namespace weft::index
