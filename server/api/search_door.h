// SearchDoor: whether searches can be answered yet, and how far they show the catalogue. visible: any thread; gate():
// as AppliedGate; the rest any thread.
#pragma once
#include <atomic>
#include <functional>

#include "api/applied_gate.h"
#include "api/engine_state.h"
#include "api/http/http.h"

namespace weft {

class SearchDoor {
 public:
  SearchDoor(Loop& loop, std::chrono::milliseconds patience, std::function<EngineState()> state)
      : gate_(loop, patience), state_(std::move(state)) {}

  // The engine answers, and shows this position. Open from the first time on.
  void visible(Seq seq) {
    gate_.applied(seq);
    open_ = true;
  }
  bool is_open() const { return open_; }
  Seq seen() const { return gate_.applied(); }
  AppliedGate& gate() { return gate_; }
  EngineState state() const { return state_(); }
  // What a search is answered while the door is closed.
  Response not_yet() const;

 private:
  AppliedGate gate_;
  std::atomic<bool> open_ = false;
  const std::function<EngineState()> state_;
};

}  // namespace weft
