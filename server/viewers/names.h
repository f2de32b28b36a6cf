// Names in a viewer description: what may stand there and which near one may have been meant. Any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

// What {shell} and others stand for.
using Fill = std::vector<std::pair<std::string, std::string>>;

// `{shell}` replaced by its value, in one pass: what a value brings along is not filled again. Nothing: the whole
// would have more than kLongestFilled bytes.
constexpr std::size_t kLongestFilled = 4096;
std::optional<std::string> filled(std::string_view text, const Fill& fill);

}  // namespace weft
