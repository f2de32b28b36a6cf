// Evaluator: which datasets of a snapshot match a Condition. Conjunctions begin with the part that the fewest rows can
// match and test the others on what is left; an upper bound of every part is known before. One thread.
#pragma once
#include "search/engine.h"
#include "search/index/snapshot.h"

namespace weft::index {

// Throws Cancelled when whoever asked is gone.
void stop_if(const Cancel& cancel);

// What a viewer with limits sees; null: everything.
using Visible = std::shared_ptr<const IdSet>;

// A condition, made ready for one snapshot and then for one segment after the other.
struct Plan {
  const Condition* condition = nullptr;
  const Cancel* cancel = nullptr;  // looked at by each plan in each segment
  std::uint32_t column = kNone;    // nobody says anything in it: kNone
  std::vector<Plan> parts;
  std::shared_ptr<const IdSet> given;  // across, starting: what is reached

  // In the segment at hand:
  ColumnView view;
  std::uint32_t most = 0;               // rows that can match
  std::vector<std::uint32_t> codes;     // of whole texts, ascending
  std::vector<Numbers::Codes> numbers;  // ascending, apart from each other
  Set rows;                             // silent texts that match, or what is given
  std::vector<std::uint32_t> order;     // of the parts of `both`: those that few rows can match first
};

class Withheld;

class Evaluator {
 public:
  Evaluator(const Snapshot& snapshot, Visible visible, Withheld& withheld, const Cancel& cancel)
      : snapshot_(snapshot), visible_(std::move(visible)), withheld_(withheld), cancel_(cancel) {}

  IdSet evaluate(const Condition& condition, bool with_deleted);

 private:
  Plan plan(const Condition& condition, bool with_deleted);
  Plan among_told(Plan leaf, const IdSet& withheld) const;
  void evaluate_block(Plan& plan, std::uint32_t block, bool with_deleted, Set& ids);

  const Snapshot& snapshot_;
  const Visible visible_;
  Withheld& withheld_;
  const Cancel& cancel_;
};

}  // namespace weft::index
