#include "ingest/inbox.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "ingest/processing.h"

namespace weft {
namespace {

constexpr int kPoisonAttempts = 3;
constexpr auto kAfterFailure = std::chrono::milliseconds(200);

// Messages that came in together and are answered together.
struct Delivery {
  std::vector<Message> messages;
  Inbox::Durable durable;
  std::size_t bytes = 0;
};

std::size_t bytes_of(const std::vector<Message>& messages) {
  std::size_t bytes = 0;
  for (const auto& message : messages) bytes += message.body.size() + sizeof(Message);
  return bytes;
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
  std::deque<Delivery> queue;
  std::size_t queued_bytes = 0;
  bool stopping = false;
  Seq applied;
  InboxCounts counts;

  std::vector<Message> durable_only;  // committed, not yet catalogued; the writer's thread only
  std::thread thread;

  State(Store& s, const Catalogue& c, const Clock& k, InboxOptions o) : store(s), catalogue(c), clock(k), options(o) {}

  // What the process before us left behind, one by one, so that a message that kills us is known by its attempts.
  void finish_received() {
    MessageFilter left;
    left.state = MessageState::received;
    left.limit = options.group;
    left.with_bodies = true;
    for (;;) {
      const auto messages = store.read(Viewer::everybody())->messages(left);
      if (messages.empty()) break;
      log_info("finishing " + std::to_string(messages.size()) + " messages received before the last stop");
      for (const auto& message : messages) finish_one(message);
    }
    applied = store.read(Viewer::everybody())->status().applied;
  }

  void finish_one(const Message& message) {
    if (message.attempts < kPoisonAttempts) {
      auto attempt = store.write();
      attempt->count_attempts({&message.seq, 1});
      attempt->commit();
    }
    auto writing = store.write();
    if (message.attempts < kPoisonAttempts)
      process(message, catalogue, *writing);
    else
      refuse_as_poison(message, catalogue, *writing);
    writing->commit();
  }

  void run() {
    std::vector<Delivery> batch;
    while (next_batch(batch)) {
      try {
        turn(batch);
      } catch (const std::exception& failure) {
        failed(batch, failure.what());
      }
      batch.clear();
    }
  }

  // False when stopping and all is done.
  bool next_batch(std::vector<Delivery>& batch) {
    std::unique_lock lock(mutex);
    work.wait(lock, [&] { return stopping || !queue.empty() || !durable_only.empty(); });
    int messages = 0;
    while (!queue.empty() && messages < options.group) {
      messages += static_cast<int>(queue.front().messages.size());
      queued_bytes -= queue.front().bytes;
      batch.push_back(std::move(queue.front()));
      queue.pop_front();
    }
    return !batch.empty() || !durable_only.empty();
  }

  // One turn of the wheel: catalogue what the last turn made durable, append what came since, commit, tell.
  void turn(std::vector<Delivery>& batch) {
    auto writing = store.write();
    InboxCounts turned;
    for (const auto& message : durable_only) count_state(process(message, catalogue, *writing), turned);
    std::vector<Message> fresh;
    for (auto& delivery : batch)
      for (auto& message : delivery.messages) {
        message.received_at = clock.now();
        message.attempts = 1;  // the look that the next turn takes
        fresh.push_back(std::move(message));
      }
    Seq seq;
    if (!fresh.empty()) seq = writing->append(fresh);
    const auto before = std::chrono::steady_clock::now();
    writing->commit();
    turned.commit_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
    writing.reset();
    const auto done = durable_only.empty() ? Seq{} : durable_only.back().seq;
    for (auto& message : fresh) message.seq = seq, ++seq.value;
    durable_only = std::move(fresh);
    turned.accepted = static_cast<std::int64_t>(durable_only.size());
    publish(done, turned);
    tell(batch);
  }

  static void count_state(MessageState state, InboxCounts& turned) {
    if (state == MessageState::catalogued) ++turned.catalogued;
    if (state == MessageState::refused) ++turned.refused;
    if (state == MessageState::waiting) ++turned.waiting;
  }

  void publish(Seq done, const InboxCounts& turned) {
    {
      std::lock_guard lock(mutex);
      if (done > applied) applied = done;
      counts.accepted += turned.accepted;
      counts.catalogued += turned.catalogued;
      counts.refused += turned.refused;
      counts.waiting += turned.waiting;
      counts.turns += 1;
      counts.commit_seconds += turned.commit_seconds;
    }
    visible.notify_all();
    if (done && tell_applied) tell_applied(done);
  }

  // The messages moved to durable_only in the order of the deliveries; each delivery is told the position of its last.
  void tell(std::vector<Delivery>& batch) {
    std::size_t told = 0;
    for (auto& delivery : batch) {
      told += delivery.messages.size();
      if (delivery.durable) delivery.durable(told == 0 ? Seq{} : durable_only[told - 1].seq);
    }
  }

  // Nothing of the turn is durable. The senders are told; what was durable before is tried again.
  void failed(std::vector<Delivery>& batch, const std::string& why) {
    log_error("the store failed, nothing of this turn was kept: " + why);
    for (auto& delivery : batch)
      if (delivery.durable)
        delivery.durable(
            fail(ErrorCode::unavailable, "the store failed and nothing was kept; send again later: " + why));
    std::unique_lock lock(mutex);
    work.wait_for(lock, kAfterFailure, [&] { return stopping; });
    if (stopping) durable_only.clear();  // they stay `received` and are finished at the next start
  }
};

Inbox::Inbox(Store& store, const Catalogue& catalogue, const Clock& clock, InboxOptions options)
    : state_(std::make_unique<State>(store, catalogue, clock, options)) {}

Inbox::~Inbox() { stop(); }

void Inbox::on_applied(std::function<void(Seq)> tell) { state_->tell_applied = std::move(tell); }

void Inbox::start() {
  state_->finish_received();
  state_->thread = std::thread([this] { state_->run(); });
}

void Inbox::accept(std::vector<Message> messages, Durable durable) {
  Delivery delivery{std::move(messages), std::move(durable), 0};
  delivery.bytes = bytes_of(delivery.messages);
  {
    std::lock_guard lock(state_->mutex);
    const bool full = state_->queued_bytes > 0 && state_->queued_bytes + delivery.bytes > state_->options.queue_bytes;
    if (!state_->stopping && !full) {
      state_->queued_bytes += delivery.bytes;
      state_->queue.push_back(std::move(delivery));
      state_->work.notify_one();
      return;
    }
  }
  if (delivery.durable)
    delivery.durable(fail(ErrorCode::unavailable, "Weft takes no messages right now; send again in a moment"));
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
  for (const auto& delivery : state_->queue) counts.queued += static_cast<std::int64_t>(delivery.messages.size());
  return counts;
}

void Inbox::stop() {
  {
    std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->work.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace weft
