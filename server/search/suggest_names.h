// Completions of names. In: what was typed of one. Out: fields, aliases, parameters, best first. One thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "definitions/definitions.h"
#include "search/suggest.h"

namespace weft {

// `borne`: parameters that datasets here have, sorted. `from` and `to` are left to the caller.
std::vector<Suggestion> suggest_names(std::string_view typed, const std::vector<std::string>& borne, int limit,
                                      const Definitions& definitions);

// ASCII letters of either case.
bool begins(std::string_view text, std::string_view prefix);

}  // namespace weft
