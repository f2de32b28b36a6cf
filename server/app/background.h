// Background: work off the hot path, from durable tasks: a crash loses none, they are taken again. A task is taken
// when it is due, not before. One thread.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace weft {

struct BackgroundOptions {
  int portion = 256;                          // tasks at once
  std::chrono::milliseconds idle{5'000};      // between two looks when nothing is due and nobody nudges
  std::chrono::milliseconds put_off{30'000};  // until a task is tried again; doubled each time, to an hour
};

class Background {
 public:
  // Does some tasks of one kind; finishing them is the business of the act it sends to the inbox. Answers those that
  // cannot be done now: they are put off, and hold up no other.
  using Work = std::function<std::vector<Task>(const std::vector<Task>& tasks, const std::function<bool()>& cancelled)>;

  Background(Store& store, const Clock& clock, BackgroundOptions options = {});
  ~Background();
  void serve(const std::string& kind, Work work);  // before start
  void start();
  // One task more, at once and in memory only: a stop forgets it. Any thread; ten thousand at most, the rest is not
  // heard. Its `due` is Time{}.
  void ask(const std::string& kind, std::int64_t subject);
  // Something was applied: there may be work.
  void nudge();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
