// Completions for a query that is being written. In: its text, possibly broken, and where the cursor stands. Out: what
// could stand there, best first: names, signs and keywords, values with their counts, units. Only what this view's
// viewer may see. One thread (the View's).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "definitions/definitions.h"
#include "search/engine.h"

namespace weft {

struct Suggestion {
  enum class Kind { name, sign, keyword, relation, value, unit };
  Kind kind = Kind::name;
  std::string text;         // put it in the place of [from, to): quoted where it must be
  std::string label;        // what a person reads: the text without quotes
  std::string description;  // of a name: its definition's; of a unit: what it is for; else empty
  std::string unit;         // of a name: its own unit
  std::int64_t count = -1;  // of a value: datasets that have it; -1: not counted
  std::int64_t from = 0;    // code points of the text, from 0
  std::int64_t to = 0;
  bool operator==(const Suggestion&) const = default;
};

// "name", "sign", "keyword", "relation", "value", "unit".
std::string_view to_text(Suggestion::Kind kind);

inline constexpr int kMostSuggestions = 200;

// `position`: the cursor, in code points from 0; beyond the end: the end. What stands behind it does not matter, except
// that the word under it is replaced whole. Nothing when the text is wrong before the cursor. At most `limit`.
// Errors: invalid (limit), malformed (no UTF-8), too_large.
Result<std::vector<Suggestion>> suggest(std::string_view text, std::int64_t position, int limit, View& view,
                                        const Definitions& definitions);

}  // namespace weft
