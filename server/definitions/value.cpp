#include "definitions/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace weft {
namespace {

const std::string kNoUnit;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

// Takes an unsigned decimal number off the front.
std::optional<double> take_unsigned(std::string_view& text) {
  const bool starts = !text.empty() && (is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1])));
  if (!starts) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(end - text.data());
  return number;
}

std::optional<double> take_number(std::string_view& text) {
  auto rest = text;
  const bool negative = take(rest, "-") || take(rest, "\u2212");
  if (!negative) take(rest, "+");
  const auto number = take_unsigned(rest);
  if (!number) return std::nullopt;
  text = rest;
  return negative ? -*number : *number;
}

// ASCII blanks and the no-break and thin blanks that word processors put before units.
bool take_blanks(std::string_view& text) {
  const auto before = text.size();
  for (;;) {
    while (!text.empty() && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))) text.remove_prefix(1);
    if (!take(text, "\u00A0") && !take(text, "\u2009") && !take(text, "\u202F")) return text.size() != before;
  }
}

// Leaves `text` alone when no error stands there.
std::optional<double> take_error(std::string_view& text) {
  auto rest = text;
  take_blanks(rest);
  if (!take(rest, "±") && !take(rest, "+-") && !take(rest, "+/-")) return std::nullopt;
  take_blanks(rest);
  const auto error = take_unsigned(rest);
  if (error) text = rest;
  return error;
}

std::string_view unquoted(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

// Parts at any of the separators outside quotes; empty parts are dropped.
std::vector<std::string_view> parted(std::string_view text, std::string_view separators, bool quotes) {
  std::vector<std::string_view> parts;
  char quote = 0;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const auto part = text.substr(begin, end - begin);
    if (const auto bare = quotes ? unquoted(part) : trim(part); !bare.empty()) parts.push_back(bare);
    begin = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quotes && quote) {
      if (text[i] == quote) quote = 0;
    } else if (quotes && (text[i] == '\'' || text[i] == '"')) {
      quote = text[i];
    } else if (separators.find(text[i]) != std::string_view::npos) {
      add(i);
    }
  }
  add(text.size());
  return parts;
}

bool is_bracketed(std::string_view text) {
  return text.size() >= 2 &&
         ((text.front() == '[' && text.back() == ']') || (text.front() == '(' && text.back() == ')'));
}

}  // namespace

ValueReader::ValueReader(const ParameterDefinition* definition, std::string_view name, const Facility& facility)
    : definition_(definition), name_(name), facility_(facility), habits_(facility.habits(name)), unit_(&kNoUnit) {
  if (definition) unit_ = &definition->units, separators_ = definition->separators;
  if (!habits_) return;
  if (habits_->separators) separators_ = *habits_->separators;
  if (!habits_->sent_unit) return;
  if (unit_->empty()) unit_ = &habits_->sent_unit->unit;
  if (habits_->sent_unit->unit != *unit_)
    from_sent_ = conversion(facility.canonical_unit(habits_->sent_unit->unit), facility.canonical_unit(*unit_));
}

bool ValueReader::is_sentinel(double number) const {
  const auto among = [number](const std::vector<double>& numbers) {
    return !numbers.empty() && std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  return among(facility_.habits_of_all().sentinel_numbers) || (habits_ && among(habits_->sentinel_numbers));
}

// A number that came without unit.
void ValueReader::set_number(Value& value, double number) const {
  value.number = number;
  if (habits_ && habits_->sent_unit && habits_->sent_unit->applies_to(number)) {
    value.unit = habits_->sent_unit->unit;
    if (value.unit != *unit_) {
      if (!from_sent_) {
        value.remark = "the unit sent in practice, " + value.unit + ", does not convert to " + *unit_;
        return;
      }
      value.converted = (*from_sent_)(number);
      if (value.error) value.converted_error = from_sent_->of_error(number, *value.error);
      return;
    }
  } else {
    value.unit = *unit_;
  }
  value.converted = number;
  value.converted_error = value.error;
}

Value ValueReader::read(std::string_view text) const {
  Value value;
  if (!text.empty() && (text.front() <= ' ' || text.back() <= ' ')) text = trim(text);
  auto rest = text;
  if (const auto number = take_number(rest); number && rest.empty()) {
    if (is_sentinel(*number)) {
      value.is_missing = true;
    } else {
      set_number(value, *number);
      if (definition_ && definition_->napi_type == "NX_BOOLEAN" && (*number == 0 || *number == 1))
        value.truth = *number == 1;
    }
    return value;
  }
  read_other(value, text);
  return value;
}

void ValueReader::read_other(Value& value, std::string_view text) const {
  constexpr std::size_t kLongestWord = 64;
  if (text.size() <= kLongestWord) {
    const auto word = lower(text);
    const auto among = [&](const ParameterHabits& habits) {
      return std::find(habits.sentinels.begin(), habits.sentinels.end(), word) != habits.sentinels.end();
    };
    value.is_missing = among(facility_.habits_of_all()) || (habits_ && among(*habits_));
    if (value.is_missing) return;
    if (word == "true" || word == "false") value.truth = word == "true";
  }
  if (!read_quantity(value, text)) read_list(value, text);
}

// number [error] [unit]
bool ValueReader::read_quantity(Value& value, std::string_view text) const {
  const auto number = take_number(text);
  if (!number) return false;
  value.error = take_error(text);
  const bool touches = !take_blanks(text);
  value.number = number;
  if (text.empty()) {
    set_number(value, *number);
    return true;
  }
  if (set_unit(value, text, touches)) return true;
  value = Value{};
  return false;
}

// What follows a number: its unit, or the number is no number.
bool ValueReader::set_unit(Value& value, std::string_view unit, bool touches) const {
  constexpr std::size_t kLongestUnit = 48;
  const char first = unit.front();
  if (unit.size() > kLongestUnit || is_digit(first) ||
      std::string_view("-+.,;:_/*^()[]'\"").find(first) != std::string_view::npos)
    return false;
  const auto known = facility_.canonical_unit(unit);
  const bool is_own = unit == *unit_;
  if (!is_own && !is_known_unit(known)) return false;
  const auto convert = is_own || unit_->empty() ? std::nullopt : conversion(known, facility_.canonical_unit(*unit_));
  const bool is_letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  if (touches && is_letter && !is_own && !convert && known == unit) return false;
  value.unit = unit;
  if (is_own) {
    value.converted = value.number;
    value.converted_error = value.error;
  } else if (convert) {
    value.converted = (*convert)(*value.number);
    if (value.error) value.converted_error = convert->of_error(*value.number, *value.error);
  } else {
    value.remark = unit_->empty() ? "sent in " + value.unit + ", and no unit is defined for " + std::string(name_)
                                  : "sent in " + value.unit + ", which does not convert to " + *unit_;
  }
  return true;
}

void ValueReader::read_list(Value& value, std::string_view text) const {
  if (is_bracketed(text)) {
    const auto inner = text.substr(1, text.size() - 2);
    value.elements = parted(inner, ",", true);
    if (value.elements.size() < 2 && inner.find(',') == std::string_view::npos)  // numpy prints blanks
      value.elements = parted(inner, " \t\r\n", true);
    read_list_numbers(value);
    // A text in brackets is a list where a list is expected, or where its elements are quoted or numbers.
    const bool is_quoted = !inner.empty() && (trim(inner).starts_with('\'') || trim(inner).starts_with('"'));
    if (separators_.empty() && !is_quoted && value.numbers.empty()) value.elements.clear();
    return;
  }
  if (!separators_.empty()) {
    value.elements = parted(text, separators_, false);
    read_list_numbers(value);
  } else if (!text.empty() && (is_digit(text[0]) || std::string_view("+-.").find(text[0]) != std::string_view::npos) &&
             text.find(',') != std::string_view::npos) {
    value.elements = parted(text, ",", false);
    read_list_numbers(value);
    if (value.numbers.empty()) value.elements.clear();
  }
  if (value.elements.size() < 2) value.elements.clear(), value.numbers.clear();
}

void ValueReader::read_list_numbers(Value& value) const {
  value.numbers.reserve(value.elements.size());
  for (auto element : value.elements) {
    const auto number = take_number(element);
    Value one;
    if (number && element.empty()) set_number(one, *number);
    if (!one.converted) {
      value.numbers.clear();
      return;
    }
    value.numbers.push_back(*one.converted);
  }
  if (!value.numbers.empty()) value.unit = *unit_;
}

Value read_value(const ParameterDefinition* definition_or_null, std::string_view name, std::string_view text,
                 const Facility& facility) {
  return ValueReader(definition_or_null, name, facility).read(text);
}

}  // namespace weft
