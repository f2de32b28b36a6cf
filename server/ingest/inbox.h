// Inbox: the one writer. Every door hands its messages here; nobody else writes to the store.
//
// One thread turns a wheel: each turn is one transaction that (a) catalogues messages made durable by turns before, at
// most a group, each in its own savepoint, (b) appends what came in meanwhile, and (c) counts the look that the next
// turn takes at the next group; then one commit with fsync; then (d) the senders of (b) are told. So a sender waits for
// one fsync, one fsync serves everybody who came in the meantime, and a large delivery holds nobody up but for its
// appending. Nothing is acknowledged before it is durable. accept, applied, wait_applied, count: any thread. Callbacks
// run on the writer's thread, each exactly once, and must not block; one that throws is logged.
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
  int group = 1024;                       // messages a turn catalogues at most; a larger delivery is appended whole
  std::size_t group_bytes = 16u << 20;    // the same, in bytes
  std::size_t backlog_bytes = 64u << 20;  // durable and not catalogued; beyond this, who delivers waits for his receipt
  std::size_t queue_bytes = 256u << 20;   // not durable or not catalogued yet; beyond this, accept answers unavailable
  std::chrono::milliseconds finish_within{300};  // stop() catalogues that long, and leaves the rest to the next start
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

  // Finishes what a process before left received (leftovers.h), then starts the thread.
  void start();
  void accept(std::vector<Message> messages, Durable durable);
  // Everything up to here can be seen by a new Reading.
  Seq applied() const;
  // Blocks until applied() >= seq; Error timed_out after `patience`.
  Result<Seq> wait_applied(Seq seq, std::chrono::milliseconds patience);
  // Called after each commit with the new applied position. Set before start.
  void on_applied(std::function<void(Seq)> tell);
  InboxCounts count() const;
  // Refuses new messages, makes durable what is queued, tells the senders, catalogues for finish_within, ends the
  // thread. What is not catalogued yet is at the next start; having waited is no attempt.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The one verb of the Inbox that a door needs; tests put something else there.
using Accept = std::function<void(std::vector<Message>, Inbox::Durable)>;

}  // namespace weft
