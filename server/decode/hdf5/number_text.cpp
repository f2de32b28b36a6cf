#include "decode/hdf5/number_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace weft::hdf5 {
namespace {

// Digits and where the point stands behind the first: std::to_chars gives the shortest digits.
struct Digits {
  std::array<char, 32> digits;
  std::size_t count = 0;
  int exponent = 0;  // of the first digit
};

template <class T>
Digits shortest_digits(T size) {
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::scientific).ptr;
  Digits found;
  const char* at = buffer.data();
  for (; *at != 'e'; ++at)
    if (*at != '.') found.digits[found.count++] = *at;
  std::from_chars(at[1] == '+' ? at + 2 : at + 1, end, found.exponent);
  return found;
}

void append_plain(std::string& text, const Digits& d) {
  const auto count = static_cast<int>(d.count);
  if (d.exponent < 0) {
    text.append("0.").append(static_cast<std::size_t>(-d.exponent - 1), '0').append(d.digits.data(), d.count);
  } else if (count <= d.exponent + 1) {
    text.append(d.digits.data(), d.count).append(static_cast<std::size_t>(d.exponent + 1 - count), '0').append(".0");
  } else {
    const auto whole = static_cast<std::size_t>(d.exponent + 1);
    text.append(d.digits.data(), whole).append(".").append(d.digits.data() + whole, d.count - whole);
  }
}

void append_scientific(std::string& text, const Digits& d) {
  text += d.digits[0];
  if (d.count > 1) text.append(".").append(d.digits.data() + 1, d.count - 1);
  text += d.exponent < 0 ? "e-" : "e+";
  text += std::to_string(std::abs(d.exponent));
}

template <class T>
void append_real(std::string& text, T number, T smallest_plain, T smallest_large) {
  if (!std::isfinite(number)) {
    text += "null";
    return;
  }
  if (std::signbit(number)) text += '-';
  const T size = std::fabs(number);
  const auto digits = shortest_digits(size);
  const bool plain = size == 0 || (size >= smallest_plain && size < smallest_large);
  plain ? append_plain(text, digits) : append_scientific(text, digits);
}

template <class T>
void append_integer(std::string& text, T number) {
  std::array<char, 24> buffer;
  text.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr);
}

}  // namespace

void append_number(std::string& text, double number) { append_real(text, number, 1e-5, 1e16); }
void append_number(std::string& text, float number) { append_real(text, number, 1e-6f, 1e13f); }
void append_number(std::string& text, std::int64_t number) { append_integer(text, number); }
void append_number(std::string& text, std::uint64_t number) { append_integer(text, number); }

float from_half(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000) << 16, fraction = bits & 1023;
  const int exponent = (bits >> 10) & 31;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | fraction << 13);  // infinity, NaN
  const float size = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                   : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  return sign ? -size : size;
}

}  // namespace weft::hdf5
