// Conditions by hand, for the tests of this room.
#pragma once
#include <utility>

#include "search/condition.h"

namespace weft::conditions {

struct At : Column {
  At(const char* name) : Column{Field::parameter, name} {}
  At(std::string name) : Column{Field::parameter, std::move(name)} {}
  At(Field which) : Column{which, {}} {}
  At(Column column) : Column(std::move(column)) {}
};

inline Condition of_kind(Condition::Kind kind) {
  Condition condition;
  condition.kind = kind;
  return condition;
}
inline Condition nothing() { return of_kind(Condition::Kind::nothing); }
inline Condition on(Condition::Kind kind, At column) {
  auto condition = of_kind(kind);
  condition.column = std::move(column);
  return condition;
}
inline Condition exists(At column) { return on(Condition::Kind::exists, std::move(column)); }
// `texts` sorted, each once.
inline Condition text(At column, std::vector<std::string> texts) {
  auto condition = on(Condition::Kind::texts, std::move(column));
  condition.texts = std::move(texts);
  return condition;
}
inline Condition contains(At column, std::string text) {
  auto condition = on(Condition::Kind::contains, std::move(column));
  condition.texts = {std::move(text)};
  return condition;
}
inline Condition number(At column, double from, double to) {
  auto condition = on(Condition::Kind::numbers, std::move(column));
  condition.intervals = {{from, to}};
  return condition;
}
inline Condition combined(Condition::Kind kind, std::vector<Condition> parts) {
  auto condition = of_kind(kind);
  condition.parts = std::move(parts);
  return condition;
}
inline Condition both(std::vector<Condition> parts) { return combined(Condition::Kind::both, std::move(parts)); }
inline Condition either(std::vector<Condition> parts) { return combined(Condition::Kind::either, std::move(parts)); }
inline Condition without(Condition part) { return combined(Condition::Kind::without, {std::move(part)}); }
inline Condition across(Relation relation, Condition part) {
  auto condition = combined(Condition::Kind::across, {std::move(part)});
  condition.relation = relation;
  return condition;
}
inline Condition starting(Relation relation, DatasetId start) {
  auto condition = of_kind(Condition::Kind::starting);
  condition.relation = relation;
  condition.start = start;
  return condition;
}

}  // namespace weft::conditions
