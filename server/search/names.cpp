#include "search/names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "definitions/near_names.h"
#include "search/facts.h"

namespace weft {
namespace {

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 8;
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < kMost; ++i) out += (i ? ", " : "") + names[i];
  return names.size() > kMost ? out + " and " + std::to_string(names.size() - kMost) + " more" : out;
}

std::optional<Column> field_or_nothing(std::string_view name) {
  const auto field = field_named(name);
  if (field == Field::parameter) return std::nullopt;
  return Column{field, {}};
}

}  // namespace

double bytes_in(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, double>, 11> kUnits = {{{"B", 1},
                                                                           {"byte", 1},
                                                                           {"bytes", 1},
                                                                           {"kB", 1e3},
                                                                           {"MB", 1e6},
                                                                           {"GB", 1e9},
                                                                           {"TB", 1e12},
                                                                           {"KiB", 1024.0},
                                                                           {"MiB", 1048576.0},
                                                                           {"GiB", 1073741824.0},
                                                                           {"TiB", 1099511627776.0}}};
  for (const auto& [name, bytes] : kUnits)
    if (name == unit) return bytes;
  return 0;
}

const ColumnKind& Names::find(const WrittenText& name) {
  const auto key = (name.is_quoted ? '"' : ' ') + name.text;
  if (const auto found = found_.find(key); found != found_.end()) return found->second;
  return found_.emplace(key, kind_of(resolve(name))).first->second;
}

Column Names::resolve(const WrittenText& name) const {
  const Column as_written{Field::parameter, name.text};
  if (const auto field = field_or_nothing(name.text); field && !name.is_quoted) return *field;
  if (name.is_quoted) {
    if (name.text.empty()) throw WrongQuery{ErrorCode::invalid, "expected a name in these quotes", name.place};
    return as_written;
  }
  if (const auto meant = definitions_.facility.field_alias(name.text); meant != name.text) {
    if (const auto field = field_or_nothing(meant)) return *field;
    return {Field::parameter, meant};
  }
  if (definitions_.dictionary.find(name.text)) return as_written;
  const auto candidates = definitions_.dictionary.candidates(name.text);
  if (candidates.size() == 1) return {Field::parameter, candidates.front()};
  if (candidates.size() > 1) refuse_ambiguous(name, candidates);
  if (known_.knows && known_.knows(name.text)) return as_written;
  refuse_unknown(name);
}

void Names::refuse_ambiguous(const WrittenText& name, const std::vector<std::string>& candidates) const {
  throw WrongQuery{ErrorCode::invalid,
                   in_quotes(name.text) + " may stand for " + listed(candidates) + ": write the whole name",
                   name.place};
}

void Names::refuse_unknown(const WrittenText& name) const {
  std::vector<std::string> owned;
  if (known_.parameters) owned = known_.parameters();
  for (const auto field : all_fields()) owned.emplace_back(to_text(field));
  for (const auto& [alias, meant] : definitions_.facility.field_aliases()) owned.push_back(alias);
  std::sort(owned.begin(), owned.end());
  owned.erase(std::unique(owned.begin(), owned.end()), owned.end());
  std::vector<std::string_view> all(owned.begin(), owned.end());
  for (const auto& definition : definitions_.dictionary.all())
    if (!std::binary_search(owned.begin(), owned.end(), definition.name)) all.push_back(definition.name);
  const auto meant = did_you_mean(name.text, all);
  throw WrongQuery{
      ErrorCode::invalid,
      "the name " + in_quotes(name.text) + " is not known" +
          (meant.empty() ? ": no field, no parameter of the dictionary, and no dataset here has it" : meant),
      name.place};
}

ColumnKind Names::kind_of(Column column) const {
  using Reading = ColumnKind::Reading;
  ColumnKind kind;
  kind.column = std::move(column);
  const bool is_parameter = kind.column.field == Field::parameter;
  kind.name = is_parameter ? kind.column.parameter : std::string(to_text(kind.column.field));
  if (is_time(kind.column, definitions_)) {
    kind.reading = Reading::time;
  } else if (is_parameter) {
    kind.reading = Reading::parameter;
    kind.unit = unit_of(kind.column, definitions_);
    kind.known_unit = definitions_.facility.canonical_unit(kind.unit);
  } else {
    kind.reading = is_number(kind.column.field) ? Reading::whole_number : Reading::text;
  }
  return kind;
}

}  // namespace weft
