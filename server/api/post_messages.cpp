#include "api/post_messages.h"

#include "api/answer.h"
#include "api/http/errors.h"
#include "api/query_reader.h"
#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

constexpr std::string_view kUsualDestination = "/queue/icatIngest";
constexpr std::size_t kLongestName = 1000;

bool is_ndjson(std::string_view content_type) {
  std::string type = lower(trim(content_type.substr(0, content_type.find(';'))));
  return type == "application/x-ndjson" || type == "application/ndjson" || type == "application/jsonl";
}

// A message a line when the sender says so, else the body is one.
std::vector<std::string_view> bodies_of(const Request& request) {
  if (!is_ndjson(request.content_type)) return {request.body};
  return split_ndjson(request.body);
}

struct Delivery {
  std::vector<Message> messages;
  bool wait = false;
};

Result<Delivery> read_delivery(const Request& request) {
  QueryReader query(request);
  std::string destination = query.text("destination");
  Delivery delivery;
  delivery.wait = query.truth("wait");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  if (destination.empty()) destination = kUsualDestination;
  if (is_act_destination(destination))
    return fail(ErrorCode::forbidden, "nobody sends to " + destination + ": use the requests made for it",
                "destination");
  if (destination.front() != '/' || destination.size() > kLongestName)
    return fail(ErrorCode::invalid, "destination is like /queue/icatIngest", "destination");
  if (trim(request.body).empty())
    return fail(ErrorCode::invalid, "the body is empty: send a message as body (XML or JSON, see spec/messages.md)",
                "body");
  for (std::string_view body : bodies_of(request)) {
    Message message;
    message.source = "http " + request.peer;
    message.destination = destination;
    message.content_type = is_ndjson(request.content_type) ? "application/json" : request.content_type;
    message.body = body;
    message.principal = request.asker.principal;
    delivery.messages.push_back(std::move(message));
  }
  return delivery;
}

Response accepted(std::size_t count, Seq last, std::optional<bool> applied) {
  JsonWriter json;
  json.begin_object().member("accepted", count);
  if (applied) json.member("applied", *applied);
  return answer_with_seq(json, last, 202);
}

}  // namespace

void PostMessages::operator()(const Request& request, const Reply& reply) const {
  auto delivery = read_delivery(request);
  if (!delivery) return reply(error_response(delivery.error()));
  auto count = delivery->messages.size();
  accept(std::move(delivery->messages), [this, reply, count, wait = delivery->wait](const Result<Seq>& last) {
    if (!last) return reply(error_response(last.error()));
    if (!wait) return reply(accepted(count, *last, {}));
    loop.post([this, reply, count, last = *last] {
      gate.when(last, [reply, count, last](bool in_time) { reply(accepted(count, last, in_time)); });
    });
  });
}

}  // namespace weft
