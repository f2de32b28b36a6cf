#include "search/condition.h"

#include <algorithm>
#include <array>

namespace weft {
namespace {

constexpr std::array<std::string_view, 17> kNames = {
    "",         "id",        "type",    "instrument", "proposal", "investigation", "sample",   "sampleId", "name",
    "location", "startDate", "endDate", "fileCount",  "volume",   "state",         "complete", "job"};
static_assert(kNames.size() == static_cast<std::size_t>(Field::job) + 1);

}  // namespace

std::string_view to_text(Field field) { return kNames[static_cast<std::size_t>(field)]; }

Field field_named(std::string_view name) {
  if (name.empty()) return Field::parameter;
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  return found == kNames.end() ? Field::parameter : static_cast<Field>(found - kNames.begin());
}

const std::vector<Field>& all_fields() {
  static const auto fields = [] {
    std::vector<Field> all;
    for (std::size_t i = 1; i < kNames.size(); ++i) all.push_back(static_cast<Field>(i));
    return all;
  }();
  return fields;
}

bool is_number(Field field) {
  switch (field) {
    case Field::id:
    case Field::investigation:
    case Field::sample_id:
    case Field::start_date:
    case Field::end_date:
    case Field::file_count:
    case Field::volume:
      return true;
    default:
      return false;
  }
}

bool is_time(Field field) { return field == Field::start_date || field == Field::end_date; }

}  // namespace weft
