// The words of the language that name something, and how its sentences speak of words. Any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "search/language.h"
#include "search/lexer.h"

namespace weft {

// In any case: "=", "IN", "between"; "Input". None when the word is no such thing.
std::optional<Comparison> comparison_of(std::string_view word);
std::optional<Relation> relation_of(std::string_view word);
std::string_view to_text(Relation relation);

// What to write instead of a word that people bring from other languages: " (for a part of a text write ~)"; else "".
std::string comparison_hint(std::string_view word);
// "found the end of the query".
std::string found(const Token& token);

}  // namespace weft
