#include "api/investigations.h"

#include <algorithm>
#include <unordered_map>

#include "api/answer.h"
#include "api/query_reader.h"
#include "api/sums.h"

namespace weft {
namespace {

using CountersById = std::unordered_map<std::int64_t, Counters>;

CountersById by_id(const std::vector<Counted>& counted) {
  CountersById counters;
  for (const auto& one : counted) counters.emplace(one.id, one.counters);
  return counters;
}

Counters of(const CountersById& counters, std::int64_t id) {
  auto found = counters.find(id);
  return found == counters.end() ? Counters{} : found->second;
}

// What is listed: a slot stands by itself (a restricted viewer sees it when it holds something for him), the
// unscheduled investigation of a pair is there as long as datasets are in it, and a sample as long as a dataset names
// it.
bool is_listed(const Investigation& one, const CountersById& counters, const Viewer& viewer) {
  const bool stands_alone = viewer.sees_all() && one.kind != SlotKind::unscheduled;
  return stands_alone || counters.contains(one.id.value);
}
bool is_listed(const Sample& one, const CountersById& counters, const Viewer&) {
  return counters.contains(one.id.value);
}

template <class Thing>
void keep_listed(std::vector<Thing>& things, const CountersById& counters, const Viewer& viewer) {
  std::erase_if(things, [&](const Thing& thing) { return !is_listed(thing, counters, viewer); });
}

// The page of `things` after `cursor`, by id. Answers the cursor of the next page.
template <class Thing>
std::string cut_page(std::vector<Thing>& things, std::int64_t cursor, int limit) {
  std::sort(things.begin(), things.end(), [](const Thing& a, const Thing& b) { return a.id < b.id; });
  std::erase_if(things, [&](const Thing& thing) { return thing.id.value <= cursor; });
  if (things.size() <= static_cast<std::size_t>(limit)) return "";
  things.resize(static_cast<std::size_t>(limit));
  return std::to_string(things.back().id.value);
}

void write_investigation(JsonWriter& json, const Investigation& one, const Counters& counters,
                         const Facility& facility) {
  constexpr std::string_view kKinds[] = {"official", "declared", "unscheduled"};
  json.member("id", one.id).member("proposal", one.proposal);
  json.member("instrument", facility.instrument_name(one.instrument));
  json.member("kind", kKinds[static_cast<int>(one.kind)]);
  if (one.start) json.member("startDate", *one.start);
  if (one.end) json.member("endDate", *one.end);
  write_optional(json, "title", one.title);
  write_optional(json, "visit", one.visit);
  write_optional(json, "externalId", one.external_id);
  write_counters(json, counters);
}

using InvestigationsById = std::unordered_map<std::int64_t, Investigation>;

InvestigationsById investigations_of(Reading& reading, const std::vector<Sample>& samples) {
  std::vector<InvestigationId> ids;
  for (const auto& sample : samples) ids.push_back(sample.investigation);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  InvestigationsById found;
  for (auto& one : reading.investigations_at(ids)) found.emplace(one.id.value, std::move(one));
  return found;
}

void write_sample(JsonWriter& json, const Sample& sample, const InvestigationsById& investigations,
                  const Counters& counters, const Facility& facility) {
  json.member("id", sample.id).member("name", sample.name).member("investigation", sample.investigation);
  if (auto found = investigations.find(sample.investigation.value); found != investigations.end()) {
    json.member("proposal", found->second.proposal);
    json.member("instrument", facility.instrument_name(found->second.instrument));
  }
  write_counters(json, counters);
}

// The filters all three lists share.
struct Wanted {
  DatasetFilter filter;
  std::int64_t cursor = 0;
  int limit = 50;
};

Wanted read_wanted(QueryReader& query, const Facility& facility) {
  Wanted wanted;
  wanted.filter.proposal = facility.proposal_key(query.text("proposal"));
  wanted.filter.instrument = facility.instrument_key(query.text("instrument"));
  wanted.limit = query.limit();
  wanted.cursor = query.number("cursor", 0, QueryReader::kLargestId, 0);
  return wanted;
}

}  // namespace

Result<Response> ListInvestigations::operator()(const Request& request) const {
  QueryReader query(request);
  const Facility& facility = search.definitions().facility;
  Wanted wanted = read_wanted(query, facility);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  const auto sums = sum_up(store, search, request, wanted.filter, {CountBy::investigation});
  if (!sums) return tl::make_unexpected(sums.error());
  const auto counters = by_id(sums->by.at(0));
  auto found = sums->reading->investigations(wanted.filter.proposal, wanted.filter.instrument);
  keep_listed(found, counters, request.asker.viewer);
  JsonWriter json;
  json.begin_object().member("total", found.size());
  auto next = cut_page(found, wanted.cursor, wanted.limit);
  json.key("investigations").begin_array();
  for (const auto& one : found) {
    json.begin_object();
    write_investigation(json, one, of(counters, one.id.value), facility);
    json.end_object();
  }
  json.end_array();
  write_optional(json, "nextCursor", next);
  return answer_with_seq(json, sums->seq);
}

Result<Response> ShowInvestigation::operator()(const Request& request) const {
  auto id = path_id(request, "investigation");
  QueryReader query(request);
  if (!id) return tl::make_unexpected(id.error());
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  InvestigationId asked{*id};
  auto found = reading->investigations_at({&asked, 1});
  DatasetFilter filter;
  filter.investigation = asked;
  auto counters = by_id(reading->counters(CountBy::investigation, filter));
  keep_listed(found, counters, request.asker.viewer);
  if (found.empty()) return nothing_there("investigation", request.named.at(0));
  JsonWriter json;
  json.begin_object();
  write_investigation(json, found.front(), of(counters, *id), facility);
  return answer_with_seq(json, reading->status().applied);
}

Result<Response> ListSamples::operator()(const Request& request) const {
  QueryReader query(request);
  const Facility& facility = search.definitions().facility;
  Wanted wanted = read_wanted(query, facility);
  wanted.filter.investigation = query.id<InvestigationId>("investigation");
  std::string name = query.text("name");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  const auto sums = sum_up(store, search, request, wanted.filter, {CountBy::sample});
  if (!sums) return tl::make_unexpected(sums.error());
  const auto counters = by_id(sums->by.at(0));
  auto found = sums->reading->samples(wanted.filter.investigation);
  auto investigations = investigations_of(*sums->reading, found);
  keep_listed(found, counters, request.asker.viewer);
  std::erase_if(found, [&](const Sample& sample) {
    auto home = investigations.find(sample.investigation.value);
    bool known = home != investigations.end();
    return (!name.empty() && sample.name != name) ||
           (!wanted.filter.proposal.empty() && !(known && home->second.proposal == wanted.filter.proposal)) ||
           (!wanted.filter.instrument.empty() && !(known && home->second.instrument == wanted.filter.instrument));
  });
  JsonWriter json;
  json.begin_object().member("total", found.size());
  auto next = cut_page(found, wanted.cursor, wanted.limit);
  json.key("samples").begin_array();
  for (const auto& one : found) {
    json.begin_object();
    write_sample(json, one, investigations, of(counters, one.id.value), facility);
    json.end_object();
  }
  json.end_array();
  write_optional(json, "nextCursor", next);
  return answer_with_seq(json, sums->seq);
}

Result<Response> ShowSample::operator()(const Request& request) const {
  auto id = path_id(request, "sample");
  QueryReader query(request);
  if (!id) return tl::make_unexpected(id.error());
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  SampleId asked{*id};
  auto found = reading->samples_at({&asked, 1});
  DatasetFilter filter;
  filter.sample = asked;
  auto counters = by_id(reading->counters(CountBy::sample, filter));
  keep_listed(found, counters, request.asker.viewer);
  if (found.empty()) return nothing_there("sample", request.named.at(0));
  JsonWriter json;
  json.begin_object();
  write_sample(json, found.front(), investigations_of(*reading, found), of(counters, *id), facility);
  return answer_with_seq(json, reading->status().applied);
}

Result<Response> ListInstruments::operator()(const Request& request) const {
  QueryReader query(request);
  const Facility& facility = search.definitions().facility;
  DatasetFilter filter;
  filter.proposal = facility.proposal_key(query.text("proposal"));
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  const auto sums = sum_up(store, search, request, filter, {CountBy::instrument});
  if (!sums) return tl::make_unexpected(sums.error());
  const auto& counted = sums->by.at(0);
  JsonWriter json;
  json.begin_object().member("total", counted.size()).key("instruments").begin_array();
  for (const auto& one : counted) {
    json.begin_object().member("name", facility.instrument_name(one.group)).member("key", one.group);
    write_counters(json, one.counters);
    json.end_object();
  }
  json.end_array();
  return answer_with_seq(json, sums->seq);
}

}  // namespace weft
