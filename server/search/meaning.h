// Meaning: from the text of a query to a Condition. The grammar and every rule: spec/query-language.md. Bounded in time
// and memory whatever the text. Any thread.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "definitions/definitions.h"
#include "search/condition.h"

namespace weft {

inline constexpr std::size_t kLongestQuery = 4u << 20;   // bytes: room for `in` with 100,000 values
inline constexpr int kDeepestQuery = 200;                // parentheses, `not` and relations inside each other
inline constexpr std::size_t kMostComparisons = 10'000;  // a list of values is one comparison
inline constexpr std::size_t kMostParts = 200;           // `~`: each reads through all texts of its column
inline constexpr std::size_t kMostValues = 250'000;
inline constexpr std::size_t kMostRelations = 200;

// What the language needs to know of the data: does anybody this viewer sees bear that parameter?
struct KnownNames {
  std::function<bool(const std::string& parameter)> knows;
  std::function<std::vector<std::string>()> parameters;  // for near names, asked only when something is wrong
};

// `from`: the text is one relation, seen from that dataset ("output(Process_program = MotionCor)"); id 0: it is a whole
// query. Empty text: everything. Errors: malformed, invalid, too_large; the message says what was expected and names
// what is near, `subject` is the position, "character 17" (1-based, counted in code points), and the message has a
// second line that quotes the place with a caret below.
Result<Meaning> read_meaning(std::string_view text, DatasetId from, const Definitions& definitions,
                             const KnownNames& known);

// A column by the name a person wrote, as in a query: field, alias, exact name, short name. For sort, facets, by.
Result<Column> read_column(std::string_view name, const Definitions& definitions, const KnownNames& known);

}  // namespace weft
