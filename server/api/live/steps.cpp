#include "api/live/steps.h"

#include <algorithm>
#include <bit>

namespace weft {
namespace {

constexpr std::size_t kBits = 64;

std::size_t word_of(DatasetId id) { return static_cast<std::size_t>(id.value) / kBits; }
std::uint64_t bit_of(DatasetId id) { return std::uint64_t{1} << (static_cast<std::size_t>(id.value) % kBits); }

}  // namespace

void IdSet::assign(const std::vector<DatasetId>& ids) {
  words_.assign(ids.empty() ? 0 : word_of(ids.back()) + 1, 0);
  for (const DatasetId id : ids) set(id, true);
}

bool IdSet::contains(DatasetId id) const { return word_of(id) < words_.size() && (words_[word_of(id)] & bit_of(id)); }

void IdSet::set(DatasetId id, bool in) {
  if (word_of(id) >= words_.size()) {
    if (!in) return;
    words_.resize(word_of(id) + 1);
  }
  in ? words_[word_of(id)] |= bit_of(id) : words_[word_of(id)] &= ~bit_of(id);
}

std::vector<DatasetId> IdSet::difference(const IdSet& a, const IdSet& b) {
  std::vector<DatasetId> ids;
  for (std::size_t w = 0; w < std::max(a.words_.size(), b.words_.size()); ++w) {
    std::uint64_t differ = (w < a.words_.size() ? a.words_[w] : 0) ^ (w < b.words_.size() ? b.words_[w] : 0);
    for (; differ; differ &= differ - 1)
      ids.push_back({static_cast<std::int64_t>(w * kBits) + std::countr_zero(differ)});
  }
  return ids;
}

Step Followed::advance(const Selection& now, const std::vector<DatasetId>& touched, bool across) {
  Step step;
  for (const DatasetId id : touched)
    if (matching_.contains(id) && now.contains(id)) step.changed.push_back(id);
  IdSet after;
  if (across) after.assign(now.ids());
  const auto differing = across ? IdSet::difference(matching_, after) : touched;
  for (const DatasetId id : differing) {
    const bool before = matching_.contains(id), is = across ? after.contains(id) : now.contains(id);
    if (before == is) continue;
    (is ? step.entered : step.left).push_back(id);
    matching_.set(id, is);
  }
  return step;
}

Step catch_up(const Selection& now, const std::vector<DatasetId>& touched) {
  Step step;
  for (const DatasetId id : touched) (now.contains(id) ? step.changed : step.left).push_back(id);
  return step;
}

}  // namespace weft
