// Updating: the next snapshot from the one before. New rows go to small segments, which are joined with their
// neighbours while that is cheap; larger ones are joined beside, by tidy(), and put in place when they are done. One
// thread each call.
#pragma once
#include "search/index/building.h"

namespace weft::index {

// Some parts of a block that shall become one segment.
struct Tidying {
  std::uint32_t block = 0;
  std::vector<Part> parts;
  bool holds(const Segment* segment) const;
};

// `touched`: ascending, each once; read again from a Reading of the moment `seq`. Segments that are being joined beside
// are left alone.
Snapshot with_touched(const Snapshot& before, std::span<const DatasetId> touched, Bringing& bringing, Seq seq,
                      const Tidying* tidying);

// busy: searches put up with some segments a block, and each row is written again a few times only. quiet: each segment
// of a block is much larger than all smaller ones together, so that there are few; mostly one.
enum class Tidiness { busy, quiet };

// In the block that needs it most; none when none does. Done again and again it ends.
std::optional<Tidying> what_to_tidy(const Snapshot& snapshot, Tidiness tidiness);
// Takes tenths of a second.
std::shared_ptr<const Segment> tidy(const Tidying& tidying);
// What was told anew meanwhile stays so.
void put_in_place(Snapshot& snapshot, const Tidying& tidying, std::shared_ptr<const Segment> merged);

}  // namespace weft::index
