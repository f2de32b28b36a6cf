// Inbox: the one writer. Every door hands its messages here; nobody else writes to the store.
//
// One thread turns a wheel: each turn is one transaction that (a) catalogues the messages made durable by the turn
// before, each in its own savepoint, and (b) appends those that came in meanwhile; then one commit with fsync; then (c)
// the senders of (b) are told. So a sender waits for one fsync, and one fsync serves everybody who came in the
// meantime. Nothing is acknowledged before it is durable. accept, applied, wait_applied, count: any thread. Callbacks
// run on the writer's thread and must not block.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "catalogue/catalogue.h"
#include "model/message.h"
#include "store/store.h"

namespace weft {

struct InboxOptions {
  int group = 512;                       // messages a turn takes at most
  std::size_t queue_bytes = 256u << 20;  // beyond this, accept answers unavailable
};

struct InboxCounts {
  std::int64_t accepted = 0;  // made durable since start
  std::int64_t catalogued = 0;
  std::int64_t refused = 0;
  std::int64_t waiting = 0;
  std::int64_t turns = 0;     // transactions
  std::int64_t queued = 0;    // in memory now
  double commit_seconds = 0;  // spent in commits (fsync)
};

class Inbox {
 public:
  // Told once its messages are durable: the position of the last one (they are consecutive), or why not.
  using Durable = std::function<void(Result<Seq> last)>;

  Inbox(Store& store, const Catalogue& catalogue, const Clock& clock, InboxOptions options = {});
  ~Inbox();

  // Finishes what a process before left received (poison rule: a third crash on one message refuses it), then starts
  // the thread.
  void start();
  void accept(std::vector<Message> messages, Durable durable);
  // Everything up to here can be seen by a new Reading.
  Seq applied() const;
  // Blocks until applied() >= seq; Error timed_out after `patience`.
  Result<Seq> wait_applied(Seq seq, std::chrono::milliseconds patience);
  // Called after each commit with the new applied position. Set before start.
  void on_applied(std::function<void(Seq)> tell);
  InboxCounts count() const;
  // Refuses new messages, makes durable what is queued, tells the senders, ends the thread. What is not catalogued yet
  // is at the next start.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The one verb of the Inbox that a door needs; tests put something else there.
using Accept = std::function<void(std::vector<Message>, Inbox::Durable)>;

}  // namespace weft
