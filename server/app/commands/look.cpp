#include "app/commands/look.h"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/text.h"

namespace weft {
namespace {

constexpr int kUsualWidth = 80;

int terminal_width(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const int asked = columns ? std::atoi(columns) : 0;
  return asked > 0 ? asked : kUsualWidth;
}

bool is_utf8_locale() {
  static const bool utf8 = [] {
    std::setlocale(LC_CTYPE, "");
    return std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
  }();
  return utf8;
}

// C0, DEL and C1, the latter as the two bytes of their code point.
bool is_control(std::string_view point) {
  const auto first = static_cast<unsigned char>(point.front());
  if (first < 0x20 || first == 0x7f) return true;
  return first == 0xc2 && point.size() == 2 && static_cast<unsigned char>(point[1]) < 0xa0;
}

std::string_view ellipsis(const Look& look) { return look.utf8 ? "…" : "..."; }

}  // namespace

Look look_of(int descriptor) {
  Look look;
  look.utf8 = is_utf8_locale();
  look.terminal = ::isatty(descriptor) == 1;
  if (!look.terminal) return look;
  look.width = terminal_width(descriptor);
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  look.colours = !(no_color && *no_color) && kind && std::strcmp(kind, "dumb") != 0;
  return look;
}

std::string paint(std::string_view text, Tone tone, const Look& look) {
  constexpr std::array<std::string_view, 6> kCodes = {"", "1", "2", "32", "33", "31"};
  if (!look.colours || tone == Tone::plain || text.empty()) return std::string(text);
  return "\x1b[" + std::string(kCodes.at(static_cast<std::size_t>(tone))) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return width;
}

std::string printable(std::string_view text) {
  const std::string valid = replace_invalid_utf8(text);
  std::string out;
  for (const auto point : code_points(valid)) out += is_control(point) ? std::string_view(" ") : point;
  return out;
}

std::string cut(std::string_view text, std::size_t width, const Look& look) {
  if (width_of(text) <= width) return std::string(text);
  const auto mark = ellipsis(look);
  if (width <= width_of(mark)) return std::string(mark.substr(0, look.utf8 ? mark.size() : width));
  std::string out;
  std::size_t taken = 0;
  for (const auto point : code_points(text)) {
    if (++taken + width_of(mark) > width) break;
    out += point;
  }
  return out += mark;
}

std::string cut_front(std::string_view text, std::size_t width, const Look& look) {
  const auto points = code_points(text);
  const auto mark = ellipsis(look);
  if (points.size() <= width || width <= width_of(mark)) return cut(text, width, look);
  std::string out(mark);
  for (std::size_t i = points.size() - (width - width_of(mark)); i < points.size(); ++i) out += points[i];
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines = {""};
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (width > 0 && !lines.back().empty() && width_of(lines.back()) + 1 + width_of(word) > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string bytes_text(std::int64_t bytes) {
  constexpr std::array<const char*, 7> kUnits = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (std::fabs(value) >= 999.95 && unit + 1 < kUnits.size()) value /= 1000, ++unit;
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
  return text;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string time_text(std::string_view iso) {
  std::string text(iso.substr(0, 19));
  if (text.size() > 10 && text[10] == 'T') text[10] = ' ';
  return text;
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long long>(std::llround(std::max(0.0, seconds)));
  char text[40];
  if (whole < 3600)
    std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  return text;
}

}  // namespace weft
