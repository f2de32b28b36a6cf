#include "search/asked.h"

namespace weft {
namespace {

Condition with_text(Field field, std::string text) {
  Condition condition;
  condition.kind = Condition::Kind::texts;
  condition.column.field = field;
  condition.texts = {std::move(text)};
  return condition;
}

// The members of a query beside its expression.
Result<std::vector<Condition>> plain_members(const Query& query, const Facility& facility) {
  std::vector<Condition> all;
  if (!query.proposal.empty()) all.push_back(with_text(Field::proposal, facility.proposal_key(query.proposal)));
  if (!query.instrument.empty()) all.push_back(with_text(Field::instrument, facility.instrument_key(query.instrument)));
  if (query.investigation) all.push_back(with_id(Field::investigation, query.investigation.value));
  if (query.sample) all.push_back(with_id(Field::sample_id, query.sample.value));
  if (!query.type.empty()) all.push_back(with_text(Field::type, query.type == "raw" ? "acquisition" : query.type));
  if (!query.name.empty()) all.push_back(with_text(Field::name, query.name));
  if (!query.location.empty()) {
    const auto location = facility.path(query.location);
    if (!location) return fail(ErrorCode::invalid, "location is an absolute path", query.location);
    all.push_back(with_text(Field::location, *location));
  }
  return all;
}

// `condition` and all of `also`.
Condition narrowed(Condition condition, std::vector<Condition> also) {
  if (condition.kind == Condition::Kind::nothing || also.empty()) return condition;
  if (condition.kind == Condition::Kind::both)
    also.insert(also.begin(), condition.parts.begin(), condition.parts.end());
  else if (condition.kind != Condition::Kind::everything)
    also.insert(also.begin(), std::move(condition));
  if (also.size() == 1) return std::move(also.front());
  Condition both;
  both.kind = Condition::Kind::both;
  both.parts = std::move(also);
  return both;
}

}  // namespace

Condition with_id(Field field, std::int64_t id) {
  Condition condition;
  condition.kind = Condition::Kind::numbers;
  condition.column.field = field;
  const auto number = static_cast<double>(id);
  condition.intervals = {{number, number}};
  return condition;
}

KnownNames names_in(View& view) {
  return {[&view](const std::string& parameter) { return view.knows(parameter); },
          [&view] { return view.parameters(); }};
}

Result<Meaning> meaning_of(View& view, const Definitions& definitions, const Query& query, UnknownName unknown) {
  auto known = names_in(view);
  if (unknown == UnknownName::is_parameter) known.knows = [](const std::string&) { return true; };
  auto meaning = read_meaning(query.expression, query.from, definitions, known);
  if (!meaning) return meaning;
  auto members = plain_members(query, definitions.facility);
  if (!members) return tl::make_unexpected(members.error());
  meaning->condition = narrowed(std::move(meaning->condition), std::move(*members));
  meaning->with_deleted = meaning->with_deleted || query.with_deleted;
  return meaning;
}

Result<Asked> ask(Engine& engine, const Definitions& definitions, const Viewer& viewer, const Query& query,
                  const Cancel& cancel) {
  Asked asked;
  asked.view = engine.view(viewer, cancel);
  auto meaning = meaning_of(*asked.view, definitions, query);
  if (!meaning) return tl::make_unexpected(meaning.error());
  asked.meaning = std::move(*meaning);
  asked.selection = asked.view->select(asked.meaning);
  return asked;
}

std::string shown_name(const Column& column) {
  return column.field == Field::parameter ? column.parameter : std::string(to_text(column.field));
}

std::string shown_value(const Column& column, const std::string& value, const Definitions& definitions) {
  return column.field == Field::instrument && !value.empty() ? definitions.facility.instrument_name(value) : value;
}

}  // namespace weft
