#include "api/http/ranges.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace weft {
namespace {

// Digits alone.
std::optional<std::uint64_t> read_digits(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || end != text.data() + text.size()) return {};
  if (failure == std::errc::result_out_of_range) return UINT64_MAX;
  return number;
}

}  // namespace

RangeKind read_range(std::string_view range, std::uint64_t size, ByteRange& part) {
  range = trim(range);
  if (lower(range.substr(0, 6)) != "bytes=") return RangeKind::whole;
  range = trim(range.substr(6));
  const auto dash = range.find('-');
  if (dash == range.npos || range.find(',') != range.npos) return RangeKind::whole;
  const auto first = read_digits(range.substr(0, dash)), last = read_digits(range.substr(dash + 1));
  const bool from_end = dash == 0;
  if (from_end ? !last : !first || (!last && dash + 1 != range.size())) return RangeKind::whole;
  if (from_end) {
    const auto count = std::min(*last, size);
    part = {size - count, count};
    return count > 0 ? RangeKind::part : RangeKind::unsatisfiable;
  }
  if (last && *last < *first) return RangeKind::whole;
  if (*first >= size) return RangeKind::unsatisfiable;
  part = {*first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
  return RangeKind::part;
}

bool names_tag(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  for (auto rest = if_none_match; !rest.empty();) {
    const auto begin = rest.find('"');
    if (begin == rest.npos) return false;
    const auto end = rest.find('"', begin + 1);
    if (end == rest.npos) return false;
    if (rest.substr(begin, end + 1 - begin) == etag) return true;
    rest.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace weft
