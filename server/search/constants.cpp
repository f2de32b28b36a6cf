#include "search/constants.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "definitions/near_names.h"
#include "definitions/units.h"

namespace weft {
namespace {

using Reading = ColumnKind::Reading;

[[noreturn]] void refuse(const WrittenText& written, std::string sentence) {
  throw WrongQuery{ErrorCode::invalid, std::move(sentence), written.place};
}

bool takes_texts(Comparison comparison) {
  return comparison == Comparison::equal || comparison == Comparison::not_equal || comparison == Comparison::in;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "8-81", "12:30", "1,5": no unit begins so.
bool may_be_unit(std::string_view rest) {
  return !is_digit(rest.front()) && std::string_view("-+.,;:_/*^()[]'\"").find(rest.front()) == std::string_view::npos;
}

std::string in_unit(const ColumnKind& kind) {
  return kind.unit.empty() ? kind.name + " has no known unit" : kind.name + " is in " + kind.unit;
}

// Reads one value for one column.
class ConstantReader {
 public:
  ConstantReader(const WrittenText& written, const ColumnKind& kind, Comparison comparison, std::string_view other_unit,
                 const Definitions& definitions)
      : written_(written), kind_(kind), comparison_(comparison), other_unit_(other_unit), definitions_(definitions) {}

  Constant read() const {
    switch (kind_.reading) {
      case Reading::text:
        return text_of_field();
      case Reading::whole_number:
        return whole_number();
      case Reading::time:
        return time();
      case Reading::parameter:
        break;
    }
    return parameter();
  }

 private:
  Constant text_of_field() const {
    if (!takes_texts(comparison_))
      refuse(written_,
             std::string(to_text(comparison_)) + " compares numbers and dates, and " + kind_.name + " is a text");
    check_one_word();
    return {std::nullopt, folded()};
  }

  // Both sides of a comparison in the spelling that is kept.
  std::string folded() const {
    const auto& text = written_.text;
    const auto& facility = definitions_.facility;
    switch (kind_.column.field) {
      case Field::instrument:
        return facility.instrument_key(text);
      case Field::proposal:
        return facility.proposal_key(text);
      case Field::type:
        return lower(text) == "raw" ? "acquisition" : text;
      case Field::state:
        return one_of_two("live", "deleted");
      case Field::complete:
        return one_of_two("true", "false");
      case Field::location:
        break;
      default:
        return text;
    }
    const auto path = facility.path(text);
    if (!path) refuse(written_, "a location is an absolute path (for a part of one write location ~ ...)");
    return *path;
  }

  std::string one_of_two(const char* one, const char* other) const {
    const auto text = lower(written_.text);
    if (text != one && text != other)
      refuse(written_, kind_.name + " is " + one + " or " + other + ", not " + in_quotes(written_.text));
    return text;
  }

  Constant whole_number() const {
    if (written_.is_quoted) refuse_quoted();
    const auto quantity = read_quantity(written_.text);
    if (!quantity) refuse_no_number("a number");
    const auto unit = quantity->rest.empty() ? other_unit_ : quantity->rest;
    if (unit.empty()) return exactly(quantity->number);
    if (kind_.column.field != Field::volume) refuse(written_, kind_.name + " is a plain number, without unit");
    const auto bytes = bytes_in(unit);
    if (bytes == 0)
      refuse(written_, in_quotes(unit) + " is no unit of volume: write B, kB, MB, GB, TB, KiB, MiB, GiB or TiB");
    return exactly(whole(quantity->number * bytes));
  }
  // 1.005 kB are 1005 bytes, though 1.005 * 1000 is a little less.
  static double whole(double number) {
    const double nearest = std::round(number);
    return std::abs(number - nearest) <= 1e-9 * std::abs(nearest) ? nearest : number;
  }
  static Constant exactly(double number) { return {Interval{number, number}, {}}; }

  Constant time() const {
    if (const auto date = read_date(written_.text)) return {date, {}};
    const bool is_parameter = kind_.column.field == Field::parameter;
    if (is_parameter && written_.is_quoted && takes_texts(comparison_)) return {std::nullopt, written_.text};
    refuse_no_number("a date: write 2023, 2023-04, 2023-04-25 or 2023-04-25T10:00:00+02:00");
  }

  Constant parameter() const {
    if (written_.is_quoted) {
      if (!takes_texts(comparison_)) refuse_quoted();
      return {std::nullopt, written_.text};
    }
    if (const auto quantity = read_quantity(written_.text)) {
      if (const auto number = converted(*quantity)) return {equal_to(*number), {}};
    }
    if (!takes_texts(comparison_)) refuse_no_number("a number");
    check_one_word();
    return {std::nullopt, written_.text};
  }

  // In the column's own unit; none when this is a text that begins with a number. "3d" and "1A" are names where there
  // is no unit, as in value.h.
  std::optional<double> converted(const Quantity& quantity) const {
    const auto unit = quantity.rest.empty() ? other_unit_ : quantity.rest;
    if (unit.empty() || unit == kind_.unit) return quantity.number;
    const auto known = definitions_.facility.canonical_unit(unit);
    if (!kind_.unit.empty())
      if (const auto convert = conversion(known, kind_.known_unit)) return finite((*convert)(quantity.number));
    const bool is_word = written_.text.find(' ') == std::string::npos;
    if (!may_be_unit(unit) || (is_word && kind_.unit.empty() && takes_texts(comparison_))) return std::nullopt;
    refuse_unit(unit, known);
  }

  double finite(double number) const {
    if (!std::isfinite(number)) refuse(written_, "this number is too large in " + kind_.unit);
    return number;
  }

  [[noreturn]] void refuse_unit(std::string_view unit, const std::string& known) const {
    if (is_known_unit(known) && kind_.unit.empty())
      refuse(written_, kind_.name + " has no known unit: write the number alone");
    if (is_known_unit(known))
      refuse(written_, std::string(unit) + " does not convert to " + kind_.unit + ", the unit of " + kind_.name);
    std::vector<std::string_view> units{kind_.unit};
    for (const auto& [alias, meant] : definitions_.facility.unit_aliases()) units.push_back(alias);
    const auto meant = did_you_mean(unit, units);
    refuse(written_, in_quotes(unit) + " is not a known unit" + meant + (meant.empty() ? "; " : " ") + in_unit(kind_) +
                         (takes_texts(comparison_) ? " (a text stands in quotes: " + quoted_text() + ")" : ""));
  }

  [[noreturn]] void refuse_quoted() const {
    if (read_quantity(written_.text))
      refuse(written_, kind_.name + " " + std::string(to_text(comparison_)) +
                           " compares numbers: write the number without quotes");
    refuse_no_number("a number");
  }

  [[noreturn]] void refuse_no_number(const std::string& expected) const {
    refuse(written_, in_quotes(written_.text) + " is no number that " + kind_.name + " " +
                         std::string(to_text(comparison_)) + " can compare with: expected " + expected);
  }

  void check_one_word() const {
    if (written_.is_quoted) return;
    if (written_.text.find(' ') != std::string::npos)
      refuse(written_, "a text of several words stands in quotes: " + quoted_text());
    if (written_.text.find('*') != std::string::npos)
      refuse(written_, "there are no wildcards: write ~ for a part of a text, or the text in quotes: " + quoted_text());
  }
  std::string quoted_text() const { return in_quotes(written_.text); }

  const WrittenText& written_;
  const ColumnKind& kind_;
  Comparison comparison_;
  std::string_view other_unit_;
  const Definitions& definitions_;
};

}  // namespace

std::optional<Quantity> read_quantity(std::string_view text) {
  constexpr std::string_view kMinus = "\u2212";
  Quantity out;
  const bool negative = text.starts_with('-') || text.starts_with(kMinus);
  if (negative || text.starts_with('+')) text.remove_prefix(text.starts_with(kMinus) ? kMinus.size() : 1);
  const bool starts = !text.empty() && (is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1])));
  if (!starts) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.number);
  if (error != std::errc{}) return std::nullopt;
  if (negative) out.number = -out.number;
  out.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  out.touches = !out.rest.empty() && out.rest.front() != ' ';
  out.rest = trim(out.rest);
  return out;
}

Constant read_constant(const WrittenText& written, const ColumnKind& kind, Comparison comparison,
                       std::string_view other_unit, const Definitions& definitions) {
  return ConstantReader(written, kind, comparison, other_unit, definitions).read();
}

std::string_view unit_behind(const WrittenText& written) {
  if (written.is_quoted) return {};
  const auto quantity = read_quantity(written.text);
  return quantity ? quantity->rest : std::string_view{};
}

std::string read_part(const WrittenText& written, const ColumnKind& kind, const Definitions& definitions) {
  const bool is_field = kind.column.field != Field::parameter;
  if (is_field && kind.reading != Reading::text)
    refuse(written, "~ looks into texts, and " + kind.name + " is " +
                        (kind.reading == Reading::time ? "a date: write " + kind.name + " = 2023-04" : "a number"));
  if (!written.is_quoted && written.text.find(' ') != std::string::npos)
    refuse(written, "a text of several words stands in quotes: " + in_quotes(written.text));
  auto part = written.text;
  if (kind.column.field == Field::instrument) part = definitions.facility.instrument_key(part);
  if (kind.column.field == Field::proposal) part = definitions.facility.proposal_key(part);
  if (part.empty()) refuse(written, "expected a text to look for after ~");
  return part;
}

Interval equal_to(double number) {
  constexpr double kTolerance = 1e-9;
  const double around = kTolerance * std::abs(number);
  return {number - around, number + around};
}

}  // namespace weft
