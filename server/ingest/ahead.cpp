#include "ingest/ahead.h"

#include <condition_variable>
#include <deque>
#include <numeric>
#include <thread>

namespace weft {

std::size_t bytes_of(const Message& message) { return message.body.size() + sizeof(Message); }

Delivery::Delivery(std::vector<Message> all, Inbox::Durable tell)
    : messages(std::move(all)), durable(std::move(tell)), work(messages.size()) {
  bytes = std::accumulate(messages.begin(), messages.end(), std::size_t{0},
                          [](std::size_t sum, const Message& message) { return sum + bytes_of(message); });
}

struct Ahead::State {
  const Store& store;
  const Catalogue& catalogue;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::vector<Delivered>> to_read;
  std::deque<std::shared_ptr<void>> to_drop;
  std::deque<std::shared_ptr<Delivery>> to_pack;
  bool stopping = false;
  std::thread thread;

  State(const Store& s, const Catalogue& c) : store(s), catalogue(c) {}

  void pack(Delivery& delivery, std::size_t i) const {
    std::call_once(delivery.work[i].packed, [&] { store.pack(delivery.messages[i]); });
  }

  void read(const Delivered& it) const {
    auto& work = it.delivery->work[it.index];
    std::call_once(work.read, [&] { work.says = read_message(it.message(), catalogue, &store); });
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (to_drop.size() > kMostToDrop) {
        drop_one(lock);
      } else if (!to_read.empty()) {
        read_group(lock);
      } else if (!to_pack.empty()) {
        pack_delivery(lock);
      } else if (!to_drop.empty()) {
        drop_one(lock);
      } else {
        wake.wait(lock);
      }
      if (!lock.owns_lock()) lock.lock();
    }
  }

  void drop_one(std::unique_lock<std::mutex>& lock) {
    const auto done = std::move(to_drop.front());
    to_drop.pop_front();
    lock.unlock();
  }

  void read_group(std::unique_lock<std::mutex>& lock) {
    const auto group = std::move(to_read.front());
    to_read.pop_front();
    lock.unlock();
    for (const auto& it : group) read(it);
  }

  // Stops when there is something to read: the writer waits for that.
  void pack_delivery(std::unique_lock<std::mutex>& lock) {
    const auto delivery = std::move(to_pack.front());
    to_pack.pop_front();
    for (std::size_t i = 0; i < delivery->messages.size() && to_read.empty() && !stopping; i += kPortion) {
      lock.unlock();
      for (auto at = i; at < std::min(i + kPortion, delivery->messages.size()); ++at) pack_quietly(*delivery, at);
      lock.lock();
    }
  }

  // What fails here fails again for the writer, who can tell.
  void pack_quietly(Delivery& delivery, std::size_t i) const noexcept try {
    pack(delivery, i);
  } catch (const std::exception&) {
  }

  static constexpr std::size_t kPortion = 16;
  static constexpr std::size_t kMostToDrop = 8;  // beyond this, memory goes before speed
};

Ahead::Ahead(const Store& store, const Catalogue& catalogue) : state_(std::make_unique<State>(store, catalogue)) {}
Ahead::~Ahead() { stop(); }

void Ahead::start() {
  state_->thread = std::thread([this] { state_->run(); });
}

void Ahead::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
}

void Ahead::pack(std::shared_ptr<Delivery> delivery) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->to_pack.push_back(std::move(delivery));
  }
  state_->wake.notify_one();
}

void Ahead::read(std::vector<Delivered> group) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->to_read.push_back(std::move(group));
  }
  state_->wake.notify_one();
}

void Ahead::drop(std::shared_ptr<void> done) {
  const std::lock_guard lock(state_->mutex);
  state_->to_drop.push_back(std::move(done));
}

void Ahead::packed(Delivery& delivery, std::size_t index) const { state_->pack(delivery, index); }

ReadMessage Ahead::take(const Delivered& delivered) const {
  auto& work = delivered.delivery->work[delivered.index];
  if (work.taken) return read_message(delivered.message(), state_->catalogue);
  state_->read(delivered);
  work.taken = true;
  return std::move(work.says);
}

}  // namespace weft
