#include "search/index/reach.h"

#include <algorithm>

namespace weft::index {
namespace {

class Walk {
 public:
  Walk(const Snapshot& snapshot, const Visible& visible, const Cancel& cancel)
      : snapshot_(snapshot), visible_(visible), cancel_(cancel), marks_(snapshot.blocks.size()) {}

  void start_at(std::uint32_t id) { waiting_.push_back(id); }

  IdSet go(bool to_inputs, bool goes_on) {
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      if (i % 4096 == 0) stop_if(cancel_);
      const std::uint32_t at = waiting_[i];
      each_neighbour(at, to_inputs, [&](std::uint32_t next) {
        if (mark(next) && goes_on) waiting_.push_back(next);
      });
    }
    return result();
  }

 private:
  bool sees(std::uint32_t id) const { return !visible_ || visible_->contains(id); }

  template <class Tell>
  void each_neighbour(std::uint32_t at, bool to_inputs, const Tell& tell) const {
    if (!visible_) {
      for (const Neighbour next : to_inputs ? snapshot_.inputs_of(at) : snapshot_.outputs_of(at)) tell(next.id());
    } else if (to_inputs) {
      each_shown_input(at, tell);
    } else {
      for (const Neighbour next : snapshot_.outputs_of(at)) {
        bool is_shown = false;
        if (sees(next.id())) each_shown_input(next.id(), [&](std::uint32_t input) { is_shown |= input == at; });
        if (is_shown) tell(next.id());
      }
    }
  }

  // An input that means several datasets is shown when all of them are.
  template <class Tell>
  void each_shown_input(std::uint32_t output, const Tell& tell) const {
    const auto all = snapshot_.inputs_of(output);
    for (std::size_t begin = 0, end; begin < all.size(); begin = end) {
      end = begin + 1;
      while (end < all.size() && all[end].is_with_previous()) ++end;
      const auto one = all.subspan(begin, end - begin);
      if (std::all_of(one.begin(), one.end(), [this](Neighbour next) { return sees(next.id()); }))
        for (const Neighbour next : one) tell(next.id());
    }
  }

  // True the first time.
  bool mark(std::uint32_t id) {
    auto& words = marks_[id / kBlockSize];
    if (words.empty()) words.resize(kBlockSize / 64);
    std::uint64_t& word = words[id % kBlockSize / 64];
    const std::uint64_t bit = 1ull << (id % 64);
    if (word & bit) return false;
    word |= bit;
    return true;
  }

  IdSet result() const {
    IdSet found;
    for (const auto& words : marks_) {
      Set& block = found.blocks().emplace_back();
      for (std::uint32_t w = 0; w < words.size(); ++w)
        for (std::uint64_t word = words[w]; word; word &= word - 1)
          block.push(w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)));
    }
    return found;
  }

  const Snapshot& snapshot_;
  const Visible& visible_;
  const Cancel& cancel_;
  std::vector<std::vector<std::uint64_t>> marks_;  // words of each block
  std::vector<std::uint32_t> waiting_;
};

bool goes_on(Relation relation) { return relation == Relation::ancestor || relation == Relation::descendant; }
bool is_upward(Relation relation) { return relation == Relation::ancestor || relation == Relation::input; }

}  // namespace

IdSet having(const Snapshot& snapshot, const Visible& visible, Relation relation, const IdSet& from,
             const Cancel& cancel) {
  Walk walk(snapshot, visible, cancel);
  from.each([&](std::uint32_t id) { walk.start_at(id); });
  return walk.go(!is_upward(relation), goes_on(relation));
}

IdSet reached_from(const Snapshot& snapshot, const Visible& visible, Relation relation, DatasetId start,
                   const Cancel& cancel) {
  Walk walk(snapshot, visible, cancel);
  const auto id = static_cast<std::uint32_t>(start.value);
  const bool is_seen = start.value > 0 && start.value < Neighbour::kWithPrevious && (!visible || visible->contains(id));
  if (is_seen) walk.start_at(id);
  return walk.go(is_upward(relation), goes_on(relation));
}

}  // namespace weft::index
