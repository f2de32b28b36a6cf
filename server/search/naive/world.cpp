#include "search/naive/world.h"

#include <algorithm>

namespace weft::naive {
namespace {

constexpr int kBatch = 1000;

KnownFact keep(const Column& column, const Fact& fact) {
  KnownFact kept;
  kept.has_text = column.field == Field::parameter || !is_number(column.field);
  kept.text = fact.text;
  kept.elements.assign(fact.elements.begin(), fact.elements.end());
  kept.numbers.assign(fact.numbers.begin(), fact.numbers.end());
  kept.is_missing = fact.is_missing;
  if (fact.is_missing) return kept;
  if (!kept.has_text)
    kept.values = {text_of(column.field, kept.numbers.at(0))};
  else
    kept.values = kept.elements.empty() ? std::vector{kept.text} : kept.elements;
  return kept;
}

KnownDataset keep(const Dataset& dataset, FactReader& reader) {
  KnownDataset kept;
  kept.id = dataset.id;
  kept.is_live = dataset.state == DatasetState::live;
  kept.is_acquisition = dataset.type == "acquisition";
  kept.sample = dataset.sample;
  kept.file_count = dataset.file_count;
  kept.size_bytes = dataset.size_bytes;
  reader.read(dataset, [&](const Column& column, const Fact& fact) { kept.facts.emplace(column, keep(column, fact)); });
  return kept;
}

void each_once(std::vector<std::size_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// What the viewer may not see is not among the links that a Reading tells.
void read_inputs(World& world, std::span<const DatasetId> outputs, Reading& reading) {
  for (const auto& input : reading.inputs_of(outputs)) {
    if (input.state != InputState::resolved && input.state != InputState::withdrawn) continue;
    const auto output = world.find(input.output);
    for (const auto id : input.datasets)
      if (const auto found = world.find(id); found != World::kNowhere) world.datasets[output].inputs.push_back(found);
  }
}

}  // namespace

void stop_if(const Cancel& cancel) {
  if (cancel && cancel->load(std::memory_order_relaxed)) throw Cancelled{};
}

std::size_t World::find(DatasetId id) const {
  const auto found =
      std::lower_bound(datasets.begin(), datasets.end(), id,
                       [](const KnownDataset& dataset, DatasetId wanted) { return dataset.id < wanted; });
  if (found == datasets.end() || found->id != id) return kNowhere;
  return static_cast<std::size_t>(found - datasets.begin());
}

World read_world(Reading& reading, const Definitions& definitions, const Cancel& cancel) {
  World world;
  FactReader reader(definitions);
  std::vector<std::vector<DatasetId>> batches;
  const DatasetFilter everything{.with_deleted = true};
  for (DatasetId after;; after = batches.back().back()) {
    stop_if(cancel);
    auto ids = reading.list(everything, after, kBatch);
    if (ids.empty()) break;
    reading.each_dataset(ids, [&](const Dataset& dataset) { world.datasets.push_back(keep(dataset, reader)); });
    batches.push_back(std::move(ids));
  }
  for (const auto& ids : batches) {
    stop_if(cancel);
    read_inputs(world, ids, reading);
  }
  for (std::size_t output = 0; output < world.datasets.size(); ++output) {
    each_once(world.datasets[output].inputs);
    for (const auto input : world.datasets[output].inputs) world.datasets[input].outputs.push_back(output);
  }
  return world;
}

}  // namespace weft::naive
