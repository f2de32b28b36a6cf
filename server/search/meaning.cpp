#include "search/meaning.h"

#include <cmath>
#include <limits>
#include <utility>

#include "base/text.h"
#include "search/combine.h"
#include "search/constants.h"
#include "search/language.h"
#include "search/lexer.h"
#include "search/names.h"

namespace weft {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double next_below(double number) { return std::nextafter(number, -kInfinity); }
double next_above(double number) { return std::nextafter(number, kInfinity); }

class MeaningReader {
 public:
  MeaningReader(const Definitions& definitions, const KnownNames& known)
      : definitions_(definitions), names_(definitions, known) {}

  Meaning read(const Expression& expression) {
    Meaning meaning;
    meaning.condition = condition(expression);
    meaning.with_deleted = names_state_;
    return meaning;
  }

 private:
  Condition condition(const Expression& expression) {
    switch (expression.kind) {
      case Expression::Kind::both:
        return all_of(conditions(expression.parts));
      case Expression::Kind::either:
        return one_of(conditions(expression.parts));
      case Expression::Kind::negation:
        return none_of(condition(expression.parts.front()));
      case Expression::Kind::across:
        return relation(expression);
      case Expression::Kind::comparison:
        break;
    }
    return comparison(expression);
  }

  std::vector<Condition> conditions(const std::vector<Expression>& expressions) {
    std::vector<Condition> out;
    out.reserve(expressions.size());
    for (const auto& expression : expressions) out.push_back(condition(expression));
    return out;
  }

  Condition relation(const Expression& expression) {
    auto inside = expression.parts.empty() ? everything() : condition(expression.parts.front());
    if (!expression.start) return across(expression.relation, std::move(inside));
    return all_of({starting(expression.relation, expression.start), std::move(inside)});
  }

  Condition comparison(const Expression& expression) {
    const auto& kind = names_.find(expression.name);
    names_state_ = names_state_ || kind.column.field == Field::state;
    switch (expression.comparison) {
      case Comparison::exists:
        return exists(kind.column);
      case Comparison::contains:
        return contains(kind.column, read_part(expression.values.front(), kind, definitions_));
      case Comparison::between:
        return between(expression, kind);
      case Comparison::equal:
      case Comparison::in:
        return one_of_values(expression, kind);
      case Comparison::not_equal:
        return other_than(expression, kind);
      default:
        break;
    }
    const auto bounds = *constant(expression, kind, 0).numbers;
    return numbers(kind.column, {beside(expression.comparison, bounds)});
  }

  // What compares so with all of `bounds`.
  static Interval beside(Comparison comparison, const Interval& bounds) {
    switch (comparison) {
      case Comparison::less:
        return {-kInfinity, next_below(bounds.from)};
      case Comparison::at_most:
        return {-kInfinity, bounds.to};
      case Comparison::greater:
        return {next_above(bounds.to), kInfinity};
      default:
        return {bounds.from, kInfinity};
    }
  }

  Constant constant(const Expression& expression, const ColumnKind& kind, std::size_t which,
                    std::string_view other_unit = {}) const {
    return read_constant(expression.values[which], kind, expression.comparison, other_unit, definitions_);
  }

  Condition one_of_values(const Expression& expression, const ColumnKind& kind) const {
    std::vector<std::string> written;
    std::vector<Interval> intervals;
    for (std::size_t i = 0; i < expression.values.size(); ++i) {
      auto value = constant(expression, kind, i);
      if (value.numbers)
        intervals.push_back(*value.numbers);
      else
        written.push_back(std::move(value.text));
    }
    return one_of({texts(kind.column, std::move(written)), numbers(kind.column, std::move(intervals))});
  }

  // Has a value of that kind, and none of them equals this one.
  Condition other_than(const Expression& expression, const ColumnKind& kind) const {
    auto value = constant(expression, kind, 0);
    if (value.numbers)
      return all_of({numbers(kind.column, {{-kInfinity, kInfinity}}), none_of(numbers(kind.column, {*value.numbers}))});
    return all_of({exists(kind.column), none_of(texts(kind.column, {std::move(value.text)}))});
  }

  // A bound without unit takes that of the other.
  Condition between(const Expression& expression, const ColumnKind& kind) const {
    const auto& [low, high] = std::pair(expression.values[0], expression.values[1]);
    const bool is_date = kind.reading == ColumnKind::Reading::time;
    const auto first = *constant(expression, kind, 0, is_date ? "" : unit_behind(high)).numbers;
    const auto last = *constant(expression, kind, 1, is_date ? "" : unit_behind(low)).numbers;
    if (first.from > last.to) throw WrongQuery{ErrorCode::invalid, "between takes the smaller value first", low.place};
    return numbers(kind.column, {{first.from, last.to}});
  }

  const Definitions& definitions_;
  Names names_;
  bool names_state_ = false;
};

Expression one_relation(Expression expression, DatasetId from) {
  if (expression.kind != Expression::Kind::across || expression.start)
    throw WrongQuery{
        ErrorCode::malformed,
        "a query seen from a dataset is one relation: input(...), output(...), ancestor(...) or descendant(...)",
        expression.place};
  expression.start = from;
  return expression;
}

}  // namespace

Result<Meaning> read_meaning(std::string_view text, DatasetId from, const Definitions& definitions,
                             const KnownNames& known) try {
  if (text.size() > kLongestQuery)
    return fail(ErrorCode::too_large, "a query has at most " + std::to_string(kLongestQuery) + " bytes, this one has " +
                                          std::to_string(text.size()));
  if (trim(text).empty() && !from) return Meaning{};
  auto expression = parse_query(text);
  if (!expression) return tl::make_unexpected(expression.error());
  if (from) expression = one_relation(std::move(*expression), from);
  return MeaningReader(definitions, known).read(*expression);
} catch (const WrongQuery& wrong) {
  return tl::make_unexpected(to_error(wrong, text));
}

Result<Column> read_column(std::string_view name, const Definitions& definitions, const KnownNames& known) try {
  Lexer lexer(name);
  const auto token = lexer.take();
  const bool is_name = token.kind == Token::Kind::word || token.kind == Token::Kind::quoted;
  if (!is_name) throw WrongQuery{ErrorCode::invalid, "expected the name of a field or parameter", token.place};
  if (const auto rest = lexer.take(); rest.kind != Token::Kind::end)
    throw WrongQuery{ErrorCode::invalid, "expected one name (one with blanks or signs stands in quotes)", rest.place};
  const bool is_quoted = token.kind == Token::Kind::quoted;
  const WrittenText written{is_quoted ? unquoted(token.source) : std::string(token.source), is_quoted, token.place};
  return Names(definitions, known).find(written).column;
} catch (const WrongQuery& wrong) {
  return tl::make_unexpected(to_error(wrong, name));
}

}  // namespace weft
