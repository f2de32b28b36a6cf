#include "search/index/withheld.h"

#include <algorithm>

namespace weft::index {

const IdSet* Withheld::in(const Column& column) {
  if (!visible_ || column.field != Field::parameter || column.parameter != "input_datasets") return nullptr;
  if (found_) return &*found_;
  IdSet found;
  found.blocks().resize(snapshot_.blocks.size());
  std::uint32_t seen = 0;
  visible_->each([&](std::uint32_t id) {
    if (++seen % 4096 == 0) stop_if(cancel_);
    const auto inputs = snapshot_.inputs_of(id);
    const bool names_hidden =
        std::any_of(inputs.begin(), inputs.end(), [&](Neighbour input) { return !visible_->contains(input.id()); });
    if (names_hidden) found.blocks()[id / kBlockSize].push(id % kBlockSize);
  });
  found_ = std::move(found);
  return &*found_;
}

IdSet without(const IdSet& ids, const IdSet* less) {
  IdSet rest = ids;
  if (!less) return rest;
  for (std::size_t block = 0; block < std::min(rest.blocks().size(), less->blocks().size()); ++block)
    rest.blocks()[block].remove(less->blocks()[block]);
  return rest;
}

}  // namespace weft::index
