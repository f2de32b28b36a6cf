// From the text of a query to its tokens, with their places. spec/query-language.md, "Words and signs". One thread.
#pragma once
#include <string>
#include <string_view>

#include "search/query_error.h"

namespace weft {

struct Token {
  enum class Kind {
    word,    // anything bare: a name, a keyword, a number, a value
    quoted,  // with its quotes
    sign,    // = != < <= > >= ~
    open,
    close,
    comma,
    end,
  };
  Kind kind = Kind::end;
  std::string_view source;  // of the query's text; lives as long
  TextRange place;
};

class Lexer {
 public:
  // `text` must outlive the tokens.
  explicit Lexer(std::string_view text) : text_(text) {}
  // Throws WrongQuery: no UTF-8, control characters, quotes that do not end, signs of other languages.
  Token take();

 private:
  Token token(Token::Kind kind, std::size_t length);
  Token take_quoted(char quote);
  Token take_sign();
  Token take_word();
  void skip_blanks();
  void refuse_foreign_signs() const;
  [[noreturn]] void refuse(std::size_t length, std::string sentence) const;

  std::string_view text_;
  std::size_t at_ = 0;
};

// What a quoted token says: without its quotes, \" \' and \\ resolved.
std::string unquoted(std::string_view source);
// `text` as a quoted token.
std::string quoted(std::string_view text);
// Can be written bare: as one word that is no keyword.
bool is_bare_word(std::string_view text);
// and, or, not, in, between, exists: in any case.
bool is_keyword(std::string_view word);

}  // namespace weft
