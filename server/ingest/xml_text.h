// Before the XML parser: bytes in, UTF-8 out that is safe to parse, or what is wrong and at which byte. pugixml is
// lenient and has no limits of its own; this holds what it does not: encoding, NUL, character references, depth,
// number of tags, text outside the one root. Pure, any thread.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft {

// Tags and attributes together; three elements a parameter, and as much again for what we do not know.
inline constexpr std::size_t kMaxTags = 2'000'000;

// UTF-8 (also with its byte order mark) and ASCII stay, a declared ISO-8859-1 is converted, other encodings are
// refused.
Result<std::string> xml_as_utf8(std::string_view body);

// Nothing, or what is wrong. `text` is UTF-8. A '&' that begins no reference is let through, as text.
Result<bool> check_xml_text(std::string_view text);

}  // namespace weft
