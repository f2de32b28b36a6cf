#include "api/acts.h"

#include "ingest/reading.h"

namespace weft {

void Acts::send(const Request& request, std::vector<std::string> acts, Inbox::Durable durable) const {
  std::vector<Message> messages;
  for (auto& act : acts) {
    Message message;
    message.source = "http " + request.peer;
    message.destination = kActsDestination;
    message.content_type = "application/json";
    message.body = std::move(act);
    message.principal = request.asker.principal;
    messages.push_back(std::move(message));
  }
  accept_(std::move(messages), std::move(durable));
}

void Acts::perform(const Request& request, std::string act, std::function<void(Result<Message>)> done) const {
  send(request, {std::move(act)}, [this, done = std::move(done)](const Result<Seq>& seq) {
    if (!seq) return workers_.run([done, error = seq.error()] { done(tl::make_unexpected(error)); });
    loop_.post([this, done, seq = *seq] {
      gate_.when(seq, [this, done, seq](bool in_time) {
        workers_.run([this, done, seq, in_time] {
          if (in_time) return done(outcome(seq));
          done(fail(ErrorCode::timed_out,
                    "it is kept as message " + std::to_string(seq.value) +
                        " and will be done; ask again with at_least=" + std::to_string(seq.value),
                    std::to_string(seq.value)));
        });
      });
    });
  });
}

Result<Message> Acts::outcome(Seq seq) const {
  auto found = store_.read(Viewer::everybody())->messages_at({&seq, 1});
  if (found.empty()) return fail(ErrorCode::unavailable, "the act cannot be read again", std::to_string(seq.value));
  if (found.front().state == MessageState::refused)
    return fail(error_code(found.front().reason_code), found.front().reason, std::to_string(seq.value));
  return std::move(found.front());
}

}  // namespace weft
