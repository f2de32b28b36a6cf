#include "api/live/live.h"

#include "base/log.h"

namespace weft {

using namespace std::chrono_literals;

namespace {
constexpr auto kLookAround = 1s;  // for clients that are gone, and silences
}

Live::Live(Store& store, LiveOptions options) : store_(store), options_(options), thread_([this] { run(); }) {}

Live::~Live() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void Live::visible(Seq seq) {
  {
    const std::lock_guard lock(mutex_);
    if (seq <= visible_) return;
    visible_ = seq;
  }
  if (count_ > 0) woken_.notify_all();
}

void Live::follow(std::shared_ptr<Follower> follower, std::shared_ptr<Stream> stream) {
  {
    const std::lock_guard lock(mutex_);
    arrived_.push_back({std::move(follower), std::move(stream), {}});
  }
  ++count_;
  woken_.notify_all();
}

void Live::run() {
  Seq seen;
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    woken_.wait_for(lock, count_ > 0 ? std::chrono::milliseconds(kLookAround) : 1h,
                    [&] { return stopped_ || !arrived_.empty() || (count_ > 0 && visible_ > seen); });
    seen = visible_;
    listeners_.splice(listeners_.end(), arrived_);
    lock.unlock();
    for (auto one = listeners_.begin(); one != listeners_.end();) {
      if (serve(*one, seen)) {
        ++one;
        continue;
      }
      one->stream->end();
      one = listeners_.erase(one);
      --count_;
    }
    lock.lock();
    woken_.wait_for(lock, options_.pause, [this] { return stopped_; });
  }
}

// One of the doors at which an exception (a failing machine) is caught.
bool Live::serve(Listener& listener, Seq visible) {
  Follower& follower = *listener.follower;
  if (follower.is_cancelled()) return false;
  try {
    if (listener.last_said == SteadyTime{} && !say(listener, follower.take_first())) return false;
    if (listener.stream->unsent() > options_.unsent) return true;
    if (visible > follower.seq()) {
      auto text = follower.look(recent_);
      if (!text) return false;
      if (!text->empty()) return say(listener, std::move(*text));
    }
    const bool silent = std::chrono::steady_clock::now() - listener.last_said >= options_.silence;
    return !silent || say(listener, follower.still_here());
  } catch (const Cancelled&) {
    return false;
  } catch (const std::exception& failure) {
    log_error(std::string("a live stream failed: ") + failure.what());
    return false;
  }
}

bool Live::say(Listener& listener, std::string text) {
  listener.last_said = std::chrono::steady_clock::now();
  return listener.stream->send(std::move(text));
}

}  // namespace weft
