#include "api/written_datasets.h"

#include <algorithm>
#include <unordered_map>

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
  reading.each_dataset(missing, [&](const Dataset& dataset) {
    auto text = std::make_shared<const std::string>(write_listed(dataset, shown, definitions_.facility));
    kept_.keep(key_of(dataset.id, parameters), version, text);
    fresh.emplace(dataset.id.value, std::move(text));
  });
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
  std::vector<std::uint64_t> keys;
  keys.reserve(ids.size());
  for (const auto id : ids) keys.push_back(key_of(id, parameters));
  return kept_.find(keys, [&](std::size_t place, std::uint64_t kept) {
    return store_.unchanged(ids[place], std::min(kept, version));
  });
}

std::uint64_t WrittenDatasets::key_of(DatasetId id, Parameters parameters) {
  return static_cast<std::uint64_t>(id.value) * 2 + (parameters == Parameters::all ? 1 : 0);
}

}  // namespace weft
