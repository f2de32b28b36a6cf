// Links: the neighbours of a block's datasets in one direction, those of deleted datasets too. Immutable; any thread.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "search/index/rows.h"

namespace weft::index {

// A neighbour, by id. Of inputs, `kWithPrevious` is set when the same input means this dataset and the one before it:
// who may not see one of them is shown none of them.
struct Neighbour {
  static constexpr std::uint32_t kWithPrevious = 1u << 31;
  std::uint32_t bits = 0;
  std::uint32_t id() const { return bits & ~kWithPrevious; }
  bool is_with_previous() const { return bits & kWithPrevious; }
};

class Links {
 public:
  Links() : starts_(kBlockSize / kGroup + 1) {}

  std::span<const Neighbour> of(std::uint32_t ordinal) const;
  std::size_t bytes() const { return starts_.size() * 4 + from_.size() * 2 + to_.size() * 4; }
  std::size_t count() const { return to_.size(); }

  // Of every ordinal that has any, ascending.
  void push(std::uint32_t ordinal, std::span<const Neighbour> neighbours);
  void finish();  // after the last push()

  std::span<const std::uint16_t> from() const { return from_; }
  std::span<const Neighbour> to() const { return to_; }

 private:
  static constexpr std::uint32_t kGroup = 64;  // ordinals that share a start
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint16_t> from_;
  std::vector<Neighbour> to_;
};

// New lists of some ordinals, ascending.
using NewNeighbours = std::vector<std::pair<std::uint32_t, std::vector<Neighbour>>>;
std::shared_ptr<const Links> with(const Links& links, const NewNeighbours& changed);

}  // namespace weft::index
