// Touched: which datasets the changes of a stretch of the feed may have changed. One thread.
#pragma once
#include <deque>
#include <optional>
#include <vector>

#include "search/engine.h"
#include "store/store.h"

namespace weft {

inline constexpr std::int64_t kOldestResumed = 100'000;  // changes
inline constexpr std::size_t kMostTouched = 100'000;     // datasets

// By the changes after `after` up to `last`, ascending, as everybody sees them: a selection holds only what its viewer
// sees. None: too many, or too long ago, to be told one by one. Throws Cancelled.
std::optional<std::vector<DatasetId>> touched_between(Reading& reading, Seq after, Seq last, const Cancel& cancel);

// These, and their ancestors and descendants: whoever a relation can reach from them or them from. None: too many.
std::optional<std::vector<DatasetId>> with_relatives(Reading& reading, std::vector<DatasetId> ids,
                                                     const Cancel& cancel);

// Whether datasets may have lost links that they had at `after`: whom those reached, nobody knows any more. True rather
// once too often: whenever an output that had inputs then was told again, or linked again.
bool may_have_lost_links(Reading& reading, Seq after, Seq last, const Cancel& cancel);

// The same for many followers of the newest changes: each change is read once.
class RecentlyTouched {
 public:
  std::optional<std::vector<DatasetId>> between(Store& store, Seq after, Seq last);

 private:
  struct One {
    Seq seq;
    std::vector<DatasetId> ids;
  };
  void read_on(Reading& reading, Seq last);
  void forget();
  std::deque<One> recent_;  // dense
  std::size_t remembered_ids_ = 0;
};

}  // namespace weft
