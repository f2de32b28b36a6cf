#include "base/clock.h"

#include <cstdio>

namespace weft {
namespace {

using namespace std::chrono;

// Reads fixed-width digits and separators off the front of a text.
struct Reader {
  std::string_view rest;

  std::optional<int> digits(std::size_t count) {
    if (rest.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest[i] < '0' || rest[i] > '9') return std::nullopt;
      value = value * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(count);
    return value;
  }
  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
};

std::optional<sys_days> read_date(Reader& in) {
  auto y = in.digits(4);
  if (!y || !in.take('-')) return std::nullopt;
  auto m = in.digits(2);
  if (!m || !in.take('-')) return std::nullopt;
  auto d = in.digits(2);
  if (!d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok() || *y < 1) return std::nullopt;
  return sys_days{date};
}

microseconds read_fraction(Reader& in) {
  std::int64_t value = 0;
  int count = 0;
  for (; !in.rest.empty() && in.rest.front() >= '0' && in.rest.front() <= '9'; in.rest.remove_prefix(1))
    if (count < 6) value = value * 10 + (in.rest.front() - '0'), ++count;
  for (; count < 6; ++count) value *= 10;
  return microseconds{value};
}

std::optional<microseconds> read_clock(Reader& in) {
  auto h = in.digits(2);
  if (!h || !in.take(':')) return std::nullopt;
  auto m = in.digits(2);
  if (!m) return std::nullopt;
  int s = 0;
  if (in.take(':')) {
    auto seconds = in.digits(2);
    if (!seconds) return std::nullopt;
    s = *seconds;
  }
  if (*h > 24 || *m > 59 || s > 60) return std::nullopt;
  microseconds time = hours{*h} + minutes{*m} + seconds{s};
  if (in.take('.') || in.take(',')) time += read_fraction(in);
  return time;
}

// Nothing, `Z`, `+01:00`, `+0100`, `+01`.
std::optional<microseconds> read_zone(Reader& in) {
  if (in.rest.empty()) return microseconds{0};
  if (in.take('Z') || in.take('z')) return microseconds{0};
  const int sign = in.take('+') ? 1 : in.take('-') ? -1 : 0;
  if (sign == 0) return std::nullopt;
  auto h = in.digits(2);
  if (!h || *h > 15) return std::nullopt;
  int m = 0;
  in.take(':');
  if (!in.rest.empty()) {
    auto minutes = in.digits(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    m = *minutes;
  }
  return sign * (hours{*h} + minutes{m});
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// A zone may lead into a year that write_time could not write so that it is read again.
bool is_written_with_four_digits(Time time) {
  return time >= sys_days{year{1} / 1 / 1} && time < sys_days{year{10000} / 1 / 1};
}

}  // namespace

Time SystemClock::now() const { return floor<microseconds>(system_clock::now()); }

std::optional<Time> read_time(std::string_view text) {
  Reader in{trimmed(text)};
  const auto date = read_date(in);
  if (!date) return std::nullopt;
  if (in.rest.empty()) return Time{*date};
  if (!in.take('T') && !in.take('t') && !in.take(' ')) return std::nullopt;
  const auto clock = read_clock(in);
  if (!clock) return std::nullopt;
  const auto zone = read_zone(in);
  if (!zone || !in.rest.empty()) return std::nullopt;
  const Time time = Time{*date} + *clock - *zone;
  return is_written_with_four_digits(time) ? std::optional(time) : std::nullopt;
}

std::string write_time(Time time) {
  const auto days = floor<std::chrono::days>(time);
  const year_month_day date{days};
  const hh_mm_ss clock{time - days};
  char out[64];
  int n = std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                        static_cast<int>(clock.seconds().count()));
  const auto micros = clock.subseconds().count();
  if (micros) n += std::snprintf(out + n, sizeof out - n, ".%06d", static_cast<int>(micros));
  std::string text(out, n);
  return text + "Z";
}

}  // namespace weft
