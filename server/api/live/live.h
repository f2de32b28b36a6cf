// Live: everybody who follows a query. One thread looks again for all of them when something became visible, at most
// ten times a second. visible, follow: any thread.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "api/http/http.h"
#include "api/live/follower.h"
#include "net/net.h"

namespace weft {

struct LiveOptions {
  std::chrono::milliseconds pause{100};       // between two looks
  std::chrono::milliseconds silence{15'000};  // then a comment is sent, so that both ends know they are there
  std::size_t unsent = 512u << 10;            // a client that has not taken so much is told later, all at once
  int most = 200;  // followers, about: one thread looks for all, and each keeps a bit a dataset
};

class Live {
 public:
  explicit Live(Store& store, LiveOptions options = {});
  ~Live();  // whoever follows is cancelled by its connection
  // The engine shows this position.
  void visible(Seq seq);
  // Until the client is gone.
  void follow(std::shared_ptr<Follower> follower, std::shared_ptr<Stream> stream);
  int count() const { return count_; }
  int most() const { return options_.most; }
  bool is_full() const { return count_ >= options_.most; }

 private:
  struct Listener {
    std::shared_ptr<Follower> follower;
    std::shared_ptr<Stream> stream;
    SteadyTime last_said;
  };
  void run();
  // False: it is over.
  bool serve(Listener& listener, Seq visible);
  bool say(Listener& listener, std::string text);

  Store& store_;
  const LiveOptions options_;
  RecentlyTouched recent_;
  std::list<Listener> listeners_;  // of the thread
  std::atomic<int> count_ = 0;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::list<Listener> arrived_;
  Seq visible_;
  bool stopped_ = false;
  std::thread thread_;  // last
};

}  // namespace weft
