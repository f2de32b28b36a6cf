#include "search/index/snapshot.h"

#include "search/index/group.h"

namespace weft::index {

Part make_part(std::shared_ptr<const Segment> segment, std::shared_ptr<const Set> current) {
  Part part{std::move(segment), std::move(current), nullptr, std::make_shared<GroupMemory>()};
  const ColumnAt* state = part.segment->find(number_of(Field::state));
  if (!state) return part;
  const ColumnView view = part.segment->view(*state);
  const auto deleted = view.texts().find("deleted");
  if (!deleted) return part;
  Set dead;
  dead.assign(view.posting(*deleted), part.segment->rows());
  auto living = std::make_shared<Set>();
  if (part.current)
    *living = *part.current;
  else
    living->fill(part.segment->rows());
  living->remove(dead);
  part.living = std::move(living);
  return part;
}

std::int64_t IdSet::count() const {
  std::int64_t count = 0;
  for (const Set& block : blocks_) count += block.count();
  return count;
}

}  // namespace weft::index
