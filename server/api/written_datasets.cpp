#include "api/written_datasets.h"

#include <algorithm>

#include "api/answer.h"

namespace weft {

std::string write_listed(const Dataset& dataset, ShownParameters& shown, const Facility& facility) {
  JsonWriter json;
  json.begin_object();
  write_summary(json, dataset, facility);
  shown.write_dataset(json, dataset);
  return json.end_object().take();
}

// When something is missing, all is looked up again after the Reading has begun: what is kept and what is read then
// stand at the same moment, although somebody writes meanwhile.
std::vector<WrittenDatasets::Text> WrittenDatasets::read(std::span<const DatasetId> ids, Parameters parameters) {
  const auto is_missing = [](const Text& text) { return !text; };
  auto texts = find(ids, parameters, store_.version());
  if (std::none_of(texts.begin(), texts.end(), is_missing)) return texts;
  const auto version = store_.version();
  const auto reading = store_.read(Viewer::everybody());
  texts = find(ids, parameters, version);
  read_missing(*reading, ids, parameters, version, texts);
  std::erase_if(texts, is_missing);
  return texts;
}

void WrittenDatasets::read_missing(Reading& reading, std::span<const DatasetId> ids, Parameters parameters,
                                   std::uint64_t version, std::vector<Text>& into) {
  std::vector<DatasetId> missing;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (!into[i]) missing.push_back(ids[i]);
  auto shown = take_writer(parameters);
  std::unordered_map<std::int64_t, Text> fresh;
  for (const auto& dataset : reading.datasets(missing)) {
    auto text = std::make_shared<const std::string>(write_listed(dataset, shown, definitions_.facility));
    keep({key_of(dataset.id, parameters), version, text});
    fresh.emplace(dataset.id.value, std::move(text));
  }
  give_back(parameters, std::move(shown));
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (const auto found = fresh.find(ids[i].value); !into[i] && found != fresh.end()) into[i] = found->second;
}

ShownParameters WrittenDatasets::take_writer(Parameters parameters) {
  if (parameters == Parameters::none) return ShownParameters::none(definitions_);
  const std::lock_guard lock(mutex_);
  if (writers_.empty()) return ShownParameters::all(definitions_);
  auto writer = std::move(writers_.back());
  writers_.pop_back();
  return writer;
}

void WrittenDatasets::give_back(Parameters parameters, ShownParameters writer) {
  if (parameters == Parameters::none) return;
  const std::lock_guard lock(mutex_);
  writers_.push_back(std::move(writer));
}

std::vector<WrittenDatasets::Text> WrittenDatasets::find(std::span<const DatasetId> ids, Parameters parameters,
                                                         std::uint64_t version) {
  std::vector<Text> texts(ids.size());
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found = found_.find(key_of(ids[i], parameters));
    if (found == found_.end()) continue;
    const Kept& kept = *found->second;
    if (!store_.unchanged(ids[i], std::min(kept.version, version))) continue;
    texts[i] = kept.text;
    kept_.splice(kept_.begin(), kept_, found->second);
  }
  return texts;
}

// Of two the one that was read later.
void WrittenDatasets::keep(Kept fresh) {
  const std::lock_guard lock(mutex_);
  if (const auto found = found_.find(fresh.key); found != found_.end()) {
    if (found->second->version > fresh.version) return;
    bytes_ -= cost(*found->second);
    kept_.erase(found->second);
    found_.erase(found);
  }
  bytes_ += cost(fresh);
  kept_.push_front(std::move(fresh));
  found_.emplace(kept_.front().key, kept_.begin());
  while (bytes_ > most_bytes_) {
    bytes_ -= cost(kept_.back());
    found_.erase(kept_.back().key);
    kept_.pop_back();
  }
}

std::uint64_t WrittenDatasets::key_of(DatasetId id, Parameters parameters) {
  return static_cast<std::uint64_t>(id.value) * 2 + (parameters == Parameters::all ? 1 : 0);
}

// The text, and about what its places in memory take.
std::size_t WrittenDatasets::cost(const Kept& kept) {
  constexpr std::size_t kPlaces = 200;
  return kept.text->capacity() + kPlaces;
}

std::size_t WrittenDatasets::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace weft
