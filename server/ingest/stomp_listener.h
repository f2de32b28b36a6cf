// StompListener: sockets in front of StompSession, and the Inbox behind it. In: bytes of many clients. Out: Messages to
// `accept`; a RECEIPT only after it said they are durable. The loop's thread.
#pragma once
#include <unordered_set>

#include "ingest/inbox.h"
#include "ingest/stomp_session.h"
#include "net/net.h"

namespace weft {

struct StompListenerOptions {
  StompOptions session;
  // A client with more than this not durable yet is not read from: its own socket holds it back.
  std::size_t pending_messages = 4000;
  std::size_t pending_bytes = 8u << 20;
};

class StompConnection;

class StompListener {
 public:
  StompListener(Loop& loop, Accept accept, const Clock& clock, StompListenerOptions options = {});

  Result<std::uint16_t> listen(const std::string& address);
  // Takes no new frames; what was accepted becomes durable, its receipts are sent, then the connections end. `done`
  // when there are none. The loop must have stopped listening.
  void drain(std::function<void()> done);
  std::size_t connections() const { return connections_.size(); }

 private:
  friend class StompConnection;
  void left(StompConnection& connection);

  Loop& loop_;
  const Accept accept_;
  const Clock& clock_;
  const StompListenerOptions options_;
  std::unordered_set<StompConnection*> connections_;
  std::function<void()> drained_;
};

}  // namespace weft
