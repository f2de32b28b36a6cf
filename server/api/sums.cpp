#include "api/sums.h"

namespace weft {
namespace {

Field field_of(CountBy by) {
  switch (by) {
    case CountBy::investigation:
      return Field::investigation;
    case CountBy::sample:
      return Field::sample_id;
    case CountBy::instrument:
      return Field::instrument;
    default:
      return Field::type;
  }
}

bool is_by_id(CountBy by) { return by == CountBy::investigation || by == CountBy::sample; }

std::vector<Counted> counted_of(const std::vector<Group>& groups, CountBy by) {
  std::vector<Counted> all;
  for (const auto& [values, counters] : groups) {
    if (!is_by_id(by))
      all.push_back({0, values.at(0), counters});
    else if (!values.at(0).empty())
      all.push_back({std::stoll(values.at(0)), "", counters});
  }
  return all;
}

Query query_of(const DatasetFilter& filter) {
  Query query;
  query.proposal = filter.proposal;
  query.instrument = filter.instrument;
  query.investigation = filter.investigation;
  return query;
}

Result<Sums> from_engine(const Search& search, const Request& request, const DatasetFilter& filter,
                         const std::vector<CountBy>& by) {
  std::vector<Field> fields;
  for (const auto one : by)
    if (one != CountBy::everything) fields.push_back(field_of(one));
  const auto counts = search.counted(request.asker.viewer, query_of(filter), fields, request.cancel);
  if (!counts) return tl::make_unexpected(counts.error());
  Sums sums{{}, counts->seq, nullptr};
  auto groups = counts->groups.begin();
  for (const auto one : by)
    sums.by.push_back(one == CountBy::everything ? std::vector<Counted>{{0, "all", counts->total}}
                                                 : counted_of(*groups++, one));
  return sums;
}

}  // namespace

// The reading begins after the engine was asked: whatever the sums name is there.
Result<Sums> sum_up(Store& store, const Search& search, const Request& request, const DatasetFilter& filter,
                    const std::vector<CountBy>& by) {
  if (request.engine_may_answer) {
    auto sums = from_engine(search, request, filter, by);
    if (sums) sums->reading = store.read(request.asker.viewer);
    return sums;
  }
  Sums sums;
  sums.reading = store.read(request.asker.viewer);
  sums.seq = sums.reading->status().applied;
  for (const auto one : by) sums.by.push_back(sums.reading->counters(one, filter));
  return sums;
}

void sum_up_before_asked(const Search& search, const Cancel& cancel) {
  const auto everybody = Viewer::everybody();
  static_cast<void>(search.counted(everybody, {}, {Field::instrument, Field::type, Field::investigation}, cancel));
  for (const char* charted : {"month", "technique"}) {
    Query query;
    query.by = {charted};
    static_cast<void>(search.statistics(everybody, query, cancel));
  }
}

}  // namespace weft
