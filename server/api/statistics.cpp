#include "api/statistics.h"

#include "api/answer.h"
#include "api/asked_query.h"
#include "api/sums.h"

namespace weft {
namespace {

void write_message_counts(JsonWriter& json, Reading& reading) {
  json.key("messages").begin_object();
  for (auto state : {MessageState::received, MessageState::catalogued, MessageState::refused, MessageState::waiting}) {
    MessageFilter filter;
    filter.state = state;
    json.member(to_text(state), reading.count_messages(filter));
  }
  json.end_object();
}

void write_type(JsonWriter& json, const Counted& one) {
  json.begin_object().member("type", one.group).member("datasets", one.counters.datasets);
  json.member("files", one.counters.files).member("volume", one.counters.volume).end_object();
}

void write_rows(JsonWriter& json, const Statistics& statistics) {
  json.key("groups").begin_array();
  for (const auto& row : statistics.rows) {
    json.begin_object().key("values").begin_array();
    for (const auto& value : row.values) json.value(value);
    json.end_array();
    write_counters(json, row.counters);
    json.end_object();
  }
  json.end_array();
}

Result<Response> whole_catalogue(const ShowStatistics& show, const Request& request) {
  const auto sums =
      sum_up(show.store, show.search, request, {}, {CountBy::everything, CountBy::instrument, CountBy::type});
  if (!sums) return tl::make_unexpected(sums.error());
  const auto& total = sums->by.at(0);
  JsonWriter json;
  json.begin_object().key("total").begin_object();
  write_counters(json, total.empty() ? Counters{} : total.front().counters);
  json.end_object().key("instruments").begin_array();
  for (const auto& one : sums->by.at(1)) {
    json.begin_object().member("name", show.search.definitions().facility.instrument_name(one.group));
    json.member("key", one.group);
    write_counters(json, one.counters);
    json.end_object();
  }
  json.end_array().key("types").begin_array();
  for (const auto& one : sums->by.at(2)) write_type(json, one);
  json.end_array();
  write_message_counts(json, *sums->reading);
  return answer_with_seq(json, sums->seq);
}

Response grouped(const Statistics& statistics) {
  JsonWriter json;
  json.begin_object().key("total").begin_object();
  write_counters(json, statistics.total);
  json.end_object().key("by").begin_array();
  for (const auto& by : statistics.by) json.value(by);
  json.end_array();
  write_rows(json, statistics);
  json.member("partial", statistics.partial);
  return answer_with_seq(json, statistics.seq);
}

}  // namespace

bool wants_groups(const Request& request) {
  for (const auto& [name, value] : request.query)
    if (name != "at_least") return true;
  return false;
}

Result<Response> ShowStatistics::operator()(const Request& request) const {
  QueryReader reader(request);
  auto asked = read_asked_query(reader, store, request.asker.viewer);
  asked.query.by = split_names(reader.text("by"));
  if (auto done = reader.done(); !done) return tl::make_unexpected(done.error());
  if (!wants_groups(request)) return whole_catalogue(*this, request);
  Statistics statistics;
  statistics.by = asked.query.by;
  if (asked.nothing) {
    statistics.seq = store.read(request.asker.viewer)->status().applied;
  } else {
    auto found = search.statistics(request.asker.viewer, asked.query, request.cancel);
    if (!found) return tl::make_unexpected(found.error());
    statistics = *std::move(found);
  }
  return grouped(statistics);
}

}  // namespace weft
