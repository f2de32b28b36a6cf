// Small questions about text. Any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace weft {
std::string_view trim(std::string_view text);                      // ASCII blanks off both ends
std::string lower(std::string_view text);                          // ASCII only; other bytes stay
std::string upper(std::string_view text);                          // ASCII only; other bytes stay
bool is_utf8(std::string_view text);                               // well formed, no overlong forms, no surrogates
std::size_t utf8_prefix(std::string_view text);                    // bytes before the first that is not UTF-8
std::string replace_invalid_utf8(std::string_view text);           // each bad byte becomes U+FFFD
std::vector<std::string_view> code_points(std::string_view text);  // of well-formed UTF-8
}  // namespace weft
