// Paths of files as people, JSON and addresses have them. Names on a disk are any bytes; JSON is UTF-8. Every path has
// one spelling: UTF-8 is spelled as it is, but a backslash is `\\` and a byte that is no UTF-8 is `\xHH` (upper case).
// Pure; any thread.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft {

std::string spell_path(std::string_view bytes);

// The bytes that are spelled; `\xHH` is read for any byte but zero. Error invalid: another backslash, a zero byte.
Result<std::string> read_spelling(std::string_view spelled);

// Whether a manifest can hold this path: relative, no name in it empty, "." or "..", no zero byte.
bool is_path_below(std::string_view bytes);

// How many bytes the first character has: one of UTF-8, else 1. `text` is not empty.
std::size_t character_size(std::string_view text);

}  // namespace weft
