#include "search/index/updating.h"

#include <algorithm>
#include <map>
#include <set>

namespace weft::index {
namespace {

constexpr std::uint32_t kJoinedAtOnce = 4096;  // rows; about 10 ms
constexpr std::size_t kBusyParts = 6;          // segments of a block
constexpr std::uint32_t kMuchLarger = 8;       // times

Set ordinals_of(const Segment& segment) {
  Set rows, ordinals;
  rows.fill(segment.rows());
  segment.add_ordinals_of(rows, ordinals);
  return ordinals;
}

std::shared_ptr<const Set> all_rows(const Segment& segment) {
  auto rows = std::make_shared<Set>();
  rows->fill(segment.rows());
  return rows;
}

// Rows whose ordinals were told anew hold no longer. A part without rows goes.
void replace(Block& block, const Set& told) {
  std::vector<Part> kept;
  Set rows;
  for (Part& part : block.parts) {
    part.segment->rows_of(told, rows);
    if (part.current) rows.keep(*part.current);
    if (rows.empty()) {
      kept.push_back(std::move(part));
      continue;
    }
    auto current = std::make_shared<Set>(part.current ? *part.current : *all_rows(*part.segment));
    current->remove(rows);
    if (!current->empty()) kept.push_back(make_part(part.segment, std::move(current)));
  }
  block.parts = std::move(kept);
}

// As long as the last part is not much larger than what comes: each row is written again a few times only.
void append(Block& block, std::shared_ptr<const Segment> segment, const Tidying* tidying) {
  std::uint32_t rows = segment->rows();
  std::vector<SomeRows> joined = {{segment.get(), nullptr}};
  std::size_t kept = block.parts.size();
  while (kept > 0) {
    const Part& last = block.parts[kept - 1];
    if (tidying && tidying->holds(last.segment.get())) break;
    if (last.current_count() > 2 * rows || last.current_count() + rows > kJoinedAtOnce) break;
    rows += last.current_count();
    joined.push_back({last.segment.get(), last.current.get()});
    --kept;
  }
  auto whole = joined.size() == 1 ? std::move(segment) : merge(joined);
  block.parts.resize(kept);
  block.parts.push_back(make_part(std::move(whole), nullptr));
}

bool is_half_empty(const Part& part) { return part.current_count() * 2 < part.segment->rows(); }

bool same_lists(std::span<const Neighbour> a, std::span<const Neighbour> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](Neighbour one, Neighbour other) { return one.bits == other.bits; });
}

std::set<std::uint32_t> ids_of(std::span<const Neighbour> neighbours) {
  std::set<std::uint32_t> ids;
  for (const Neighbour one : neighbours) ids.insert(one.id());
  return ids;
}

class Update {
 public:
  Update(const Snapshot& before, Bringing& bringing, Seq seq, const Tidying* tidying)
      : before_(before), bringing_(bringing), tidying_(tidying), after_(before) {
    after_.seq = seq;
  }

  Snapshot go(std::span<const DatasetId> touched) {
    for (std::size_t begin = 0; begin < touched.size();) {
      std::size_t end = begin;
      while (end < touched.size() && block_of(touched[end]) == block_of(touched[begin])) ++end;
      update_block(block_of(touched[begin]), touched.subspan(begin, end - begin));
      begin = end;
    }
    link_outputs();
    return std::move(after_);
  }

 private:
  Block& block(std::uint32_t number) {
    if (number >= after_.blocks.size()) after_.blocks.resize(number + 1);
    auto& mine = blocks_[number];
    if (!mine) {
      mine = after_.blocks[number] ? std::make_shared<Block>(*after_.blocks[number]) : std::make_shared<Block>();
      after_.blocks[number] = mine;
    }
    return *mine;
  }

  void update_block(std::uint32_t number, std::span<const DatasetId> ids) {
    auto brought = bringing_.bring(ids);
    if (brought.segment) {
      replace(block(number), ordinals_of(*brought.segment));
      append(block(number), std::move(brought.segment), tidying_);
    }
    std::erase_if(brought.inputs, [&](const auto& one) {
      return same_lists(before_.inputs_of(number * kBlockSize + one.first), one.second);
    });
    if (brought.inputs.empty()) return;
    for (const auto& [ordinal, inputs] : brought.inputs) note_outputs(number * kBlockSize + ordinal, inputs);
    Block& mine = block(number);
    mine.inputs = with(mine.inputs ? *mine.inputs : Links(), brought.inputs);
  }

  void note_outputs(std::uint32_t output, std::span<const Neighbour> inputs) {
    const auto old_inputs = ids_of(before_.inputs_of(output)), new_inputs = ids_of(inputs);
    for (const std::uint32_t input : old_inputs)
      if (!new_inputs.contains(input)) outputs_of(input).erase(output);
    for (const std::uint32_t input : new_inputs)
      if (!old_inputs.contains(input)) outputs_of(input).insert(output);
  }
  std::set<std::uint32_t>& outputs_of(std::uint32_t input) {
    const auto [found, is_new] = outputs_.try_emplace(input);
    if (is_new) found->second = ids_of(before_.outputs_of(input));
    return found->second;
  }

  void link_outputs() {
    for (auto next = outputs_.begin(); next != outputs_.end();) {
      const std::uint32_t number = next->first / kBlockSize;
      NewNeighbours changed;
      for (; next != outputs_.end() && next->first / kBlockSize == number; ++next) {
        auto& [ordinal, list] = changed.emplace_back(next->first % kBlockSize, std::vector<Neighbour>{});
        for (const std::uint32_t output : next->second) list.push_back({output});
      }
      Block& mine = block(number);
      mine.outputs = with(mine.outputs ? *mine.outputs : Links(), changed);
    }
  }

  const Snapshot& before_;
  Bringing& bringing_;
  const Tidying* tidying_;
  Snapshot after_;
  std::map<std::uint32_t, std::shared_ptr<Block>> blocks_;    // that are ours to change
  std::map<std::uint32_t, std::set<std::uint32_t>> outputs_;  // of each input that lost or got some
};

// All but one that is larger than the others together; that one too when half of its rows are gone.
std::vector<Part> to_merge_when_busy(const Block& block) {
  if (block.parts.size() <= kBusyParts) return {};
  std::uint32_t all = 0;
  const Part* largest = &block.parts[0];
  for (const Part& part : block.parts) {
    all += part.current_count();
    if (part.current_count() > largest->current_count()) largest = &part;
  }
  const bool is_alone = largest->current_count() > all / 2 && !is_half_empty(*largest);
  std::vector<Part> chosen;
  for (const Part& part : block.parts)
    if (!is_alone || &part != largest) chosen.push_back(part);
  return chosen;
}

// The largest that is not much larger than all smaller ones together, and these.
std::vector<Part> to_merge_when_quiet(const Block& block) {
  std::vector<Part> parts = block.parts;
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.current_count() > b.current_count(); });
  std::uint32_t smaller = 0;
  for (const Part& part : parts) smaller += part.current_count();
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    smaller -= part->current_count();
    const bool is_much_larger = smaller == 0 || part->current_count() > kMuchLarger * smaller;
    if (is_much_larger && !is_half_empty(*part)) continue;
    return {part, parts.end()};
  }
  return {};
}

}  // namespace

bool Tidying::holds(const Segment* segment) const {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.segment.get() == segment; });
}

Snapshot with_touched(const Snapshot& before, std::span<const DatasetId> touched, Bringing& bringing, Seq seq,
                      const Tidying* tidying) {
  return Update(before, bringing, seq, tidying).go(touched);
}

std::optional<Tidying> what_to_tidy(const Snapshot& snapshot, Tidiness tidiness) {
  std::optional<Tidying> most;
  for (std::uint32_t b = 0; b < snapshot.blocks.size(); ++b) {
    const Block* block = snapshot.blocks[b].get();
    if (!block) continue;
    auto parts = tidiness == Tidiness::busy ? to_merge_when_busy(*block) : to_merge_when_quiet(*block);
    if (parts.size() > (most ? most->parts.size() : 0)) most = {b, std::move(parts)};
  }
  return most;
}

std::shared_ptr<const Segment> tidy(const Tidying& tidying) {
  std::vector<SomeRows> sources;
  for (const Part& part : tidying.parts) sources.push_back({part.segment.get(), part.current.get()});
  return merge(sources);
}

void put_in_place(Snapshot& snapshot, const Tidying& tidying, std::shared_ptr<const Segment> merged) {
  auto block = std::make_shared<Block>(*snapshot.blocks[tidying.block]);
  Set still;  // ordinals
  std::vector<Part> parts;
  for (Part& part : block->parts)
    if (tidying.holds(part.segment.get()))
      part.segment->add_ordinals_of(part.current ? *part.current : *all_rows(*part.segment), still);
    else
      parts.push_back(std::move(part));
  if (!still.empty()) {  // else all of it was told anew
    auto current = std::make_shared<Set>();
    merged->rows_of(still, *current);
    if (current->count() == merged->rows()) current = nullptr;
    parts.insert(parts.begin(), make_part(std::move(merged), std::move(current)));
  }
  block->parts = std::move(parts);
  snapshot.blocks[tidying.block] = std::move(block);
}

}  // namespace weft::index
