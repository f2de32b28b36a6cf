// Background: work off the hot path, from durable tasks: a crash loses none, they are taken again. One thread.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace weft {

class Background {
 public:
  // Does some tasks of one kind; finishing them is the business of the act it sends to the inbox.
  using Work = std::function<void(const std::vector<Task>& tasks, const std::function<bool()>& cancelled)>;

  Background(Store& store, const Clock& clock);
  ~Background();
  void serve(const std::string& kind, Work work);  // before start
  void start();
  // Something was applied: there may be work.
  void nudge();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
