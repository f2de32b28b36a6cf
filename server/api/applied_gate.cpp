#include "api/applied_gate.h"

#include <vector>

namespace weft {

void AppliedGate::applied(Seq seq) {
  for (auto before = applied_.load(); before < seq.value && !applied_.compare_exchange_weak(before, seq.value);)
    continue;
  if (count_ > 0) loop_.post([this] { release(); });
}

void AppliedGate::when(Seq seq, std::function<void(bool)> go) {
  if (applied() >= seq) return go(true);
  if (stopped_) return go(false);
  auto ticket = next_++;
  waiting_.emplace(ticket, Waiting{seq, std::move(go)});
  ++count_;
  loop_.after(patience_, [this, ticket] { let_go(ticket, false); });
  release();  // it may have come between the question and the count
}

void AppliedGate::release() {
  std::vector<std::uint64_t> free;
  for (const auto& [ticket, one] : waiting_)
    if (one.seq <= applied()) free.push_back(ticket);
  for (auto ticket : free) let_go(ticket, true);
}

void AppliedGate::let_go(std::uint64_t ticket, bool in_time) {
  auto found = waiting_.find(ticket);
  if (found == waiting_.end()) return;
  auto go = std::move(found->second.go);
  waiting_.erase(found);
  --count_;
  go(in_time);
}

void AppliedGate::give_up() {
  stopped_ = true;
  while (!waiting_.empty()) let_go(waiting_.begin()->first, false);
}

}  // namespace weft
