#include "api/messages.h"

#include "api/answer.h"
#include "api/http/errors.h"
#include "api/query_reader.h"
#include "api/request_json.h"
#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

constexpr int kMostReplayed = 100'000;

void write_message(JsonWriter& json, const Message& message) {
  json.member("seq", message.seq).member("receivedAt", message.received_at).member("source", message.source);
  json.member("destination", message.destination).member("contentType", message.content_type);
  write_optional(json, "brokerId", message.broker_id);
  json.member("state", to_text(message.state));
  write_optional(json, "reasonCode", message.reason_code);
  write_optional(json, "reason", message.reason);
  json.member("attempts", message.attempts);
  if (message.dataset) json.member("dataset", message.dataset);
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kDigits[group >> (18 - 6 * k) & 63];
  }
  return out;
}

MessageFilter read_filter(QueryReader& query) {
  MessageFilter filter;
  const std::vector<std::string_view> states = {"received", "catalogued", "refused", "waiting", "any"};
  auto state = query.choice("state", states, 4);
  if (state < 4) filter.state = static_cast<MessageState>(state);
  filter.destination = query.text("destination");
  filter.reason_code = query.text("code");
  filter.newest_first = query.choice("order", {"oldest", "newest"}, 0) == 1;
  Seq after{query.number("after", 0, QueryReader::kLargestId, 0)};
  (filter.newest_first ? filter.before : filter.after) = after;
  filter.limit = query.limit();
  return filter;
}

// The positions of up to kMostReplayed messages in that state.
std::vector<Seq> find_messages(Reading& reading, const ReplayRequest& wanted) {
  MessageFilter filter;
  MessageState state{};
  read_message_state(wanted.state, state);
  filter.state = state;
  filter.destination = wanted.destination;
  filter.reason_code = wanted.code;
  filter.limit = kMostReplayed;
  std::vector<Seq> found;
  for (const auto& message : reading.messages(filter))
    if (!is_act_destination(message.destination)) found.push_back(message.seq);
  return found;
}

// Each of these can be looked at again, or which cannot and why.
Result<void> check_replayable(Reading& reading, const std::vector<Seq>& seqs) {
  for (const auto& seq : seqs) {
    const auto text = std::to_string(seq.value);
    const auto found = reading.messages_at({&seq, 1});
    if (found.empty()) return nothing_there("message", text);
    const auto state = found.front().state;
    if (is_act_destination(found.front().destination))
      return fail(ErrorCode::conflict, "message " + text + " is an act: it is done anew, not replayed", text);
    if (state != MessageState::refused && state != MessageState::waiting)
      return fail(ErrorCode::conflict,
                  "message " + text + " is " + std::string(to_text(state)) +
                      ": only messages that are refused or waiting can be replayed",
                  text);
  }
  return {};
}

// One act names one message: it takes that message's place in the feed.
std::vector<std::string> replay_acts(const std::vector<Seq>& seqs) {
  std::vector<std::string> acts;
  for (const auto seq : seqs) acts.push_back(write_act(Replay{{seq}}));
  return acts;
}

Response replaying(std::size_t count, Seq seq) {
  JsonWriter json;
  json.begin_object().member("accepted", count);
  return answer_with_seq(json, seq, 202);
}

}  // namespace

Result<Response> ListMessages::operator()(const Request& request) const {
  QueryReader query(request);
  MessageFilter filter = read_filter(query);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  auto total = reading->count_messages(filter);
  int limit = filter.limit++;
  auto messages = reading->messages(filter);
  bool more = messages.size() > static_cast<std::size_t>(limit);
  if (more) messages.resize(static_cast<std::size_t>(limit));
  JsonWriter json;
  json.begin_object().member("total", total).key("messages").begin_array();
  for (const auto& message : messages) {
    json.begin_object();
    write_message(json, message);
    json.end_object();
  }
  json.end_array();
  if (more) json.member("nextCursor", std::to_string(messages.back().seq.value));
  return answer_with_seq(json, reading->status().applied);
}

Result<Response> ShowMessage::operator()(const Request& request) const {
  auto id = path_id(request, "message");
  QueryReader query(request);
  if (!id) return tl::make_unexpected(id.error());
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  Seq asked{*id};
  auto found = reading->messages_at({&asked, 1});
  if (found.empty()) return nothing_there("message", request.named.at(0));
  const std::string& body = found.front().body;
  JsonWriter json;
  json.begin_object().key("message").begin_object();
  write_message(json, found.front());
  is_utf8(body) ? json.member("body", body) : json.member("bodyBase64", base64(body));
  json.end_object();
  return answer_with_seq(json, reading->status().applied);
}

void ReplayMessages::operator()(const Request& request, const Reply& reply) const {
  QueryReader query(request);
  if (auto done = query.done(); !done) return reply(error_response(done.error()));
  auto wanted = read_replay_request(request.body);
  if (!wanted) return reply(error_response(wanted.error()));
  auto reading = store.read(request.asker.viewer);
  if (auto fit = check_replayable(*reading, wanted->messages); !fit) return reply(error_response(fit.error()));
  const auto seqs = wanted->messages.empty() ? find_messages(*reading, *wanted) : wanted->messages;
  if (seqs.empty()) return reply(replaying(0, reading->status().applied));
  acts.send(request, replay_acts(seqs), [reply, count = seqs.size()](const Result<Seq>& seq) {
    reply(seq ? replaying(count, *seq) : error_response(seq.error()));
  });
}

}  // namespace weft
