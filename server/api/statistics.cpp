#include "api/statistics.h"

#include "api/answer.h"
#include "api/query_reader.h"

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

}  // namespace

Result<Response> ShowStatistics::operator()(const Request& request) const {
  QueryReader query(request);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  Counters total;
  if (auto all = reading->counters(CountBy::everything, {}); !all.empty()) total = all.front().counters;
  JsonWriter json;
  json.begin_object().key("total").begin_object();
  write_counters(json, total);
  json.end_object().key("instruments").begin_array();
  for (const auto& one : reading->counters(CountBy::instrument, {})) {
    json.begin_object().member("name", facility.instrument_name(one.group)).member("key", one.group);
    write_counters(json, one.counters);
    json.end_object();
  }
  json.end_array().key("types").begin_array();
  for (const auto& one : reading->counters(CountBy::type, {})) write_type(json, one);
  json.end_array();
  write_message_counts(json, *reading);
  return answer_with_seq(json, reading->status().applied);
}

Result<Response> ListChanges::operator()(const Request& request) const {
  QueryReader query(request);
  Seq after{query.number("after", 0, QueryReader::kLargestId, 0)};
  int limit = query.limit(100);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  JsonWriter json;
  json.begin_object().key("changes").begin_array();
  for (const auto& change : reading->changes(after, limit)) {
    json.begin_object().member("seq", change.seq).member("at", change.at).member("what", to_text(change.what));
    if (change.id) json.member("id", change.id);
    json.member("cause", change.cause);
    write_optional(json, "principal", change.principal.name);
    json.end_object();
  }
  json.end_array();
  return answer_with_seq(json, reading->status().applied);
}

}  // namespace weft
