// Reach: what is reached over links by one viewer. One thread.
#pragma once
#include "search/index/evaluate.h"

namespace weft::index {

// Everything from which one comes to `from` by going to a `relation`, by one link or, for ancestors and descendants,
// by any number: the datasets that have a `relation` in `from`.
IdSet having(const Snapshot& snapshot, const Visible& visible, Relation relation, const IdSet& from,
             const Cancel& cancel);
// Every `relation` of `start`.
IdSet reached_from(const Snapshot& snapshot, const Visible& visible, Relation relation, DatasetId start,
                   const Cancel& cancel);

}  // namespace weft::index
