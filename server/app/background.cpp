#include "app/background.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "base/log.h"

namespace weft {
namespace {
constexpr int kPortion = 256;
constexpr std::chrono::milliseconds kIdle = std::chrono::seconds(5);
constexpr std::chrono::milliseconds kGather(50);  // a burst of messages on one dataset is one walk
}  // namespace

struct Background::State {
  Store& store;
  const Clock& clock;
  std::map<std::string, Work> works;
  std::mutex mutex;
  std::condition_variable wake;
  bool nudged = true;
  std::atomic<bool> stopping = false;
  std::thread thread;

  State(Store& s, const Clock& c) : store(s), clock(c) {}

  void run() {
    while (!stopping) {
      bool did = false;
      for (const auto& [kind, work] : works) did = serve_once(kind, work) || did;
      std::unique_lock lock(mutex);
      wake.wait_for(lock, did ? kGather : kIdle, [&] { return stopping.load() || (nudged && !did); });
      nudged = false;
    }
  }

  bool serve_once(const std::string& kind, const Work& work) {
    try {
      const auto tasks = store.read(Viewer::everybody())->tasks(kind, clock.now(), kPortion);
      if (!tasks.empty()) work(tasks, [this] { return stopping.load(); });
      return !tasks.empty();
    } catch (const std::exception& failure) {
      log_error("background work '" + kind + "' failed and is tried again: " + failure.what());
      return false;
    }
  }
};

Background::Background(Store& store, const Clock& clock) : state_(std::make_unique<State>(store, clock)) {}
Background::~Background() { stop(); }
void Background::serve(const std::string& kind, Work work) { state_->works[kind] = std::move(work); }
void Background::start() {
  state_->thread = std::thread([this] { state_->run(); });
}
void Background::nudge() {
  {
    std::lock_guard lock(state_->mutex);
    state_->nudged = true;
  }
  state_->wake.notify_one();
}
void Background::stop() {
  {
    std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_one();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace weft
