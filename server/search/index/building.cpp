#include "search/index/building.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include "base/check.h"
#include "base/log.h"

namespace weft::index {
namespace {

constexpr std::size_t kBatch = 500;

std::vector<Neighbour> neighbours_of(std::span<const Input> inputs) {
  std::vector<Neighbour> found;
  for (const Input& input : inputs) {
    if (input.state != InputState::resolved && input.state != InputState::withdrawn) continue;
    std::uint32_t with_previous = 0;
    for (const DatasetId id : input.datasets) {
      CHECK(id.value < Neighbour::kWithPrevious, "the index holds ids below 2^31");
      found.push_back({static_cast<std::uint32_t>(id.value) | with_previous});
      with_previous = Neighbour::kWithPrevious;
    }
  }
  return found;
}

std::vector<DatasetId> ids_of_block(Reading& reading, std::uint32_t block) {
  const std::int64_t first = static_cast<std::int64_t>(block) * kBlockSize, end = first + kBlockSize;
  auto ids = reading.list({.with_deleted = true}, {first - 1}, kBlockSize);
  while (!ids.empty() && ids.back().value >= end) ids.pop_back();
  return ids;
}

class BuildingAll {
 public:
  BuildingAll(Store& store, const Definitions& definitions, ColumnNames& names, const Cancel& cancel)
      : store_(store), definitions_(definitions), names_(names), cancel_(cancel) {}

  Snapshot go(int threads) {
    std::vector<std::unique_ptr<Reading>> readings;
    for (int i = 0; i < std::max(threads, 1); ++i) readings.push_back(store_.read(Viewer::everybody()));
    snapshot_.seq = readings.front()->status().applied;
    std::vector<std::thread> running;
    for (std::size_t i = 1; i < readings.size(); ++i)
      running.emplace_back([this, &readings, i] { build_blocks(*readings[i]); });
    build_blocks(*readings[0]);
    for (auto& thread : running) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    link_outputs(snapshot_, std::move(pairs_));
    snapshot_.columns = names_.columns();
    return std::move(snapshot_);
  }

 private:
  void build_blocks(Reading& reading) try {
    RowReader rows(definitions_, names_);
    Bringing bringing(reading, rows, cancel_);
    while (!is_over_) {
      const std::uint32_t block = next_++;
      std::vector<Pair> pairs;
      auto built = build_block(reading, bringing, block, pairs);
      if (!built && is_behind_last(reading, block)) is_over_ = true;
      std::lock_guard lock(mutex_);
      if (!built) continue;
      count_ += built->parts[0].segment->rows();
      log_info("index: read " + std::to_string(count_) + " datasets");
      if (snapshot_.blocks.size() <= block) snapshot_.blocks.resize(block + 1);
      snapshot_.blocks[block] = std::move(built);
      pairs_.insert(pairs_.end(), pairs.begin(), pairs.end());
    }
  } catch (...) {
    std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    is_over_ = true;
  }

  static bool is_behind_last(Reading& reading, std::uint32_t block) {
    return reading.list({.with_deleted = true}, {static_cast<std::int64_t>(block) * kBlockSize - 1}, 1).empty();
  }

  Store& store_;
  const Definitions& definitions_;
  ColumnNames& names_;
  const Cancel& cancel_;
  std::atomic<std::uint32_t> next_ = 0;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;  // of all below
  Snapshot snapshot_;
  std::vector<Pair> pairs_;
  std::int64_t count_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

Bringing::Brought Bringing::bring(std::span<const DatasetId> ids) {
  Brought brought;
  SegmentBuilder builder;
  std::vector<std::uint16_t> ordinals;
  for (std::size_t begin = 0; begin < ids.size(); begin += kBatch) {
    if (cancel_ && *cancel_) throw Cancelled{};
    const auto some = ids.subspan(begin, std::min(kBatch, ids.size() - begin));
    reading_.each_dataset(some, [&](const Dataset& dataset) {
      rows_.read(dataset, static_cast<std::uint32_t>(ordinals.size()), builder);
      ordinals.push_back(static_cast<std::uint16_t>(ordinal_of(dataset.id)));
    });
    const auto inputs = reading_.inputs_of(some);
    auto next = inputs.begin();
    for (const DatasetId id : some) {
      const auto first = next;
      while (next != inputs.end() && next->output == id) ++next;
      brought.inputs.push_back({ordinal_of(id), neighbours_of({first, next})});
    }
  }
  if (!ordinals.empty()) brought.segment = builder.finish(ordinals);
  return brought;
}

std::shared_ptr<Block> build_block(Reading& reading, Bringing& bringing, std::uint32_t number,
                                   std::vector<Pair>& pairs) {
  const auto ids = ids_of_block(reading, number);
  if (ids.empty()) return nullptr;
  auto brought = bringing.bring(ids);
  auto block = std::make_shared<Block>();
  block->parts.push_back(make_part(std::move(brought.segment), nullptr));
  block->inputs = with(Links(), brought.inputs);
  for (const auto& [ordinal, inputs] : brought.inputs)
    for (const Neighbour input : inputs) pairs.push_back({input.id(), number * kBlockSize + ordinal});
  return block;
}

void link_outputs(Snapshot& snapshot, std::vector<Pair> pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (std::size_t i = 0; i < pairs.size();) {
    const std::uint32_t number = pairs[i].first / kBlockSize;
    NewNeighbours outputs;
    for (; i < pairs.size() && pairs[i].first / kBlockSize == number; ++i) {
      const std::uint32_t ordinal = pairs[i].first % kBlockSize;
      if (outputs.empty() || outputs.back().first != ordinal) outputs.push_back({ordinal, {}});
      outputs.back().second.push_back({pairs[i].second});
    }
    if (number >= snapshot.blocks.size()) snapshot.blocks.resize(number + 1);
    auto block =
        snapshot.blocks[number] ? std::make_shared<Block>(*snapshot.blocks[number]) : std::make_shared<Block>();
    block->outputs = with(Links(), outputs);
    snapshot.blocks[number] = std::move(block);
  }
}

void link_outputs_again(Snapshot& snapshot) {
  std::vector<Pair> pairs;
  for (std::uint32_t b = 0; b < snapshot.blocks.size(); ++b) {
    if (!snapshot.blocks[b]) continue;
    auto block = std::make_shared<Block>(*snapshot.blocks[b]);
    block->outputs = nullptr;
    if (const Links* inputs = block->inputs.get())
      for (std::size_t i = 0; i < inputs->count(); ++i)
        pairs.push_back({inputs->to()[i].id(), b * kBlockSize + inputs->from()[i]});
    snapshot.blocks[b] = std::move(block);
  }
  link_outputs(snapshot, std::move(pairs));
}

Snapshot build_all(Store& store, const Definitions& definitions, ColumnNames& names, int threads,
                   const Cancel& cancel) {
  return BuildingAll(store, definitions, names, cancel).go(threads);
}

}  // namespace weft::index
