// One STOMP connection, seen from Weft, without sockets: bytes and times in; bytes to send and Messages out. The owner
// makes the Messages durable and says so by ticket; only then a RECEIPT is sent. One thread a session.
//
// Accepts CONNECT/STOMP, SEND, BEGIN/COMMIT/ABORT, DISCONNECT. Whoever subscribes is told to ask the broker. After an
// ERROR nothing more is read or sent; what was accepted before stays accepted.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "ingest/stomp_frame.h"
#include "model/message.h"

namespace weft {

struct StompOptions {
  std::string source = "stomp";  // of its Messages: "stomp 127.0.0.1:54321"
  std::string server = "Weft/0.1";
  std::string session = "weft";                    // told to the client, which only shows it
  std::chrono::milliseconds send_every{10'000};    // heart-beats we can send; 0 none
  std::chrono::milliseconds expect_every{10'000};  // heart-beats we would like; 0 none
  std::chrono::milliseconds connect_within{10'000};
  std::size_t transaction_bytes = std::size_t{64} << 20;  // held for all open transactions together
  std::size_t transactions = 100;
  StompLimits limits;
};

// A Message that waits to be made durable; `ticket` is to be given back to committed() or refused().
struct StompAccepted {
  std::uint64_t ticket = 0;
  Message message;
};

class StompSession {
 public:
  StompSession(StompOptions options, Time now);

  void received(std::string_view bytes, Time now);
  // Call at wake_at() or at any other time: heart-beats, and whether the peer is dead.
  void idle(Time now);
  Time wake_at() const;  // Time::max() when there is nothing to wait for

  void committed(std::uint64_t ticket);
  void refused(std::uint64_t ticket, const Error& why);

  std::string take_output();                   // bytes to send now
  std::vector<StompAccepted> take_accepted();  // in the order sent
  // Send take_output(), then close. The reason is for the log; "" after a DISCONNECT.
  bool closing() const { return closing_; }
  const std::string& close_reason() const { return close_reason_; }
  std::size_t open_tickets() const { return open_.size(); }
  StompVersion version() const { return version_; }

 private:
  // A RECEIPT owed once all these are durable: of a COMMIT or a DISCONNECT.
  struct Barrier {
    std::string receipt;
    std::set<std::uint64_t> waits_for;
    bool closes = false;
  };

  void take_frame(StompFrame frame);
  void connect(const StompFrame& frame);
  std::string agree_heart_beats(const StompFrame& frame);
  void send(StompFrame frame);
  void accept(StompFrame frame);
  void begin(const StompFrame& frame);
  void commit(const StompFrame& frame);
  void abort(const StompFrame& frame);
  void disconnect(const StompFrame& frame);
  std::vector<StompFrame>* transaction(const StompFrame& frame);
  void owe(std::string receipt, std::set<std::uint64_t> waits_for, bool closes);
  void settle_barriers(std::uint64_t ticket);
  void pass(const Barrier& barrier);
  void write(const StompFrame& frame);
  void write_receipt(const std::string& receipt);
  void fail_with(const Error& why, const std::string& receipt);
  void close(std::string reason);

  StompOptions options_;
  StompParser parser_;
  StompVersion version_ = StompVersion::v1_0;
  bool connected_ = false;
  bool disconnecting_ = false;
  bool closing_ = false;
  std::string close_reason_;
  std::string output_;
  std::vector<StompAccepted> accepted_;
  std::uint64_t next_ticket_ = 1;
  std::map<std::uint64_t, std::string> open_;  // not durable yet, and the receipt asked for ("" none)
  std::deque<Barrier> barriers_;
  std::map<std::string, std::vector<StompFrame>> transactions_;
  std::size_t held_bytes_ = 0;
  std::chrono::milliseconds send_every_{0};    // agreed
  std::chrono::milliseconds expect_every_{0};  // agreed
  Time started_;
  Time now_;
  Time last_received_;
  Time last_sent_;
};

}  // namespace weft
