#include "search/cursor.h"

#include <array>
#include <charconv>

namespace weft {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64(std::string_view bytes) {
  std::string text;
  unsigned bits = 0, count = 0;
  for (const unsigned char byte : bytes) {
    bits = bits << 8 | byte;
    for (count += 8; count >= 6; count -= 6) text += kDigits[bits >> (count - 6) & 63];
  }
  if (count) text += kDigits[bits << (6 - count) & 63];
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<unsigned>(digit);
    if ((count += 6) >= 8) bytes += static_cast<char>(bits >> (count -= 8) & 255);
  }
  return bytes;
}

std::string name_of(const Order& order) {
  const auto& column = order.column;
  return (order.descending ? "-" : "+") +
         (column.field == Field::parameter ? "\"" + column.parameter : std::string(to_text(column.field)));
}

std::string hexadecimal(double number) {
  std::array<char, 64> out;
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::hex).ptr};
}

template <class Number, class... Format>
bool read_whole(std::string_view text, Number& number, Format... format) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, format...);
  return error == std::errc{} && end == text.data() + text.size();
}

// What stands before the next NUL.
std::string_view take(std::string_view& rest) {
  const auto end = rest.find('\0');
  const auto front = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return front;
}

tl::unexpected<Error> no_cursor(std::string_view cursor) {
  constexpr std::size_t kShown = 60;
  return fail(ErrorCode::invalid, "cursor is not one that Weft gave: take nextCursor of the page before",
              std::string(cursor.substr(0, kShown)));
}

}  // namespace

std::string write_cursor(const Order& order, const Position& position) {
  std::string plain = name_of(order);
  const auto add = [&](std::string_view part) { plain.append(1, '\0').append(part); };
  const bool is_cut = position.text.size() > kLongestKept;
  add(std::string(1, order.by_number ? '#' : '~') + (is_cut ? 'c' : position.has_value ? 'v' : '-'));
  add(hexadecimal(position.number));
  add(std::to_string(position.id.value));
  add(std::string_view(position.text).substr(0, kLongestKept));
  return to_base64(plain);
}

Result<KeptPosition> read_cursor(std::string_view cursor, Order& order) {
  const auto plain = from_base64(cursor);
  if (!plain) return no_cursor(cursor);
  std::string_view rest = *plain;
  const auto name = take(rest), flags = take(rest), number = take(rest), id = take(rest);
  KeptPosition kept;
  Position& position = kept.position;
  const bool is_ours = flags.size() == 2 && (flags[0] == '#' || flags[0] == '~') &&
                       (flags[1] == 'v' || flags[1] == 'c' || flags[1] == '-') &&
                       read_whole(number, position.number, std::chars_format::hex) &&
                       read_whole(id, position.id.value) && position.id.value >= 0;
  if (!is_ours) return no_cursor(cursor);
  if (name != name_of(order))
    return fail(ErrorCode::invalid, "cursor belongs to pages in another order: begin again without it, or sort as then",
                std::string(name));
  order.by_number = flags[0] == '#';
  position.has_value = flags[1] != '-';
  position.text = rest;
  kept.is_cut = flags[1] == 'c';
  return kept;
}

}  // namespace weft
