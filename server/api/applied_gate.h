// AppliedGate: requests that wait until a position of the log is visible, without holding a thread. applied: any
// thread; the rest on the loop's.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <map>

#include "base/ids.h"
#include "net/net.h"

namespace weft {

class AppliedGate {
 public:
  AppliedGate(Loop& loop, std::chrono::milliseconds patience) : loop_(loop), patience_(patience) {}

  // How far it is: the inbox says so of the catalogue, the engine of what searches show. Never goes back.
  void applied(Seq seq);
  Seq applied() const { return {applied_.load()}; }
  // go(true) once `seq` is visible, go(false) when that took too long or Weft stops.
  void when(Seq seq, std::function<void(bool in_time)> go);
  // Lets everybody go who waits, and nobody wait any more.
  void give_up();

 private:
  struct Waiting {
    Seq seq;
    std::function<void(bool)> go;
  };
  void release();
  void let_go(std::uint64_t ticket, bool in_time);

  Loop& loop_;
  const std::chrono::milliseconds patience_;
  std::atomic<std::int64_t> applied_ = 0;
  std::atomic<int> count_ = 0;
  std::map<std::uint64_t, Waiting> waiting_;
  std::uint64_t next_ = 1;
  bool stopped_ = false;
};

}  // namespace weft
