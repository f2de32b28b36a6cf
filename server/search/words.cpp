#include "search/words.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace weft {
namespace {

constexpr std::array<std::pair<std::string_view, Comparison>, 9> kComparisons = {{{"=", Comparison::equal},
                                                                                  {"!=", Comparison::not_equal},
                                                                                  {"<", Comparison::less},
                                                                                  {"<=", Comparison::at_most},
                                                                                  {">", Comparison::greater},
                                                                                  {">=", Comparison::at_least},
                                                                                  {"~", Comparison::contains},
                                                                                  {"in", Comparison::in},
                                                                                  {"between", Comparison::between}}};

constexpr std::array<std::pair<std::string_view, Relation>, 4> kRelations = {{{"input", Relation::input},
                                                                              {"output", Relation::output},
                                                                              {"ancestor", Relation::ancestor},
                                                                              {"descendant", Relation::descendant}}};

template <class Table>
auto find_in(const Table& table, std::string_view word) -> std::optional<typename Table::value_type::second_type> {
  constexpr std::size_t kLongest = 10;
  if (word.size() > kLongest) return std::nullopt;
  const auto folded = lower(word);
  for (const auto& [name, meaning] : table)
    if (name == folded) return meaning;
  return std::nullopt;
}

template <class Table>
std::string_view name_in(const Table& table, typename Table::value_type::second_type which) {
  for (const auto& [name, meaning] : table)
    if (meaning == which) return name;
  return "exists";
}

}  // namespace

std::optional<Comparison> comparison_of(std::string_view word) { return find_in(kComparisons, word); }
std::optional<Relation> relation_of(std::string_view word) { return find_in(kRelations, word); }
std::string_view to_text(Comparison comparison) { return name_in(kComparisons, comparison); }
std::string_view to_text(Relation relation) { return name_in(kRelations, relation); }

std::string comparison_hint(std::string_view word) {
  const auto folded = lower(word.substr(0, 10));
  if (folded == "like" || folded == "contains") return " (for a part of a text write ~)";
  if (folded == "is" || folded == "eq" || folded == ":") return " (write =)";
  if (folded == "not") return " (not stands before the name: not name in (...))";
  if (word.find(':') != std::string_view::npos) return " (write = and no colon)";
  return "";
}

std::string found(const Token& token) {
  switch (token.kind) {
    case Token::Kind::end:
      return "found the end of the query";
    case Token::Kind::word:
      return "found " + in_quotes(token.source);
    case Token::Kind::quoted:
      return "found the text " + in_quotes(unquoted(token.source));
    default:
      return "found " + std::string(token.source);
  }
}

}  // namespace weft
