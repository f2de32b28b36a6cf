#include "viewers/text_place.h"

#include <algorithm>

namespace weft {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t offset_of(std::string_view file, TextPosition place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line && at < file.size(); ++line) {
    at = file.find('\n', at);
    at = at == file.npos ? file.size() : at + 1;
  }
  for (int column = 1; column < place.column && at < file.size(); ++column) do
      ++at;
    while (at < file.size() && continues(file[at]));
  return at;
}

TextPosition place_of(std::string_view file, std::size_t offset) {
  const auto before = file.substr(0, offset);
  const auto line = before.rfind('\n');
  const auto start = line == before.npos ? 0 : line + 1;
  TextPosition place{1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), 1};
  for (auto at = start; at < offset; ++at) place.column += !continues(file[at]);
  return place;
}

// Past the quote, or past the line of a `>` or `|`.
std::size_t begin_of(std::string_view file, std::size_t at) {
  if (at >= file.size()) return at;
  if (file[at] == '"' || file[at] == '\'') return at + 1;
  if (file[at] != '>' && file[at] != '|') return at;
  at = std::min(file.find('\n', at), file.size());
  while (at < file.size() && is_blank(file[at])) ++at;
  return at;
}

// How many bytes of the file wrote the character `c` of the value.
std::size_t step_over(std::string_view rest, char quote, char c) {
  if (rest.empty()) return 0;
  if (is_blank(c) && is_blank(rest[0])) {
    std::size_t length = 1;
    const bool ends_line = rest.substr(0, rest.find_first_not_of(" \t\r")).size() < rest.size() &&
                           rest[std::min(rest.find_first_not_of(" \t\r"), rest.size() - 1)] == '\n';
    if (!ends_line) return length;
    while (length < rest.size() && is_blank(rest[length])) ++length;
    return length;
  }
  if (quote == '\'' && rest.starts_with("''")) return 2;
  if (quote == '"' && rest[0] == '\\') return 2;
  return 1;
}

}  // namespace

TextPosition place_in(std::string_view file, const Tree& text, std::size_t character) {
  const auto start = offset_of(file, text.place);
  const char quote = start < file.size() ? file[start] : ' ';
  auto at = begin_of(file, start);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.text.size(); ++i) {
    if (!continues(text.text[i]) && ++seen == character) break;
    at += step_over(file.substr(std::min(at, file.size())), quote, text.text[i]);
  }
  return place_of(file, std::min(at, file.size()));
}

}  // namespace weft
