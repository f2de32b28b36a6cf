// Decimal: texts that say nothing but their number need not be kept. In: a text and its number. Out: how it was
// written, so that the same text can be written again. Any thread.
#pragma once
#include <cstdint>
#include <string_view>

namespace weft::index {

// How a text writes its number.
struct Writing {
  bool is_shortest = false;   // as write_shortest() writes it
  std::int8_t decimals = -1;  // as write_fixed() writes it with so many; -1: not so
};

Writing writing_of(std::string_view text, double number);

using DecimalBuffer = char[400];
// As Python and most senders do: digits that read back to the same number, fewest; with an exponent below 1e-4 and
// from 1e16 on ("1e-05").
std::string_view write_shortest(double number, DecimalBuffer& buffer);
std::string_view write_fixed(double number, int decimals, DecimalBuffer& buffer);

// 10^k, exact for k in 0..22.
double power_of_ten(int k);

}  // namespace weft::index
