#include "search/index/decimal.h"

#include <array>
#include <charconv>
#include <cmath>

namespace weft::index {
namespace {

constexpr std::array<double, 23> kPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// digits ["." digits] with at most 15 digits in all, no needless zero in front: its number is exactly one division.
struct Plain {
  bool is_plain = false;
  std::int64_t digits = 0;
  int decimals = 0;
};

Plain read_plain(std::string_view text) {
  Plain plain;
  if (text.empty() || text.size() > 16) return plain;
  if (text[0] == '0' && text.size() > 1 && text[1] != '.') return plain;
  int count = 0;
  std::size_t point = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' && point == std::string_view::npos && i > 0 && i + 1 < text.size()) {
      point = i;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return plain;
    plain.digits = plain.digits * 10 + (text[i] - '0');
    ++count;
  }
  plain.decimals = point == std::string_view::npos ? 0 : static_cast<int>(text.size() - point - 1);
  plain.is_plain = count <= 15;
  return plain;
}

bool is_shortest_text(std::string_view text, double number) {
  DecimalBuffer buffer;
  return write_shortest(number, buffer) == text;
}

}  // namespace

double power_of_ten(int k) { return kPowers[static_cast<std::size_t>(k)]; }

Writing writing_of(std::string_view text, double number) {
  const bool negative = text.starts_with('-');
  const Plain plain = read_plain(negative ? text.substr(1) : text);
  if (!plain.is_plain) return {is_shortest_text(text, number), -1};
  const double magnitude = static_cast<double>(plain.digits) / power_of_ten(plain.decimals);
  if (number != (negative ? -magnitude : magnitude) || (negative && plain.digits == 0)) return {};
  const bool has_end = plain.decimals == 0 || text.back() != '0';
  return {has_end && (plain.digits == 0 || magnitude >= 1e-4), static_cast<std::int8_t>(plain.decimals)};
}

std::string_view write_shortest(double number, DecimalBuffer& buffer) {
  const double magnitude = std::fabs(number);
  const bool fixed = number == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number == 0 ? 0.0 : number,
                                 fixed ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer, end.ptr};
}

std::string_view write_fixed(double number, int decimals, DecimalBuffer& buffer) {
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, number == 0 ? 0.0 : number, std::chars_format::fixed, decimals);
  return {buffer, end.ptr};
}

}  // namespace weft::index
