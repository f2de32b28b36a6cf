#include "search/describe.h"

#include <array>
#include <charconv>
#include <cmath>

#include "search/lexer.h"
#include "search/words.h"

namespace weft {
namespace {

std::string number_text(double number) {
  constexpr double kMostWhole = 1e17;  // written without exponent: dates are easier to read so
  if (std::abs(number) < kMostWhole && number == std::floor(number))
    return std::to_string(static_cast<std::int64_t>(number));
  std::array<char, 32> out;
  const auto end = std::to_chars(out.data(), out.data() + out.size(), number).ptr;
  return std::string(out.data(), end);
}

std::string name_of(const Column& column) {
  return column.field == Field::parameter ? column.parameter : std::string(to_text(column.field));
}

std::string with_parts(std::string out, const Condition& condition) {
  for (std::size_t i = 0; i < condition.parts.size(); ++i)
    out += (out.ends_with('(') ? "" : ", ") + describe(condition.parts[i]);
  return out + ")";
}

std::string with_texts(std::string out, const Condition& condition) {
  out += name_of(condition.column);
  for (const auto& text : condition.texts) out += " " + quoted(text);
  return out + ")";
}

std::string with_intervals(std::string out, const Condition& condition) {
  out += name_of(condition.column);
  for (const auto& interval : condition.intervals)
    out += " [" + number_text(interval.from) + ", " + number_text(interval.to) + "]";
  return out + ")";
}

}  // namespace

std::string describe(const Condition& condition) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::everything:
      return "everything";
    case Kind::nothing:
      return "nothing";
    case Kind::exists:
      return "exists(" + name_of(condition.column) + ")";
    case Kind::texts:
      return with_texts("texts(", condition);
    case Kind::numbers:
      return with_intervals("numbers(", condition);
    case Kind::contains:
      return with_texts("contains(", condition);
    case Kind::both:
      return with_parts("both(", condition);
    case Kind::either:
      return with_parts("either(", condition);
    case Kind::without:
      return with_parts("without(", condition);
    case Kind::across:
      return with_parts("across(" + std::string(to_text(condition.relation)), condition);
    case Kind::starting:
      break;
  }
  return "starting(" + std::string(to_text(condition.relation)) + " of " + std::to_string(condition.start.value) + ")";
}

}  // namespace weft
