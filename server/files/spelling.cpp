#include "files/spelling.h"

#include <algorithm>

#include "base/text.h"

namespace weft {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

void spell_character(std::string_view character, std::string& into) {
  if (character == "\\") {
    into += "\\\\";
  } else if (character.size() > 1 || static_cast<unsigned char>(character[0]) < 0x80) {
    into += character;
  } else {
    const auto byte = static_cast<unsigned char>(character[0]);
    into += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
  }
}

}  // namespace

std::size_t character_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return size <= text.size() && is_utf8(text.substr(0, size)) ? size : 1;
}

std::string spell_path(std::string_view bytes) {
  std::string spelled;
  spelled.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto size = character_size(bytes);
    spell_character(bytes.substr(0, size), spelled);
    bytes.remove_prefix(size);
  }
  return spelled;
}

Result<std::string> read_spelling(std::string_view spelled) {
  const auto wrong = [&](const char* why) { return fail(ErrorCode::invalid, why, replace_invalid_utf8(spelled)); };
  std::string bytes;
  bytes.reserve(spelled.size());
  for (std::size_t i = 0; i < spelled.size(); ++i) {
    if (spelled[i] != '\\') {
      bytes += spelled[i];
    } else if (i + 1 < spelled.size() && spelled[i + 1] == '\\') {
      bytes += spelled[++i];
    } else if (i + 3 < spelled.size() && spelled[i + 1] == 'x' && hex(spelled[i + 2]) >= 0 &&
               hex(spelled[i + 3]) >= 0) {
      bytes += static_cast<char>(hex(spelled[i + 2]) * 16 + hex(spelled[i + 3]));
      i += 3;
    } else {
      return wrong("after a backslash comes another one, or x and two hexadecimal digits");
    }
  }
  if (bytes.find('\0') != bytes.npos) return wrong("no path has a zero byte");
  return bytes;
}

bool is_path_below(std::string_view bytes) {
  if (bytes.empty() || bytes.find('\0') != bytes.npos) return false;
  for (;;) {
    const auto slash = bytes.find('/');
    const auto name = bytes.substr(0, slash);
    if (name.empty() || name == "." || name == "..") return false;
    if (slash == bytes.npos) return true;
    bytes.remove_prefix(slash + 1);
  }
}

}  // namespace weft
