#include "search/differential/question.h"

#include <algorithm>
#include <limits>
#include <set>

#include "base/clock.h"
#include "search/describe.h"

namespace weft::differential {
namespace {

using Kind = Condition::Kind;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class T>
const T& any_of(const std::vector<T>& all, Rng& rng) {
  return all[rng() % all.size()];
}

double microseconds(const char* text) { return static_cast<double>(read_time(text)->time_since_epoch().count()); }

const std::vector<double>& numbers() {
  static const std::vector<double> all = {-kInfinity,
                                          -2.5,
                                          -1,
                                          0,
                                          5e-324,
                                          1,
                                          2,
                                          2.5,
                                          2.6,
                                          3,
                                          7,
                                          10,
                                          12,
                                          20,
                                          40,
                                          100,
                                          1000,
                                          1e9,
                                          1e308,
                                          kInfinity,
                                          microseconds("2023-01-01"),
                                          microseconds("2023-04-25T08:00:00Z"),
                                          microseconds("2023-04-25T10:00:00Z")};
  return all;
}

Column random_column(Rng& rng) {
  const auto roll = rng() % 20;
  if (roll == 0) return {Field::parameter, "nobody"};
  if (roll < 7) return {any_of(all_fields(), rng), {}};
  return {Field::parameter, any_of(parameter_names(), rng)};
}

std::string random_text(Rng& rng) {
  static const std::vector<std::string> elements = {"chi", "phi", "2", "MX", "1", "no such text", "Phi", "NA", "63"};
  switch (rng() % 4) {
    case 0:
      return any_of(field_texts(), rng);
    case 1:
      return any_of(elements, rng);
    default:
      return any_of(parameter_texts(), rng);
  }
}

std::string random_part(Rng& rng) {
  const auto text = random_text(rng);
  if (text.empty() || rng() % 30 == 0) return text;
  auto part = text.substr(rng() % text.size(), 1 + rng() % 6);
  for (auto& c : part)
    if (rng() % 3 == 0) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c >= 'A' && c <= 'Z' ? c + 32 : c);
  return part;
}

std::vector<double> random_numbers(Rng& rng, std::size_t count) {
  std::set<double> some;
  for (std::size_t i = 0; i < count; ++i) some.insert(any_of(numbers(), rng));
  return {some.begin(), some.end()};
}

std::vector<Interval> random_intervals(Rng& rng) {
  const auto some = random_numbers(rng, 1 + rng() % 4);
  if (some.size() == 1) return {{some[0], some[0]}};
  std::vector<Interval> out = {{some[0], some[1]}};
  if (some.size() == 4) out.push_back({some[2], some[3]});
  return out;
}

Relation random_relation(Rng& rng) { return static_cast<Relation>(rng() % 4); }

Condition random_leaf(Rng& rng) {
  Condition condition;
  condition.column = random_column(rng);
  const auto roll = rng() % 24;
  if (roll < 4) {
    condition.kind = Kind::exists;
  } else if (roll < 10) {
    condition.kind = Kind::texts;
    std::set<std::string> texts;
    for (auto i = rng() % 3 + 1; i > 0; --i) texts.insert(random_text(rng));
    condition.texts.assign(texts.begin(), texts.end());
  } else if (roll < 16) {
    condition.kind = Kind::numbers;
    condition.intervals = random_intervals(rng);
  } else if (roll < 20) {
    condition.kind = Kind::contains;
    condition.texts = {random_part(rng)};
  } else {
    condition.column = {};
    condition.kind = roll == 20 ? Kind::everything : roll == 21 ? Kind::nothing : Kind::starting;
    if (condition.kind == Kind::starting)
      condition.relation = random_relation(rng), condition.start = {1 + static_cast<std::int64_t>(rng() % 120)};
  }
  return condition;
}

Condition random_condition(Rng& rng, int depth) {
  if (depth == 0 || rng() % 4 == 0) return random_leaf(rng);
  Condition condition;
  const auto roll = rng() % 10;
  condition.kind = roll < 3 ? Kind::both : roll < 5 ? Kind::either : roll < 7 ? Kind::without : Kind::across;
  if (condition.kind == Kind::across) condition.relation = random_relation(rng);
  const bool many = condition.kind == Kind::both || condition.kind == Kind::either;
  for (auto parts = many ? 2 + rng() % 2 : 1; parts > 0; --parts)
    condition.parts.push_back(random_condition(rng, depth - 1));
  return condition;
}

Order random_order(Rng& rng) {
  Order order;
  order.column = random_column(rng);
  order.by_number = order.column.field == Field::parameter ? rng() % 2 == 0 : is_number(order.column.field);
  order.descending = rng() % 2;
  return order;
}

std::optional<Position> random_position(const Order& order, Rng& rng) {
  if (rng() % 2) return {};
  if (order.column.field == Field::id) {
    const auto id = static_cast<std::int64_t>(rng() % 120);
    return Position{true, static_cast<double>(id), "", {id}};
  }
  Position position{rng() % 4 != 0, 0, "", {static_cast<std::int64_t>(rng() % 120)}};
  if (position.has_value) position.number = any_of(numbers(), rng), position.text = random_text(rng);
  return position;
}

GroupBy random_group(Rng& rng) {
  if (rng() % 3) return {GroupBy::Part::value, random_column(rng)};
  static const std::vector<Column> times = {
      {Field::start_date, {}}, {Field::end_date, {}}, {Field::parameter, "taken"}};
  return {static_cast<GroupBy::Part>(1 + rng() % 3), any_of(times, rng)};
}

}  // namespace

Question random_question(Rng& rng, bool as_text) {
  Question question;
  question.viewer = static_cast<int>(rng() % kViewers);
  if (as_text) {
    question.query = random_query(rng);
    question.expression = random_expression(rng, 3);
    question.query->expression = to_text(question.expression);
    return question;
  }
  question.meaning = {random_condition(rng, 3), rng() % 4 == 0};
  question.order = random_order(rng);
  question.after = random_position(question.order, rng);
  question.limit = 1 + static_cast<int>(rng() % 20);
  question.column = random_column(rng);
  question.top = rng() % 4 ? 1 + static_cast<int>(rng() % 5) : 1000;
  if (rng() % 3 == 0) question.prefix = random_part(rng).substr(0, 2);
  question.edges = random_numbers(rng, 2 + rng() % 5);
  std::erase_if(question.edges, [](double edge) { return std::abs(edge) == kInfinity; });
  if (question.edges.size() < 2) question.edges = {0, 2};
  for (auto i = rng() % 3; i > 0; --i) question.by.push_back(random_group(rng));
  return question;
}

namespace {

void add_less(const Condition& condition, std::vector<Condition>& out) {
  if (condition.kind != Kind::everything) out.push_back({});
  for (const auto& part : condition.parts) out.push_back(part);
  if (condition.texts.size() > 1)
    for (const auto& text : condition.texts) out.push_back(condition), out.back().texts = {text};
  if (condition.intervals.size() > 1)
    for (const auto& interval : condition.intervals) out.push_back(condition), out.back().intervals = {interval};
  for (std::size_t i = 0; i < condition.parts.size(); ++i) {
    if (condition.parts.size() > 2)
      out.push_back(condition), out.back().parts.erase(out.back().parts.begin() + static_cast<std::ptrdiff_t>(i));
    std::vector<Condition> smaller;
    add_less(condition.parts[i], smaller);
    for (auto& part : smaller) out.push_back(condition), out.back().parts[i] = std::move(part);
  }
}

std::vector<Question> less_text(const Question& question) {
  std::vector<Question> out;
  for (auto& query : less(*question.query)) out.push_back(question), out.back().query = std::move(query);
  for (auto& expression : less(question.expression)) {
    out.push_back(question);
    out.back().query->expression = to_text(expression);
    out.back().expression = std::move(expression);
  }
  if (question.viewer) out.push_back(question), out.back().viewer = 0;
  return out;
}

}  // namespace

std::vector<Question> less(const Question& question) {
  if (question.query) return less_text(question);
  std::vector<Question> out;
  std::vector<Condition> conditions;
  add_less(question.meaning.condition, conditions);
  for (auto& condition : conditions) out.push_back(question), out.back().meaning.condition = std::move(condition);
  if (question.meaning.with_deleted) out.push_back(question), out.back().meaning.with_deleted = false;
  if (question.viewer) out.push_back(question), out.back().viewer = 0;
  if (question.after) out.push_back(question), out.back().after.reset();
  if (!question.by.empty()) out.push_back(question), out.back().by.pop_back();
  if (!question.prefix.empty()) out.push_back(question), out.back().prefix.clear();
  return out;
}

std::ostream& operator<<(std::ostream& out, const Question& question) {
  out << "viewer " << question.viewer << ": ";
  if (question.query) return show(out, *question.query);
  const auto named = [](const Column& column) {
    return column.field == Field::parameter ? "\"" + column.parameter + "\"" : std::string(to_text(column.field));
  };
  out << describe(question.meaning.condition) << (question.meaning.with_deleted ? " with deleted" : "") << " sorted by "
      << (question.order.descending ? "-" : "") << named(question.order.column)
      << (question.order.by_number ? " as number" : " as text");
  if (question.after)
    out << " after " << question.after->has_value << " " << question.after->number << " \""
        << question.after->text.substr(0, 40) << "\" " << question.after->id.value;
  out << " limit " << question.limit << " counting " << named(question.column) << " top " << question.top
      << " prefix \"" << question.prefix << "\" edges";
  for (const auto edge : question.edges) out << " " << edge;
  for (const auto& by : question.by) out << " by " << named(by.column) << " part " << static_cast<int>(by.part);
  return out;
}

}  // namespace weft::differential
