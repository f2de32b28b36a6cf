#include "ingest/stomp_listener.h"

#include "base/log.h"

namespace weft {

// Messages of one connection keep their order: they are handed to the inbox in the order sent.
class StompConnection final : public Session {
 public:
  StompConnection(Connection& connection, StompListener& listener)
      : connection_(connection), listener_(listener), stomp_(options_for(connection, listener), listener.clock_.now()) {
    listener_.connections_.insert(this);
    settle();
  }
  ~StompConnection() override { listener_.left(*this); }

  void on_bytes(std::string_view bytes) override {
    if (ending_) return;
    stomp_.received(bytes, listener_.clock_.now());
    settle();
  }
  // What was sent before is kept; receipts for it still go out.
  void on_end() override { drain(); }
  void on_wake() override {
    stomp_.idle(listener_.clock_.now());
    settle();
  }

  void drain() {
    ending_ = true;
    connection_.pause_reading();
    settle();
  }

 private:
  static StompOptions options_for(const Connection& connection, const StompListener& listener) {
    StompOptions options = listener.options_.session;
    options.source = "stomp " + connection.peer();
    options.session = "weft-" + std::to_string(connection.number());
    return options;
  }

  void settle() {
    hand_over();
    if (auto bytes = stomp_.take_output(); !bytes.empty()) connection_.send(std::move(bytes));
    if (stomp_.closing() || (ending_ && pending_messages_ == 0)) return end();
    hold_back();
    wake();
  }

  void hand_over() {
    auto accepted = stomp_.take_accepted();
    if (accepted.empty()) return;
    std::vector<Message> messages;
    std::vector<std::uint64_t> tickets;
    std::size_t bytes = 0;
    for (auto& one : accepted) {
      bytes += one.message.body.size();
      tickets.push_back(one.ticket);
      messages.push_back(std::move(one.message));
    }
    pending_messages_ += tickets.size();
    pending_bytes_ += bytes;
    listener_.accept_(std::move(messages), [this, &loop = listener_.loop_, number = connection_.number(),
                                            tickets = std::move(tickets), bytes](const Result<Seq>& last) {
      loop.post_to(number, [this, tickets, bytes, last] { told(tickets, bytes, last); });
    });
  }

  void told(const std::vector<std::uint64_t>& tickets, std::size_t bytes, const Result<Seq>& last) {
    pending_messages_ -= tickets.size();
    pending_bytes_ -= bytes;
    for (auto ticket : tickets) last ? stomp_.committed(ticket) : stomp_.refused(ticket, last.error());
    settle();
  }

  void hold_back() {
    if (ending_) return;
    const auto& limits = listener_.options_;
    if (pending_messages_ > limits.pending_messages || pending_bytes_ > limits.pending_bytes)
      connection_.pause_reading();
    else if (pending_messages_ <= limits.pending_messages / 2 && pending_bytes_ <= limits.pending_bytes / 2)
      connection_.resume_reading();
  }

  void wake() {
    Time due = stomp_.wake_at();
    if (due == Time::max()) return connection_.wake_at({});
    connection_.wake_at(std::chrono::steady_clock::now() + (due - listener_.clock_.now()));
  }

  void end() {
    if (ended_) return;
    ended_ = ending_ = true;
    if (!stomp_.close_reason().empty()) log_info("stomp " + connection_.peer() + ": " + stomp_.close_reason());
    connection_.close_after_send();
  }

  Connection& connection_;
  StompListener& listener_;
  StompSession stomp_;
  std::size_t pending_messages_ = 0;
  std::size_t pending_bytes_ = 0;
  bool ending_ = false;  // no new frames
  bool ended_ = false;
};

StompListener::StompListener(Loop& loop, Accept accept, const Clock& clock, StompListenerOptions options)
    : loop_(loop), accept_(std::move(accept)), clock_(clock), options_(std::move(options)) {}

Result<std::uint16_t> StompListener::listen(const std::string& address) {
  ListenOptions options;
  options.address = address;
  options.option = "--stomp";
  options.max_unsent = 4u << 20;
  return loop_.listen(options,
                      [this](Connection& connection) { return std::make_unique<StompConnection>(connection, *this); });
}

void StompListener::drain(std::function<void()> done) {
  if (connections_.empty()) return done();
  drained_ = std::move(done);
  for (StompConnection* one : std::vector<StompConnection*>(connections_.begin(), connections_.end())) one->drain();
}

void StompListener::left(StompConnection& connection) {
  connections_.erase(&connection);
  if (connections_.empty() && drained_) loop_.post(std::exchange(drained_, nullptr));
}

}  // namespace weft
