#include "definitions/facility.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/check.h"
#include "base/text.h"

namespace weft {
namespace {

// Lower case, blanks and hyphens dropped.
std::string folded(std::string_view sent) {
  std::string out = lower(sent);
  std::erase_if(out, [](char c) { return c == '-' || c == ' ' || (c >= '\t' && c <= '\r'); });
  return out;
}

template <class Map>
std::string looked_up(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? std::string(key) : found->second;
}

std::optional<double> plain_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_among(const ParameterHabits& habits, std::string_view text) {
  if (habits.sentinels.empty()) return false;
  if (std::find(habits.sentinels.begin(), habits.sentinels.end(), lower(text)) != habits.sentinels.end()) return true;
  const auto number = plain_number(text);
  const auto& numbers = habits.sentinel_numbers;
  return number && std::find(numbers.begin(), numbers.end(), *number) != numbers.end();
}

// The components of an absolute path, `.` and `..` worked off.
std::vector<std::string_view> components(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 1; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto part = path.substr(begin, end - begin);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  return parts;
}

}  // namespace

bool ParameterHabits::SentUnit::applies_to(double number) const {
  const double size = std::abs(number);
  return (!at_least || size >= *at_least) && (!at_most || size <= *at_most);
}

Facility Facility::plain() {
  auto facility = read("", "plain");
  CHECK(facility.has_value(), "an empty facility file is a legal one");
  return *std::move(facility);
}

std::string Facility::proposal_key(std::string_view sent) const { return looked_up(proposals_, folded(sent)); }

std::string Facility::instrument_key(std::string_view sent) const { return looked_up(instruments_, folded(sent)); }

std::string Facility::instrument_name(std::string_view key) const {
  const auto found = instrument_names_.find(key);
  return found == instrument_names_.end() ? upper(key) : found->second;
}

const std::string* Facility::map_mount(const std::vector<std::string_view>& parts, std::size_t& dropped) const {
  for (const auto& mount : mounts_) {
    if (mount.from.size() > parts.size()) continue;
    const auto same = [](const std::string& want, std::string_view part) { return want == "*" || want == part; };
    if (!std::equal(mount.from.begin(), mount.from.end(), parts.begin(), same)) continue;
    dropped = mount.from.size();
    return &mount.to;
  }
  return nullptr;
}

std::optional<std::string> Facility::path(std::string_view sent) const {
  sent = trim(sent);
  if (sent.empty() || sent.front() != '/' || sent.find('\0') != std::string_view::npos) return std::nullopt;
  const auto parts = components(sent);
  std::size_t dropped = 0;
  const std::string* mount = map_mount(parts, dropped);
  std::string out = mount ? *mount : std::string();
  out.reserve(sent.size());
  for (std::size_t i = dropped; i < parts.size(); ++i) out.append("/").append(parts[i]);
  return out.empty() ? "/" : out;
}

std::string Facility::canonical_unit(std::string_view sent) const { return looked_up(unit_aliases_, sent); }

std::string Facility::field_alias(std::string_view field) const { return looked_up(field_aliases_, field); }

const ParameterHabits* Facility::habits(std::string_view parameter) const {
  const auto found = habits_.find(parameter);
  return found == habits_.end() ? nullptr : &found->second;
}

std::optional<std::string> Facility::sent_unit(const std::string& parameter) const {
  const auto* known = habits(parameter);
  if (!known || !known->sent_unit) return std::nullopt;
  return known->sent_unit->unit;
}

bool Facility::is_sentinel(const std::string& parameter, std::string_view text) const {
  text = trim(text);
  const auto* known = habits(parameter);
  return is_among(habits_of_all_, text) || (known && is_among(*known, text));
}

std::string Facility::separators(const std::string& parameter) const {
  const auto* known = habits(parameter);
  return known && known->separators ? *known->separators : std::string();
}

std::vector<std::string_view> Facility::parameters() const {
  std::vector<std::string_view> names;
  for (const auto& [name, unused] : habits_) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace weft
