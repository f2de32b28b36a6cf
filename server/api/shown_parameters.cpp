#include "api/shown_parameters.h"

#include <algorithm>

#include "api/asked_query.h"
#include "search/facts.h"

namespace weft {
namespace {

constexpr std::size_t kMostShown = 500;

const Parameter* find(const std::vector<Parameter>& parameters, const std::string& name) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& one) { return one.name == name; });
  return found == parameters.end() ? nullptr : &*found;
}

}  // namespace

ShownParameters ShownParameters::all(const Definitions& definitions) {
  ShownParameters shown(definitions);
  shown.all_ = true;
  return shown;
}

Result<ShownParameters> ShownParameters::read(std::string_view asked, const Definitions& definitions,
                                              const KnownNames& known) {
  if (asked == "all") return all(definitions);
  ShownParameters shown(definitions);
  const auto names = split_names(asked);
  if (names.size() > kMostShown)
    return fail(ErrorCode::too_large, "at most " + std::to_string(kMostShown) + " parameters by name, or \"all\"",
                "parameters");
  for (const auto& name : names) {
    auto column = read_column(name, definitions, known);
    if (!column) return tl::make_unexpected(column.error());
    shown.columns_.push_back(
        {name, column->field == Field::parameter ? column->parameter : std::string(to_text(column->field))});
  }
  return shown;
}

void ShownParameters::write_dataset(JsonWriter& json, const Dataset& dataset) {
  if (all_) {
    writer_.write(json.key("parameters"), dataset.parameters);
    writer_.write(json.key("sampleParameters"), dataset.sample_parameters);
  }
  if (columns_.empty()) return;
  json.key("parameters").begin_object();
  for (const auto& column : columns_) {
    const auto* parameter = find(dataset.parameters, column.name);
    if (!parameter) parameter = find(dataset.sample_parameters, column.name);
    if (parameter) writer_.write(json, *parameter);
  }
  json.end_object();
}

void ShownParameters::write_columns(JsonWriter& json) const {
  if (columns_.empty()) return;
  json.key("columns").begin_array();
  for (const auto& column : columns_) {
    json.begin_object().member("asked", column.asked).member("name", column.name);
    if (field_named(column.name) == Field::parameter)
      write_optional(json, "unit", unit_of({Field::parameter, column.name}, *definitions_));
    json.end_object();
  }
  json.end_array();
}

}  // namespace weft
