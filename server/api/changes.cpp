#include "api/changes.h"

#include "api/answer.h"
#include "api/asked_query.h"

namespace weft {
namespace {

constexpr std::string_view kEventStream = "text/event-stream";

// A position, or the id of an event, of which the feed reads the position; 0 when not given.
StreamId read_after(QueryReader& reader) {
  const auto text = reader.text("after");
  const auto after = text.empty() ? StreamId{} : read_stream_id(text);
  if (!after) reader.wrong("after", "is a position of the log, from 0 on");
  return after.value_or(StreamId{});
}

// Where the client was, by the header a browser sends when it connects again, or by `after` the first time.
Result<std::optional<StreamId>> read_since(const Request& request, QueryReader& reader) {
  const auto after = reader.text("after");
  const bool comes_back = !request.last_event_id.empty();
  const auto& said = comes_back ? request.last_event_id : after;
  if (said.empty()) return std::optional<StreamId>();
  auto since = read_stream_id(said);
  if (since) return since;
  const char* where = comes_back ? "Last-Event-ID" : "after";
  return fail(ErrorCode::invalid, std::string(where) + " is neither a position nor the id of an event that Weft gave",
              where);
}

}  // namespace

bool wants_stream(const Request& request) {
  if (request.accept.find(kEventStream) != std::string::npos) return true;
  for (const auto& [name, value] : request.query)
    if (name == "q") return true;
  return false;
}

Result<Response> ListChanges::operator()(const Request& request) const {
  QueryReader query(request);
  const auto after = read_after(query);
  int limit = query.limit(100);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  JsonWriter json;
  json.begin_object().key("changes").begin_array();
  for (const auto& change : reading->changes(after.seq, limit)) {
    json.begin_object().member("seq", change.seq).member("at", change.at).member("what", to_text(change.what));
    if (change.id) json.member("id", change.id);
    json.member("cause", change.cause);
    write_optional(json, "principal", change.principal.name);
    json.end_object();
  }
  json.end_array();
  return answer_with_seq(json, reading->status().applied);
}

Result<Response> FollowChanges::operator()(const Request& request) const {
  QueryReader reader(request);
  auto asked = read_asked_query(reader, store, request.asker.viewer);
  if (asked.nothing) reader.wrong("sample", "names none that is there");
  const auto since = read_since(request, reader);
  if (auto done = reader.done(); !done) return tl::make_unexpected(done.error());
  if (!since) return tl::make_unexpected(since.error());
  if (live.is_full())
    return fail(ErrorCode::unavailable,
                "as many queries are followed as this server can (" + std::to_string(live.most()) +
                    "): try again when somebody has left, or ask GET /api/v1/changes?after= now and then");
  // Whoever has an id of ours had this query accepted before: a name that nobody bears now is no typing error.
  const bool comes_back = *since && !(**since).mark.empty();
  const auto unknown = comes_back ? UnknownName::is_parameter : UnknownName::is_wrong;
  auto meaning = search.meaning(request.asker.viewer, asked.query, unknown, request.cancel);
  if (!meaning) return tl::make_unexpected(meaning.error());
  auto begun = Follower::begin({store, search}, request.asker.viewer, std::move(*meaning), *since, request.cancel);
  if (!begun) return tl::make_unexpected(begun.error());
  Response response;
  response.content_type = kEventStream;
  response.headers.emplace_back("X-Accel-Buffering", "no");  // for a proxy that would hold it back
  response.stream = [&live = live, follower = std::shared_ptr<Follower>(std::move(*begun))](auto stream) {
    live.follow(follower, std::move(stream));
  };
  return response;
}

}  // namespace weft
