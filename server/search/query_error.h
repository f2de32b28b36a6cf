// What is wrong with a query, and where. In: a sentence and a place in the text. Out: an Error that shows the place.
// Any thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft {

// Bytes [from, to) of the query's text.
struct TextRange {
  std::size_t from = 0;
  std::size_t to = 0;
  bool operator==(const TextRange&) const = default;
};

// Thrown by lexer, parser, names and constants; never leaves the functions of language.h and meaning.h.
struct WrongQuery {
  ErrorCode code = ErrorCode::malformed;
  std::string sentence;
  TextRange place;
};

// message: the sentence, the place in its surroundings, a caret below. subject: "character 17", counted in code points.
Error to_error(const WrongQuery& wrong, std::string_view text);

// `"text"`, shortened when long, for use inside a sentence.
std::string in_quotes(std::string_view text);

}  // namespace weft
