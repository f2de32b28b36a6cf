#include "search/find.h"

#include <charconv>

namespace weft {
namespace {

constexpr int kMostPerPage = 1000;

Result<DatasetId> read_cursor(const std::string& cursor) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), id);
  if (!cursor.empty() && (error != std::errc{} || end != cursor.data() + cursor.size() || id < 0))
    return fail(ErrorCode::invalid, "cursor is not one that Weft gave: take nextCursor of the page before", cursor);
  return DatasetId{id};
}

}  // namespace

Result<Page> find(Reading& reading, const Facility& facility, const Query& query) {
  if (!query.expression.empty())
    return fail(ErrorCode::unsupported,
                "the search language is not served yet; filter by proposal, instrument, investigation, sample, type, "
                "name, location",
                "q");
  if (query.limit < 1 || query.limit > kMostPerPage)
    return fail(ErrorCode::invalid, "limit is between 1 and 1000", std::to_string(query.limit));
  const auto after = read_cursor(query.cursor);
  if (!after) return tl::make_unexpected(after.error());
  DatasetFilter filter;
  filter.proposal = facility.proposal_key(query.proposal);
  filter.instrument = facility.instrument_key(query.instrument);
  filter.investigation = query.investigation;
  filter.sample = query.sample;
  filter.type = query.type;
  filter.name = query.name;
  filter.with_deleted = query.with_deleted;
  if (!query.location.empty()) {
    const auto location = facility.path(query.location);
    if (!location) return fail(ErrorCode::invalid, "location is an absolute path", query.location);
    filter.location = *location;
  }
  Page page;
  page.seq = reading.status().applied;
  page.total = reading.count(filter);
  page.datasets = reading.list(filter, *after, query.limit + 1);
  if (static_cast<int>(page.datasets.size()) > query.limit) {
    page.datasets.resize(query.limit);
    page.next_cursor = std::to_string(page.datasets.back().value);
  }
  return page;
}

}  // namespace weft
