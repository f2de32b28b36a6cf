#include "decode/hdf5/selection.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text.h"

namespace weft::hdf5 {
namespace {

using Number = std::optional<std::int64_t>;

auto wrong(std::string message, std::string_view selection) {
  return fail(ErrorCode::invalid, std::move(message), replace_invalid_utf8(selection));
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(mark);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// As Python's int() reads it: blanks around, a sign, single underscores between digits.
Result<std::int64_t> read_integer(std::string_view part, std::string_view selection) {
  auto text = trim(part);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::string digits;
  bool good = !text.empty() && text.front() != '_' && text.back() != '_';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' && text[i - (i > 0)] != '_') continue;
    good = good && text[i] >= '0' && text[i] <= '9';
    digits += text[i];
  }
  std::int64_t value = 0;
  if (good) good = std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc();
  if (!good)
    return wrong("the selection wants integers and slices a:b:c, not '" + replace_invalid_utf8(part) + "'", selection);
  return negative ? -value : value;
}

Result<Number> read_bound(std::string_view part, std::string_view selection) {
  if (part.empty()) return Number();
  auto value = read_integer(part, selection);
  if (!value) return tl::make_unexpected(value.error());
  return Number(*value);
}

struct Axis {
  std::uint64_t start = 0, step = 1, count = 0;
  bool dropped = false;
};

Result<Axis> choose_index(std::string_view part, std::uint64_t length, std::string_view selection) {
  auto value = read_integer(part, selection);
  if (!value) return tl::make_unexpected(value.error());
  const auto size = static_cast<std::int64_t>(std::min<std::uint64_t>(length, INT64_MAX));
  const auto index = *value < 0 ? *value + size : *value;
  if (index < 0 || index >= size)
    return wrong("index (" + std::to_string(*value) + ") out of range for an axis of " + std::to_string(length),
                 selection);
  return Axis{static_cast<std::uint64_t>(index), 1, 1, true};
}

// Where a bound of a slice falls on the axis: negative counts from the end, beyond is the end.
std::uint64_t clamp(Number bound, std::int64_t otherwise, std::uint64_t length) {
  const auto size = static_cast<std::int64_t>(std::min<std::uint64_t>(length, INT64_MAX));
  std::int64_t at = bound.value_or(otherwise);
  if (at < 0) at += size;
  return static_cast<std::uint64_t>(std::clamp<std::int64_t>(at, 0, size));
}

Result<Axis> choose_slice(std::string_view part, std::uint64_t length, std::string_view selection) {
  const auto parts = split(part, ':');
  if (parts.size() > 3) return wrong(replace_invalid_utf8(part) + " is not a valid slice", selection);
  Number bounds[3];
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto bound = read_bound(parts[i], selection);
    if (!bound) return tl::make_unexpected(bound.error());
    bounds[i] = *bound;
  }
  const auto step = bounds[2].value_or(1);
  if (step < 1) return wrong("step must be >= 1 (got " + std::to_string(step) + ")", selection);
  Axis axis;
  axis.start = clamp(bounds[0], 0, length);
  axis.step = static_cast<std::uint64_t>(step);
  const auto stop = clamp(bounds[1], INT64_MAX, length);
  if (stop > axis.start) axis.count = (stop - axis.start - 1) / axis.step + 1;
  return axis;
}

}  // namespace

Shape Selection::shape() const {
  Shape kept;
  for (std::size_t i = 0; i < count.size(); ++i)
    if (!dropped[i]) kept.push_back(count[i]);
  return kept;
}

Result<Selection> select(std::optional<std::string_view> text, const Shape& shape) {
  const auto parts = text ? split(*text, ',') : std::vector<std::string_view>();
  if (parts.size() > shape.size())
    return wrong(
        replace_invalid_utf8(*text) + " has too many members to slice a " + std::to_string(shape.size()) + "D dataset",
        *text);
  Selection selection;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    Result<Axis> axis = Axis{0, 1, shape[i], false};
    if (i < parts.size())
      axis = parts[i].find(':') == std::string_view::npos ? choose_index(parts[i], shape[i], *text)
                                                          : choose_slice(parts[i], shape[i], *text);
    if (!axis) return tl::make_unexpected(axis.error());
    selection.start.push_back(axis->start);
    selection.step.push_back(axis->step);
    selection.count.push_back(axis->count);
    selection.dropped.push_back(axis->dropped);
  }
  return selection;
}

}  // namespace weft::hdf5
