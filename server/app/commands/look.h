// Look: how text stands on this terminal, or in this file: width, colours, signs. Widths count code points. Any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

struct Look {
  int width = 0;          // code points a line; 0: as long as it gets
  bool terminal = false;  // a person is watching
  bool colours = false;
  bool utf8 = true;  // else plain ASCII for what we draw; what was sent stays as sent
};

// Of an open descriptor: colours only on a terminal and without NO_COLOR; UTF-8 by the locale.
Look look_of(int descriptor);

enum class Tone { plain, strong, faint, good, warning, bad };
std::string paint(std::string_view text, Tone tone, const Look& look);

std::size_t width_of(std::string_view text);
// What was sent, safe to show: control characters become blanks, so that no name drives the terminal.
std::string printable(std::string_view text);
// At most `width` code points, "…" where something was cut.
std::string cut(std::string_view text, std::size_t width, const Look& look);
// The same from the front: of a path the end tells more.
std::string cut_front(std::string_view text, std::size_t width, const Look& look);
// Lines of at most `width` (0: one line), broken at blanks.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

std::string grouped(std::int64_t number);                                               // 1,776,288
std::string bytes_text(std::int64_t bytes);                                             // 10.4 PB, powers of 1000
std::string counted(std::int64_t number, std::string_view one, std::string_view many);  // "1 file", "2 files"
// "2023-04-25T08:00:00.123456Z" -> "2023-04-25 08:00:00"; "" stays.
std::string time_text(std::string_view iso);
std::string duration_text(double seconds);  // 0:07, 12:30, 3:05:00

}  // namespace weft
