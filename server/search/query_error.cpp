#include "search/query_error.h"

#include <algorithm>

#include "base/text.h"

namespace weft {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u; }

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

// At most so many code points of the end, or of the beginning, of a text.
std::string_view last_of(std::string_view text, std::size_t most) {
  std::size_t at = text.size();
  for (; at > 0 && most > 0; most -= !continues(text[at])) --at;
  return text.substr(at);
}

std::string_view first_of(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (!continues(text[at]) && most-- == 0) break;
  return text.substr(0, at);
}

// One line that a terminal shows as it is.
std::string on_one_line(std::string_view text) {
  auto line = replace_invalid_utf8(text);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return line;
}

}  // namespace

Error to_error(const WrongQuery& wrong, std::string_view text) {
  constexpr std::size_t kBefore = 50, kAfter = 30;
  const auto at = std::min(wrong.place.from, text.size());
  const auto all_before = text.substr(0, at), all_after = text.substr(at);
  const auto before = last_of(all_before, kBefore), after = first_of(all_after, kAfter);
  const std::string left = (before.size() < all_before.size() ? "... " : "") + on_one_line(before);
  const std::string right = on_one_line(after) + (after.size() < all_after.size() ? " ..." : "");
  const std::string caret = std::string(count_code_points(left), ' ') + "^";
  return Error{wrong.code, wrong.sentence + "\n" + left + right + "\n" + caret,
               "character " + std::to_string(count_code_points(all_before) + 1)};
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 60;
  const auto shown = first_of(text, kMost);
  return "\"" + on_one_line(shown) + (shown.size() < text.size() ? "...\"" : "\"");
}

}  // namespace weft
