// Snapshot: one moment of the index. Everything in it is immutable and shared with the snapshots before and after; who
// holds one reads without a lock. Any thread.
#pragma once
#include "search/index/columns.h"
#include "search/index/links.h"
#include "search/index/segment.h"

namespace weft::index {

class GroupMemory;

// A segment of a block, and which of its rows still hold: the others were told anew in a later segment.
struct Part {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Set> current;   // null: all
  std::shared_ptr<const Set> living;    // of those, not deleted; null: all that are current
  std::shared_ptr<GroupMemory> groups;  // sums over all that live, kept from one question to the next
  std::uint32_t current_count() const { return current ? current->count() : segment->rows(); }
  const Set* universe(bool with_deleted) const { return living && !with_deleted ? living.get() : current.get(); }
};

// Makes `living`.
Part make_part(std::shared_ptr<const Segment> segment, std::shared_ptr<const Set> current);

struct Block {
  std::vector<Part> parts;
  std::shared_ptr<const Links> inputs, outputs;  // null: none
};

struct Snapshot {
  std::vector<std::shared_ptr<const Block>> blocks;  // null: nobody
  std::shared_ptr<const Columns> columns = std::make_shared<Columns>();
  Seq seq;

  std::span<const Neighbour> inputs_of(std::uint32_t id) const { return neighbours(id, &Block::inputs); }
  std::span<const Neighbour> outputs_of(std::uint32_t id) const { return neighbours(id, &Block::outputs); }

 private:
  std::span<const Neighbour> neighbours(std::uint32_t id, std::shared_ptr<const Links> Block::*way) const {
    const std::uint32_t block = id / kBlockSize;
    if (block >= blocks.size() || !blocks[block] || !((*blocks[block]).*way)) return {};
    return ((*blocks[block]).*way)->of(id % kBlockSize);
  }
};

// Ids of a whole snapshot, block by block.
class IdSet {
 public:
  std::vector<Set>& blocks() { return blocks_; }
  const std::vector<Set>& blocks() const { return blocks_; }
  std::int64_t count() const;
  bool contains(std::uint32_t id) const {
    return id / kBlockSize < blocks_.size() && blocks_[id / kBlockSize].contains(id % kBlockSize);
  }
  template <class Tell>
  void each(Tell&& tell) const {
    for (std::size_t b = 0; b < blocks_.size(); ++b)
      blocks_[b].each([&](std::uint32_t ordinal) { tell(static_cast<std::uint32_t>(b * kBlockSize) + ordinal); });
  }

 private:
  std::vector<Set> blocks_;
};

}  // namespace weft::index
