// Building: segments and links from what the store says. One thread each call; build_all() starts its own.
#pragma once
#include "search/engine.h"
#include "search/index/segment_builder.h"
#include "search/index/snapshot.h"
#include "store/store.h"

namespace weft::index {

// Reads datasets of one moment.
class Bringing {
 public:
  Bringing(Reading& reading, RowReader& rows, Cancel cancel = {})
      : reading_(reading), rows_(rows), cancel_(std::move(cancel)) {}

  struct Brought {
    std::shared_ptr<const Segment> segment;  // null: none of them is known
    NewNeighbours inputs;                    // of each of them, by ordinal
  };
  // `ids` of one block, ascending. Throws Cancelled.
  Brought bring(std::span<const DatasetId> ids);

 private:
  Reading& reading_;
  RowReader& rows_;
  Cancel cancel_;
};

// input -> output, by id.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

// A whole block, without its outputs; those its inputs have are added to `pairs`. Null: nobody is in it.
std::shared_ptr<Block> build_block(Reading& reading, Bringing& bringing, std::uint32_t block, std::vector<Pair>& pairs);

// The outputs of blocks that have none.
void link_outputs(Snapshot& snapshot, std::vector<Pair> pairs);
// The outputs of all blocks, made again from the inputs of all.
void link_outputs_again(Snapshot& snapshot);

// What the store said at the moment `seq` or later.
Snapshot build_all(Store& store, const Definitions& definitions, ColumnNames& names, int threads,
                   const Cancel& cancel = {});

}  // namespace weft::index
