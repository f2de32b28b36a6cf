// The values of a query: texts, numbers with units, dates. In: a value as it was written and the column it is compared
// with. Out: the text or the interval of numbers that is equal to it. Throws WrongQuery. One thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "definitions/definitions.h"
#include "search/condition.h"
#include "search/language.h"
#include "search/names.h"

namespace weft {

// A number, and what stands behind it: "12 keV", "12keV", "8-81".
struct Quantity {
  double number = 0;
  std::string_view rest;
  bool touches = false;  // no blank before the rest
};
// None when the text does not begin with a number.
std::optional<Quantity> read_quantity(std::string_view text);

// What `= value` means.
struct Constant {
  std::optional<Interval> numbers;  // else a text
  std::string text;
};

// `other_unit`: taken by a number without one ("between 10 and 20 keV"); "" for none. Only `equal`, `not_equal` and
// `in` take texts. Where a column has both, a quoted value is a text and a bare one is a number if it is one.
Constant read_constant(const WrittenText& written, const ColumnKind& kind, Comparison comparison,
                       std::string_view other_unit, const Definitions& definitions);
// The unit that stands behind a bare number; "" when there is none, or it is no number.
std::string_view unit_behind(const WrittenText& written);
// What `~` looks for.
std::string read_part(const WrittenText& written, const ColumnKind& kind, const Definitions& definitions);

// The numbers that count as equal to one: [v - 1e-9|v|, v + 1e-9|v|].
Interval equal_to(double number);
// From the first to the last microsecond of "2023", "2023-04", "2023-04-25", "2023-04-25T10:00", "... 10:00:30+02:00".
std::optional<Interval> read_date(std::string_view text);

}  // namespace weft
