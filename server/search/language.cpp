#include "search/language.h"

#include <charconv>
#include <optional>
#include <utility>

#include "base/text.h"
#include "search/lexer.h"
#include "search/meaning.h"
#include "search/words.h"

namespace weft {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) { next_ = lexer_.take(); }

  Expression whole() {
    auto query = either();
    if (next_.kind == Token::Kind::end) return query;
    if (next_.kind == Token::Kind::close) refuse("expected no ) here: no parenthesis is open");
    refuse_next("expected \"and\", \"or\" or the end of the query");
  }
  Expectation take_expectation() { return std::move(expects_); }
  bool is_at_end() const { return next_.kind == Token::Kind::end; }

 private:
  // Parentheses, `not` and relations inside each other.
  struct Level {
    explicit Level(Parser& parser) : depth(parser.depth_) {
      if (++depth > kDeepestQuery)
        parser.refuse("this is nested more than " + std::to_string(kDeepestQuery) + " deep", ErrorCode::too_large);
    }
    ~Level() { --depth; }
    int& depth;
  };

  [[noreturn]] void refuse(std::string sentence, ErrorCode code = ErrorCode::malformed) const {
    throw WrongQuery{code, std::move(sentence), next_.place};
  }
  [[noreturn]] void refuse_next(const std::string& expected) const { refuse(expected + ", " + found(next_)); }

  Token take() {
    auto taken = next_;
    last_end_ = taken.place.to;
    next_ = lexer_.take();
    return taken;
  }
  bool next_is(std::string_view keyword) const {
    return next_.kind == Token::Kind::word && next_.source.size() == keyword.size() && lower(next_.source) == keyword;
  }
  bool take_keyword(std::string_view keyword) {
    if (!next_is(keyword)) return false;
    take();
    return true;
  }
  // What could stand here, besides what was said since the last call.
  Expectation& expect(std::vector<std::string_view> words = {}) {
    expects_ = Expectation{};
    expects_.words = std::move(words);
    return expects_;
  }
  void bound(std::size_t& count, std::size_t most, const char* what) const {
    if (++count > most) refuse("a query has at most " + std::to_string(most) + " " + what, ErrorCode::too_large);
  }

  template <class Operand>
  Expression chain(Expression::Kind kind, std::string_view keyword, Operand operand) {
    auto first = operand();
    if (!next_is(keyword)) return first;
    Expression out;
    out.kind = kind;
    out.place = first.place;
    out.parts.push_back(std::move(first));
    while (take_keyword(keyword)) out.parts.push_back(operand());
    out.place.to = last_end_;
    return out;
  }
  Expression either() {
    return chain(Expression::Kind::either, "or", [this] { return both(); });
  }
  Expression both() {
    return chain(Expression::Kind::both, "and", [this] { return single(); });
  }

  Expression single() {
    auto& here = expect({"not", "exists", "(", "from dataset"});
    here.name = here.relation = true;
    const auto from = next_.place.from;
    auto out = condition();
    out.place = {from, last_end_};
    return out;
  }

  Expression condition() {
    if (take_keyword("not")) return negation();
    if (take_keyword("exists")) return existence();
    if (next_.kind == Token::Kind::open) {
      take();
      return inside([this] { return either(); });
    }
    if (next_.kind != Token::Kind::word && next_.kind != Token::Kind::quoted) refuse_next("expected a condition");
    if (is_keyword(next_.source)) refuse_next("expected a condition");
    return named();
  }

  Expression negation() {
    const Level level(*this);
    Expression out;
    out.kind = Expression::Kind::negation;
    out.parts.push_back(single());
    return out;
  }

  Expression existence() {
    bound(comparisons_, kMostComparisons, "comparisons");
    expect().name = true;
    if (next_.kind == Token::Kind::open)
      refuse("expected a name after exists; a relation needs no exists: output() means that there is one");
    Expression out;
    out.name = name();
    out.comparison = Comparison::exists;
    expect_more(out, {});
    return out;
  }

  // After an open parenthesis.
  template <class Content>
  Expression inside(Content content) {
    const Level level(*this);
    ++open_;
    auto out = content();
    if (next_.kind != Token::Kind::close) refuse_next("expected \"and\", \"or\" or )");
    take();
    --open_;
    after_condition();
    return out;
  }

  // A comparison, a relation, or "from dataset N relation(...)": all begin with a word.
  Expression named() {
    const auto first = name();
    if (!first.is_quoted) {
      if (next_.kind == Token::Kind::open) return relation(first, DatasetId{});
      if (next_is("dataset") && lower(first.text) == "from") return from_dataset();
    }
    return comparison(first);
  }

  WrittenText name() {
    if (next_.kind == Token::Kind::quoted) {
      const auto token = take();
      return {unquoted(token.source), true, token.place};
    }
    if (next_.kind != Token::Kind::word) refuse_next("expected a name");
    if (is_keyword(next_.source)) refuse_next("expected a name");
    const auto token = take();
    return {std::string(token.source), false, token.place};
  }

  Expression relation(const WrittenText& word, DatasetId start) {
    const auto which = relation_of(word.text);
    if (!which)
      throw WrongQuery{ErrorCode::malformed,
                       "expected input, output, ancestor or descendant before (, found " + in_quotes(word.text),
                       word.place};
    bound(relations_, kMostRelations, "relations");
    take();
    Expression out;
    out.kind = Expression::Kind::across;
    out.relation = *which;
    out.start = start;
    if (next_.kind == Token::Kind::close) {
      take();
      after_condition();
      return out;
    }
    out.parts.push_back(inside([this] { return either(); }));
    return out;
  }

  Expression from_dataset() {
    take();
    expect();
    std::int64_t id = 0;
    const auto number = next_.source;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id);
    if (next_.kind != Token::Kind::word || error != std::errc{} || end != number.data() + number.size() || id < 1)
      refuse_next("expected the number of a dataset after from dataset");
    take();
    expect().relation = true;
    if (next_.kind != Token::Kind::word)
      refuse_next("expected input(...), output(...), ancestor(...) or descendant(...)");
    const auto word = name();
    if (next_.kind != Token::Kind::open) refuse_next("expected ( after " + in_quotes(word.text));
    return relation(word, DatasetId{id});
  }

  Expression comparison(const WrittenText& name) {
    bound(comparisons_, kMostComparisons, "comparisons");
    Expression out;
    out.name = name;
    expect({"=", "!=", "<", "<=", ">", ">=", "~", "in", "between"}).column = name;
    const bool is_sign = next_.kind == Token::Kind::sign || next_.kind == Token::Kind::word;
    const auto which = is_sign ? comparison_of(next_.source) : std::nullopt;
    if (!which)
      refuse_next("expected =, !=, <, <=, >, >=, ~, in or between after " + in_quotes(name.text) +
                  comparison_hint(next_.kind == Token::Kind::word ? next_.source : name.text));
    if (*which == Comparison::contains) bound(parts_, kMostParts, "comparisons by ~");
    take();
    out.comparison = *which;
    if (*which == Comparison::in)
      list(out);
    else if (*which == Comparison::between)
      range(out);
    else
      value(out, {});
    return out;
  }

  void list(Expression& out) {
    expect({"("}).column = out.name;
    if (next_.kind != Token::Kind::open) refuse_next("expected ( after in: name in (one, another)");
    take();
    ++open_;
    do {
      value(out, {",", ")"});
    } while (next_.kind == Token::Kind::comma && (take(), true));
    if (next_.kind != Token::Kind::close) refuse_next("expected , or ) in a list of values");
    take();
    --open_;
    after_condition();
  }

  void range(Expression& out) {
    value(out, {"and"});
    if (!take_keyword("and")) refuse_next("expected and: name between one and another");
    value(out, {});
  }

  // `then`: what follows it, if not whatever follows a condition.
  void value(Expression& out, std::vector<std::string_view> then) {
    bound(values_, kMostValues, "values");
    auto& here = expect();
    here.value = true;
    here.column = out.name;
    here.comparison = out.comparison;
    if (next_.kind == Token::Kind::quoted) {
      const auto token = take();
      out.values.push_back({unquoted(token.source), true, token.place});
    } else {
      if (next_.kind != Token::Kind::word || is_keyword(next_.source)) refuse_value(out.comparison);
      out.values.push_back(bare_value());
    }
    expect_more(out, std::move(then));
  }

  [[noreturn]] void refuse_value(Comparison comparison) const {
    refuse("expected a value after " + std::string(to_text(comparison)) + ", " + found(next_) +
           (next_.kind == Token::Kind::word ? " (a text that is a keyword stands in quotes)" : ""));
  }

  // Words up to a keyword or sign: "12 keV".
  WrittenText bare_value() {
    auto token = take();
    WrittenText out{std::string(token.source), false, token.place};
    for (int words = 1; next_.kind == Token::Kind::word && !is_keyword(next_.source); ++words) {
      token = take();
      if (next_.kind == Token::Kind::sign || next_.kind == Token::Kind::open)
        throw WrongQuery{ErrorCode::malformed,
                         "expected \"and\" or \"or\" before " + in_quotes(token.source) +
                             " (a text of several words stands in quotes)",
                         token.place};
      out.text.append(" ").append(token.source);
      out.place.to = token.place.to;
    }
    return out;
  }

  void expect_more(const Expression& out, std::vector<std::string_view> then) {
    if (then.empty())
      after_condition();
    else
      expect(std::move(then));
    expects_.column = out.name;
    expects_.comparison = out.comparison;
    if (!out.values.empty() && !out.values.back().is_quoted) expects_.begun = out.values.back();
  }
  void after_condition() {
    expect({"and", "or"});
    if (open_ > 0) expects_.words.push_back(")");
  }

  Lexer lexer_;
  Token next_;
  Expectation expects_;
  std::size_t last_end_ = 0;
  int depth_ = 0, open_ = 0;
  std::size_t comparisons_ = 0, parts_ = 0, values_ = 0, relations_ = 0;
};

}  // namespace

Result<Expression> parse_query(std::string_view text) try {
  return Parser(text).whole();
} catch (const WrongQuery& wrong) {
  return tl::make_unexpected(to_error(wrong, text));
}

bool expect_after(std::string_view text, Expectation& expectation) {
  std::optional<Parser> parser;
  try {
    parser.emplace(text);
    parser->whole();
  } catch (const WrongQuery&) {
    if (!parser || !parser->is_at_end()) return false;
  }
  expectation = parser->take_expectation();
  return true;
}

}  // namespace weft
