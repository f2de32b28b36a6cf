// read_date of constants.h.
#include <chrono>

#include "base/clock.h"
#include "base/text.h"
#include "search/constants.h"

namespace weft {
namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

Interval until(Time first, Time next) {
  const auto number = [](Time time) { return static_cast<double>(time.time_since_epoch().count()); };
  return {number(first), number(next - microseconds{1})};
}

std::optional<Interval> read_year(std::string_view text) {
  const auto y = digits(text);
  if (!y || *y < 1) return std::nullopt;
  return until(sys_days{year{*y} / January / 1}, sys_days{year{*y + 1} / January / 1});
}

std::optional<Interval> read_month(std::string_view text) {
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5));
  if (!y || !m || text[4] != '-' || *y < 1 || *m < 1 || *m > 12) return std::nullopt;
  const auto first = year{*y} / month{static_cast<unsigned>(*m)};
  return until(sys_days{first / 1}, sys_days{(first + months{1}) / 1});
}

// How long the last thing lasts that a clock time names: "10:00" a minute, "10:00:30" a second, "10:00:30.5" a tenth.
microseconds precision(std::string_view clock) {
  clock = clock.substr(0, clock.find_first_of("Zz+-"));
  constexpr std::size_t kMinutes = 5, kSeconds = 8;
  if (clock.size() <= kMinutes) return minutes{1};
  if (clock.size() <= kSeconds) return seconds{1};
  microseconds last = seconds{1};
  for (auto places = clock.size() - kSeconds - 1; places > 0 && last > microseconds{1}; --places) last /= 10;
  return last;
}

}  // namespace

std::optional<Interval> read_date(std::string_view text) {
  constexpr std::size_t kYear = 4, kMonth = 7, kDay = 10;
  text = trim(text);
  if (text.size() == kYear) return read_year(text);
  if (text.size() == kMonth) return read_month(text);
  const auto time = read_time(text);
  if (!time) return std::nullopt;
  return until(*time, *time + (text.size() == kDay ? microseconds{days{1}} : precision(text.substr(kDay + 1))));
}

}  // namespace weft
