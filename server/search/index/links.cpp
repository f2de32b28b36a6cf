#include "search/index/links.h"

#include <algorithm>

namespace weft::index {

std::span<const Neighbour> Links::of(std::uint32_t ordinal) const {
  const auto group = ordinal / kGroup;
  const auto begin = from_.begin() + starts_[group], end = from_.begin() + starts_[group + 1];
  const auto [first, last] = std::equal_range(begin, end, static_cast<std::uint16_t>(ordinal));
  return {to_.data() + (first - from_.begin()), static_cast<std::size_t>(last - first)};
}

void Links::push(std::uint32_t ordinal, std::span<const Neighbour> neighbours) {
  from_.insert(from_.end(), neighbours.size(), static_cast<std::uint16_t>(ordinal));
  to_.insert(to_.end(), neighbours.begin(), neighbours.end());
  starts_[ordinal / kGroup + 1] = static_cast<std::uint32_t>(from_.size());
}

void Links::finish() {
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] = std::max(starts_[i], starts_[i - 1]);
  from_.shrink_to_fit();
  to_.shrink_to_fit();
}

std::shared_ptr<const Links> with(const Links& links, const NewNeighbours& changed) {
  auto made = std::make_shared<Links>();
  const auto from = links.from();
  std::size_t i = 0;
  const auto copy_before = [&](std::uint32_t ordinal) {
    while (i < from.size() && from[i] < ordinal) {
      const std::size_t begin = i;
      while (i < from.size() && from[i] == from[begin]) ++i;
      made->push(from[begin], links.to().subspan(begin, i - begin));
    }
  };
  for (const auto& [ordinal, neighbours] : changed) {
    copy_before(ordinal);
    while (i < from.size() && from[i] == ordinal) ++i;
    if (!neighbours.empty()) made->push(ordinal, neighbours);
  }
  copy_before(kBlockSize);
  made->finish();
  return made;
}

}  // namespace weft::index
