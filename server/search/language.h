// The search language: from the text of a query to its syntax tree. What names and values mean is the business of
// meaning.h. The grammar: spec/query-language.md. Bounded in time, memory and depth of calls whatever the text. Any
// thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "search/condition.h"
#include "search/query_error.h"

namespace weft {

// A name or a value as it was written: quotes resolved; bare words of one value with one blank between them.
struct WrittenText {
  std::string text;
  bool is_quoted = false;
  TextRange place;
};

enum class Comparison { equal, not_equal, less, at_most, greater, at_least, contains, in, between, exists };

// As people write it: "<=", "between".
std::string_view to_text(Comparison comparison);

struct Expression {
  enum class Kind {
    both,        // all of `parts` (two or more)
    either,      // one of `parts` (two or more)
    negation,    // not parts[0]
    comparison,  // name, comparison, values: none for exists, two for between, one or more for in, else one
    across,      // relation, parts[0] or nothing: any
  };
  Kind kind = Kind::comparison;
  TextRange place;
  WrittenText name;
  Comparison comparison = Comparison::exists;
  std::vector<WrittenText> values;
  Relation relation = Relation::input;
  DatasetId start;  // across: "from dataset N"; 0: from each dataset
  std::vector<Expression> parts;
};

// What could stand where a text ends: for completions.
struct Expectation {
  std::vector<std::string_view> words;  // keywords and signs
  bool name = false;
  bool relation = false;
  bool value = false;  // of `column`, compared by `comparison`
  WrittenText column;
  Comparison comparison = Comparison::equal;
  WrittenText begun;  // a bare value that just ended, and may go on with another word or a unit
};

// `text` is not blank. Errors as read_meaning's: malformed, too_large.
Result<Expression> parse_query(std::string_view text);

// Reads `text`, which may end anywhere; false when it is wrong before its end.
bool expect_after(std::string_view text, Expectation& expectation);

}  // namespace weft
