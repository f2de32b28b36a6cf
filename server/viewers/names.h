// Names in a viewer description: what may stand there and which near one may have been meant. Any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "definitions/definitions.h"

namespace weft {

// The fields that a dataset has in every answer: spec/viewers.md, section 3.
const std::vector<std::string_view>& viewer_fields();

// A sentence when the dictionary knows neither a parameter nor a field of that name; else "".
std::string unknown_name(std::string_view name, const Definitions& definitions);

// A text with names in braces. `wrong`: a brace without its other.
struct Braced {
  std::vector<std::string> names;
  bool wrong = false;
};
Braced names_in_braces(std::string_view text);

// `{shell}` replaced by `value`.
std::string filled(std::string text, std::string_view key, std::string_view value);

}  // namespace weft
