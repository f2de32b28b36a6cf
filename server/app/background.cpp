#include "app/background.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/log.h"

namespace weft {
namespace {
constexpr std::chrono::milliseconds kBreath(50);  // between two portions
constexpr std::chrono::milliseconds kLongestPutOff = std::chrono::hours(1);
constexpr std::size_t kMostAsked = 10'000;

// Tasks that could not be done, until when. Forgotten at a stop: then they are simply tried again.
class PutOff {
 public:
  Time until(const Task& task) const {
    const auto found = waits_.find({task.subject, task.due});
    return found == waits_.end() ? Time{} : found->second.until;
  }
  std::size_t size() const { return waits_.size(); }
  void put(const std::vector<Task>& tasks, Time now, std::chrono::milliseconds first) {
    for (const auto& task : tasks) {
      auto& wait = waits_[{task.subject, task.due}];
      wait.delay = wait.delay.count() == 0 ? first : std::min(2 * wait.delay, kLongestPutOff);
      wait.until = now + wait.delay;
    }
  }
  // Those that are no longer there are done, or were moved.
  void keep_only(const std::vector<Task>& there) {
    std::map<Key, Wait> kept;
    for (const auto& task : there)
      if (const auto found = waits_.find({task.subject, task.due}); found != waits_.end()) kept.insert(*found);
    waits_ = std::move(kept);
  }

 private:
  using Key = std::pair<std::int64_t, Time>;
  struct Wait {
    Time until{};
    std::chrono::milliseconds delay{};
  };
  std::map<Key, Wait> waits_;
};

struct Kind {
  Background::Work work;
  PutOff put_off;
};

}  // namespace

struct Background::State {
  Store& store;
  const Clock& clock;
  const BackgroundOptions options;
  std::map<std::string, Kind> kinds;
  std::mutex mutex;
  std::condition_variable wake;
  bool nudged = true;
  std::map<std::string, std::set<std::int64_t>> asked;  // subjects by kind; under the mutex
  std::atomic<bool> stopping = false;
  std::thread thread;

  State(Store& s, const Clock& c, BackgroundOptions o) : store(s), clock(c), options(o) {}

  void run() {
    while (!stopping) {
      take_nudge();
      auto rest = options.idle;
      for (auto& [name, kind] : kinds) rest = std::min(rest, serve_once(name, kind));
      std::unique_lock lock(mutex);
      wake.wait_for(lock, rest, [&] { return stopping.load() || (nudged && rest > kBreath); });
    }
  }

  void take_nudge() {
    std::lock_guard lock(mutex);
    nudged = false;
  }

  void add_asked(const std::string& name, std::vector<Task>& ready) {
    std::lock_guard lock(mutex);
    auto& subjects = asked[name];
    for (const auto& task : ready) subjects.erase(task.subject);
    for (const auto subject : subjects)
      if (static_cast<int>(ready.size()) < options.portion) ready.push_back({name, subject, Time{}, 0});
  }
  // Not before: who asks while it is being done is served by that.
  void forget_asked(const std::string& name, const std::vector<Task>& done) {
    std::lock_guard lock(mutex);
    for (const auto& task : done) asked[name].erase(task.subject);
  }

  // One portion of what is due. Answers how long there is nothing more to do.
  std::chrono::milliseconds serve_once(const std::string& name, Kind& kind) {
    try {
      const auto now = clock.now();
      const auto known = store.read(Viewer::everybody())
                             ->tasks(name, now + options.idle, options.portion + static_cast<int>(kind.put_off.size()));
      kind.put_off.keep_only(known);
      std::vector<Task> ready;
      auto rest = options.idle;
      for (const auto& task : known) {
        const auto due = std::max(task.due, kind.put_off.until(task));
        if (due <= now)
          ready.push_back(task);
        else
          rest = std::min(rest, std::chrono::ceil<std::chrono::milliseconds>(due - now));
      }
      add_asked(name, ready);
      if (ready.empty()) return rest;
      const auto later = kind.work(ready, [this] { return stopping.load(); });
      forget_asked(name, ready);
      kind.put_off.put(later, clock.now(), options.put_off);
      return kBreath;
    } catch (const std::exception& failure) {
      log_error("background work '" + name + "' failed and is tried again: " + failure.what());
      return options.idle;
    }
  }
};

Background::Background(Store& store, const Clock& clock, BackgroundOptions options)
    : state_(std::make_unique<State>(store, clock, options)) {}
Background::~Background() { stop(); }
void Background::serve(const std::string& kind, Work work) { state_->kinds[kind].work = std::move(work); }
void Background::start() {
  state_->thread = std::thread([this] { state_->run(); });
}
void Background::ask(const std::string& kind, std::int64_t subject) {
  {
    std::lock_guard lock(state_->mutex);
    auto& subjects = state_->asked[kind];
    if (subjects.size() < kMostAsked) subjects.insert(subject);
  }
  nudge();
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
