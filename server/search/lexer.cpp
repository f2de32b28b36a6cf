#include "search/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace weft {
namespace {

// Blanks beside those of ASCII: no-break, thin, narrow no-break. Word processors put them before units.
constexpr std::array<std::string_view, 3> kWideBlanks = {"\u00A0", "\u2009", "\u202F"};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && !is_blank(c)) || c == 0x7F; }

std::size_t wide_blank(std::string_view text) {
  for (const auto blank : kWideBlanks)
    if (text.starts_with(blank)) return blank.size();
  return 0;
}

bool ends_word(std::string_view text) {
  constexpr std::string_view kSigns = "()=!<>~,\"&|";
  const char c = text.front();
  return is_blank(c) || is_control(c) || kSigns.find(c) != std::string_view::npos || wide_blank(text) > 0;
}

std::size_t bytes_of_code_point(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0u) == 0x80u) ++length;
  return length;
}

}  // namespace

bool is_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 6> kKeywords = {"and", "or", "not", "in", "between", "exists"};
  constexpr std::size_t kLongest = 7;
  return word.size() <= kLongest && std::find(kKeywords.begin(), kKeywords.end(), lower(word)) != kKeywords.end();
}

bool is_bare_word(std::string_view text) {
  if (text.empty() || text.front() == '\'' || is_keyword(text)) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (ends_word(text.substr(i))) return false;
  return true;
}

std::string unquoted(std::string_view source) {
  std::string text;
  source = source.substr(1, source.size() - 2);
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\\') ++i;
    text += source[i];
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void Lexer::refuse(std::size_t length, std::string sentence) const {
  throw WrongQuery{ErrorCode::malformed, std::move(sentence), {at_, std::min(text_.size(), at_ + length)}};
}

Token Lexer::token(Token::Kind kind, std::size_t length) {
  const Token out{kind, text_.substr(at_, length), {at_, at_ + length}};
  at_ += length;
  return out;
}

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    const auto length = is_blank(text_[at_]) ? 1 : wide_blank(text_.substr(at_));
    if (length == 0) return;
    at_ += length;
  }
}

Token Lexer::take() {
  skip_blanks();
  if (at_ == text_.size()) return token(Token::Kind::end, 0);
  const char c = text_[at_];
  if (is_control(c)) refuse(1, "a control character has no place in a query");
  switch (c) {
    case '(':
      return token(Token::Kind::open, 1);
    case ')':
      return token(Token::Kind::close, 1);
    case ',':
      return token(Token::Kind::comma, 1);
    case '"':
    case '\'':
      return take_quoted(c);
    default:
      return ends_word(text_.substr(at_)) ? take_sign() : take_word();
  }
}

Token Lexer::take_quoted(char quote) {
  for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
    if (text_[i] == quote) {
      const auto length = i + 1 - at_;
      if (const auto good = utf8_prefix(text_.substr(at_, length)); good < length) {
        at_ += good;
        refuse(1, "this byte is not UTF-8");
      }
      return token(Token::Kind::quoted, length);
    }
    if (text_[i] == '\0') {
      at_ = i;
      refuse(1, "a NUL has no place in a query");
    }
    if (text_[i] != '\\') continue;
    ++i;
    if (i < text_.size() && text_[i] != '"' && text_[i] != '\'' && text_[i] != '\\') {
      at_ = i - 1;
      refuse(2, "in quotes, a backslash stands before a quote or another backslash only: write \\\\ for one");
    }
  }
  refuse(1, std::string("these quotes do not end: expected another ") + quote);
}

// What people bring from other languages.
void Lexer::refuse_foreign_signs() const {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kForeign = {
      {{"==", "="}, {"<>", "!="}, {"=<", "<="}, {"=>", ">="}, {"=~", "~"}, {"&&", "and"}, {"||", "or"}}};
  const auto rest = text_.substr(at_);
  for (const auto& [foreign, ours] : kForeign)
    if (rest.starts_with(foreign))
      refuse(foreign.size(), "the sign " + std::string(foreign) + " is not known here: write " + std::string(ours));
}

Token Lexer::take_sign() {
  refuse_foreign_signs();
  const auto rest = text_.substr(at_);
  for (const std::string_view sign : {"!=", "<=", ">=", "=", "<", ">", "~"})
    if (rest.starts_with(sign)) return token(Token::Kind::sign, sign.size());
  const char c = rest.front();
  refuse(1, std::string("the sign ") + c + " is not known here: " +
                (c == '!'   ? "write not, or !="
                 : c == '&' ? "write and, or the text in quotes"
                            : "write or, or the text in quotes"));
}

Token Lexer::take_word() {
  std::size_t length = 0;
  for (auto rest = text_.substr(at_); length < rest.size() && !ends_word(rest.substr(length));)
    length += bytes_of_code_point(rest.substr(length));
  if (const auto good = utf8_prefix(text_.substr(at_, length)); good < length) {
    at_ += good;
    refuse(1, "this byte is not UTF-8");
  }
  return token(Token::Kind::word, length);
}

}  // namespace weft
