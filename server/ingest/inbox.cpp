#include "ingest/inbox.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "ingest/ahead.h"
#include "ingest/leftovers.h"
#include "ingest/processing.h"

namespace weft {
namespace {

constexpr auto kAfterFailure = std::chrono::milliseconds(200);
constexpr std::size_t kWorthHelp = 4;  // messages; for fewer, waking the other thread costs more than it saves

// What is told cannot be taken back: whoever fails to hear it is logged, and the others hear it still.
template <class Tell>
void guarded(Tell&& tell) {
  try {
    tell();
  } catch (const std::exception& failure) {
    log_error(std::string("a message was kept, and telling so failed: ") + failure.what());
  } catch (...) {
    log_error("a message was kept, and telling so failed");
  }
}

}  // namespace

struct Inbox::State {
  Store& store;
  const Catalogue& catalogue;
  const Clock& clock;
  const InboxOptions options;
  std::function<void(Seq)> tell_applied;

  mutable std::mutex mutex;
  std::condition_variable work, visible;
  std::deque<std::shared_ptr<Delivery>> queue;
  bool resting = false;        // the writer waits for work
  std::size_t held_bytes = 0;  // in memory: queued, or durable and not yet catalogued
  bool stopping = false;
  std::chrono::steady_clock::time_point finish_until;  // when stopping
  Seq applied;
  InboxCounts counts;

  // The writer's thread only. Durable, not yet catalogued; the look at the first `looking` of them is counted, durably,
  // and this turn takes it.
  std::deque<Delivered> backlog;
  std::size_t backlog_bytes = 0;
  std::size_t looking = 0;
  Ahead ahead;
  std::thread thread;

  using Batch = std::vector<std::shared_ptr<Delivery>>;

  // What a turn did, told once it is durable.
  struct Turn {
    Seq done;  // the last message catalogued
    InboxCounts counts;
    std::vector<Seq> last;           // of each delivery
    std::size_t released_bytes = 0;  // of what was catalogued
  };

  State(Store& s, const Catalogue& c, const Clock& k, InboxOptions o)
      : store(s), catalogue(c), clock(k), options(o), ahead(s, c) {}

  void run() {
    Batch batch;
    for (bool look_further = true; next_batch(batch, look_further); batch.clear()) {
      Turn turned;
      try {
        turned = turn(batch, look_further);
      } catch (const std::exception& failure) {
        failed(batch, failure.what());
        continue;
      }
      publish(turned);
      tell(batch, turned);
    }
  }

  // False when stopping and there is nothing more to do. `look_further`: whether there is time to catalogue more than
  // what this turn must.
  bool next_batch(Batch& batch, bool& look_further) {
    std::unique_lock lock(mutex);
    resting = true;
    work.wait(lock, [&] { return stopping || !queue.empty() || !backlog.empty(); });
    resting = false;
    int messages = 0;
    std::size_t bytes = backlog_bytes;
    while (!queue.empty() && (stopping || may_take(batch, messages, bytes))) {
      messages += static_cast<int>(queue.front()->messages.size());
      bytes += queue.front()->bytes;
      batch.push_back(std::move(queue.front()));
      queue.pop_front();
    }
    look_further = !stopping || std::chrono::steady_clock::now() < finish_until;
    return !batch.empty() || looking > 0 || (look_further && !backlog.empty());
  }

  // The next delivery of the queue, after `messages` of this turn and with `bytes` to be catalogued: who delivers
  // faster than is catalogued waits.
  bool may_take(const Batch& batch, int messages, std::size_t bytes) const {
    if (!backlog.empty() && bytes > options.backlog_bytes) return false;
    const auto& next = *queue.front();
    return batch.empty() || (messages + std::ssize(next.messages) <= options.group &&
                             bytes - backlog_bytes + next.bytes <= options.group_bytes);
  }

  // One turn of the wheel: catalogue what was chosen for it, append what came, choose for the next, commit. Throws when
  // nothing of it was kept.
  Turn turn(Batch& batch, bool look_further) {
    auto writing = store.write();
    Turn turned;
    for (std::size_t i = 0; i < looking; ++i)
      count_state(process(backlog[i].message(), ahead.take(backlog[i]), catalogue, *writing), turned.counts);
    const auto before = backlog.size();
    try {
      const auto next = append(batch, look_further, *writing, turned);
      commit(*writing, turned);
      if (auto leavings = writing->take_leavings(); leavings.drafts.size() >= kWorthHelp)
        ahead.drop(std::make_shared<Leavings>(std::move(leavings)));
      drop_catalogued(turned);
      begin_next(batch, next);
    } catch (...) {
      backlog.resize(before);
      throw;
    }
    return turned;
  }

  // Answers how many the next turn will look at. Each such look is counted now.
  std::size_t append(const Batch& batch, bool look_further, Writing& writing, Turn& turned) {
    const auto known = backlog.size();
    for (const auto& delivery : batch)
      for (std::size_t i = 0; i < delivery->messages.size(); ++i) {
        delivery->messages[i].received_at = clock.now();
        ahead.packed(*delivery, i);
        backlog.push_back({delivery, i});
      }
    const auto next = look_further ? choose() : 0;
    count_looks(looking, looking + next, known, writing);
    for (const auto& delivery : batch) {
      Seq seq = writing.append(delivery->messages);
      for (auto& message : delivery->messages) {
        message.seq = seq, ++seq.value;
        message.packed_body = {};
      }
      turned.last.push_back({delivery->messages.empty() ? 0 : seq.value - 1});
      turned.counts.accepted += std::ssize(delivery->messages);
    }
    return next;
  }

  // As many of what is not catalogued after this turn as make one group.
  std::size_t choose() const {
    std::size_t count = 0, bytes = 0;
    while (looking + count < backlog.size() && count < static_cast<std::size_t>(options.group)) {
      bytes += bytes_of(backlog[looking + count].message());
      if (count > 0 && bytes > options.group_bytes) break;
      ++count;
    }
    return count;
  }

  // Of the backlog from `first` to `end`; those before `known` are in the log already.
  void count_looks(std::size_t first, std::size_t end, std::size_t known, Writing& writing) {
    std::vector<Seq> logged;
    for (auto i = first; i < end; ++i) {
      auto& message = backlog[i].message();
      if (i < known)
        logged.push_back(message.seq);
      else
        message.attempts = 1;
    }
    if (!logged.empty()) writing.count_attempts(logged);
  }

  static void commit(Writing& writing, Turn& turned) {
    const auto before = std::chrono::steady_clock::now();
    writing.commit();
    turned.counts.commit_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  }

  // After the commit: nothing may fail any more.
  void drop_catalogued(Turn& turned) noexcept {
    std::vector<Delivered> done;
    done.reserve(looking);
    for (; looking > 0; --looking) {
      turned.done = backlog.front().message().seq;
      turned.released_bytes += bytes_of(backlog.front().message());
      done.push_back(std::move(backlog.front()));
      backlog.pop_front();
    }
    backlog_bytes -= turned.released_bytes;
    if (done.size() >= kWorthHelp) ahead.drop(std::make_shared<std::vector<Delivered>>(std::move(done)));
  }

  // What the next turn looks at, and that look is counted: read ahead of it.
  void begin_next(const Batch& batch, std::size_t next) noexcept {
    for (const auto& delivery : batch) backlog_bytes += delivery->bytes;
    looking = next;
    if (looking >= kWorthHelp) ahead.read({backlog.begin(), backlog.begin() + static_cast<std::ptrdiff_t>(looking)});
  }

  static void count_state(MessageState state, InboxCounts& turned) {
    if (state == MessageState::catalogued) ++turned.catalogued;
    if (state == MessageState::refused) ++turned.refused;
    if (state == MessageState::waiting) ++turned.waiting;
  }

  void publish(const Turn& turned) {
    {
      std::lock_guard lock(mutex);
      if (turned.done > applied) applied = turned.done;
      held_bytes -= turned.released_bytes;
      counts.accepted += turned.counts.accepted;
      counts.catalogued += turned.counts.catalogued;
      counts.refused += turned.counts.refused;
      counts.waiting += turned.counts.waiting;
      counts.turns += 1;
      counts.commit_seconds += turned.counts.commit_seconds;
    }
    visible.notify_all();
    if (turned.done && tell_applied) guarded([&] { tell_applied(turned.done); });
  }

  static void tell(Batch& batch, const Turn& turned) {
    for (std::size_t i = 0; i < batch.size(); ++i)
      if (batch[i]->durable) guarded([&] { batch[i]->durable(turned.last[i]); });
  }

  // Nothing of the turn is durable. The senders are told; what was durable before is tried again.
  void failed(Batch& batch, const std::string& why) {
    log_error("the store failed, nothing of this turn was kept: " + why);
    for (const auto& delivery : batch)
      if (delivery->durable)
        guarded([&] {
          delivery->durable(
              fail(ErrorCode::unavailable, "the store failed and nothing was kept; send again later: " + why));
        });
    std::unique_lock lock(mutex);
    for (const auto& delivery : batch) held_bytes -= delivery->bytes;
    work.wait_for(lock, kAfterFailure, [&] { return stopping; });
    if (!stopping) return;
    backlog.clear(), backlog_bytes = 0,
                     looking = 0;  // they stay `received` and are finished at the next start, and so is what follows
    finish_until = {};
  }
};

Inbox::Inbox(Store& store, const Catalogue& catalogue, const Clock& clock, InboxOptions options)
    : state_(std::make_unique<State>(store, catalogue, clock, options)) {}

Inbox::~Inbox() { stop(); }

void Inbox::on_applied(std::function<void(Seq)> tell) { state_->tell_applied = std::move(tell); }

void Inbox::start() {
  finish_leftovers(state_->store, state_->catalogue, state_->options.group);
  state_->ahead.start();
  state_->applied = state_->store.read(Viewer::everybody())->status().applied;
  state_->thread = std::thread([this] { state_->run(); });
}

void Inbox::accept(std::vector<Message> messages, Durable durable) {
  auto delivery = std::make_shared<Delivery>(std::move(messages), std::move(durable));
  {
    std::lock_guard lock(state_->mutex);
    const bool full = state_->held_bytes > 0 && state_->held_bytes + delivery->bytes > state_->options.queue_bytes;
    if (!state_->stopping && !full) {
      state_->held_bytes += delivery->bytes;
      if (!state_->resting || delivery->messages.size() >= kWorthHelp) state_->ahead.pack(delivery);
      state_->queue.push_back(std::move(delivery));
      state_->work.notify_one();
      return;
    }
  }
  if (delivery->durable)
    delivery->durable(fail(ErrorCode::unavailable, "Weft takes no messages right now; send again in a moment"));
}

Seq Inbox::applied() const {
  std::lock_guard lock(state_->mutex);
  return state_->applied;
}

Result<Seq> Inbox::wait_applied(Seq seq, std::chrono::milliseconds patience) {
  std::unique_lock lock(state_->mutex);
  if (!state_->visible.wait_for(lock, patience, [&] { return state_->applied >= seq; }))
    return fail(ErrorCode::timed_out, "position " + std::to_string(seq.value) +
                                          " is not visible yet; the catalogue is at " +
                                          std::to_string(state_->applied.value) + ": ask again");
  return state_->applied;
}

InboxCounts Inbox::count() const {
  std::lock_guard lock(state_->mutex);
  auto counts = state_->counts;
  for (const auto& delivery : state_->queue) counts.queued += static_cast<std::int64_t>(delivery->messages.size());
  return counts;
}

void Inbox::stop() {
  {
    std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    state_->finish_until = std::chrono::steady_clock::now() + state_->options.finish_within;
  }
  state_->work.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
  state_->ahead.stop();
}

}  // namespace weft
