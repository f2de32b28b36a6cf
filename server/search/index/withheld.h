// What the store withholds from a viewer with limits (store.h): the parameter input_datasets of a dataset that names
// one he may not see. To him it has no such parameter. One thread.
#pragma once
#include <optional>

#include "search/index/evaluate.h"

namespace weft::index {

class Withheld {
 public:
  Withheld(const Snapshot& snapshot, Visible visible, const Cancel& cancel)
      : snapshot_(snapshot), visible_(std::move(visible)), cancel_(cancel) {}

  // The datasets that say nothing in this column to this viewer, whatever the segments hold; null: none.
  const IdSet* in(const Column& column);

 private:
  const Snapshot& snapshot_;
  const Visible visible_;
  const Cancel& cancel_;
  std::optional<IdSet> found_;
};

// `ids` without those of `less`, which may be null.
IdSet without(const IdSet& ids, const IdSet* less);

}  // namespace weft::index
