#include "catalogue/export.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/json_writer.h"

namespace weft {
namespace {

constexpr int kPortion = 1000;

void write_parameters(JsonWriter& json, std::string_view name, const std::vector<Parameter>& parameters) {
  json.key(name).begin_object();
  for (const auto& parameter : parameters) json.member(parameter.name, parameter.text);
  json.end_object();
}

void write_key(JsonWriter& json, const DatasetKey& key) {
  json.begin_object().member("proposal", key.proposal).member("instrument", key.instrument);
  json.member("location", key.location).member("name", key.name).end_object();
}

void write_slot_key(JsonWriter& json, const Investigation& slot) {
  json.begin_object().member("proposal", slot.proposal).member("instrument", slot.instrument).key("start");
  slot.start ? json.value(*slot.start) : json.null();
  json.end_object();
}

class Export {
 public:
  Export(Reading& reading, bool canonical, const std::function<void(std::string_view)>& write)
      : reading_(reading), canonical_(canonical), write_(write) {}

  void run() {
    write_investigations();
    if (canonical_)
      write_ordered();
    else
      each_portion([&](std::span<const DatasetId> ids) { write_datasets(ids); });
    write_waiting();
  }

 private:
  template <class Act>
  void each_portion(Act&& act) {
    DatasetFilter all;
    all.with_deleted = true;
    for (DatasetId after;;) {
      const auto ids = reading_.list(all, after, kPortion);
      if (ids.empty()) return;
      act(ids);
      after = ids.back();
    }
  }

  // By natural key, which the store's ids do not follow: all keys are in memory while they are sorted.
  void write_ordered() {
    std::vector<std::pair<DatasetKey, DatasetId>> keys;
    each_portion([&](std::span<const DatasetId> ids) {
      for (auto& place : reading_.places_of(ids)) keys.emplace_back(std::move(place.key), place.dataset);
    });
    std::sort(keys.begin(), keys.end());
    std::vector<DatasetId> ordered;
    for (const auto& [key, id] : keys) ordered.push_back(id);
    keys = {};
    for (std::size_t begin = 0; begin < ordered.size(); begin += kPortion)
      write_datasets(std::span(ordered).subspan(begin, std::min<std::size_t>(kPortion, ordered.size() - begin)));
  }

  bool is_inhabited(InvestigationId investigation) {
    DatasetFilter inside;
    inside.investigation = investigation;
    inside.with_deleted = true;
    return !reading_.list(inside, {}, 1).empty();
  }

  void write_investigations() {
    auto all = reading_.investigations("", "");
    for (const auto& slot : all) slots_[slot.id] = slot;
    // An unscheduled investigation is there only as long as datasets are in it.
    std::erase_if(all, [&](const Investigation& i) { return i.kind == SlotKind::unscheduled && !is_inhabited(i.id); });
    if (canonical_)
      std::sort(all.begin(), all.end(), [](const Investigation& a, const Investigation& b) {
        return std::tie(a.proposal, a.instrument, a.start) < std::tie(b.proposal, b.instrument, b.start);
      });
    for (const auto& slot : all) write_investigation(slot);
  }

  void write_investigation(const Investigation& slot) {
    constexpr std::string_view kKinds[] = {"official", "declared", "unscheduled"};
    JsonWriter json;
    json.begin_object().key("investigation").begin_object().key("key");
    write_slot_key(json, slot);
    json.member("kind", kKinds[static_cast<int>(slot.kind)]);
    if (slot.end) json.member("end", *slot.end);
    if (!slot.external_id.empty()) json.member("investigationId", slot.external_id);
    if (!slot.title.empty()) json.member("title", slot.title);
    if (!slot.visit.empty()) json.member("visit", slot.visit);
    if (!canonical_) json.member("id", slot.id).member("firstSeq", slot.first_seq).member("lastSeq", slot.last_seq);
    write_(json.end_object().end_object().take());
  }

  void write_datasets(std::span<const DatasetId> ids) {
    std::map<DatasetId, std::vector<Input>> inputs;
    std::vector<DatasetId> linked;
    keys_.clear();
    for (auto& row : reading_.inputs_of(ids)) {
      linked.insert(linked.end(), row.datasets.begin(), row.datasets.end());
      inputs[row.output].push_back(std::move(row));
    }
    for (const auto& place : reading_.places_of(linked)) keys_[place.dataset] = place.key;
    reading_.each_dataset(ids, [&](const Dataset& dataset) { write_dataset(dataset, inputs[dataset.id]); });
  }

  void write_dataset(const Dataset& d, const std::vector<Input>& inputs) {
    JsonWriter json;
    json.begin_object().key("dataset").begin_object().key("key");
    write_key(json, d.key);
    json.member("type", d.type)
        .member("state", d.state == DatasetState::live ? "live" : "deleted")
        .member("complete", d.complete);
    if (!d.state_reason.empty()) json.member("reason", d.state_reason);
    if (const auto slot = slots_.find(d.investigation); slot != slots_.end())
      write_slot_key(json.key("investigation"), slot->second);
    if (!d.sample_name.empty()) json.member("sample", d.sample_name);
    if (!d.sample_type.empty()) json.member("sampleType", d.sample_type);
    if (d.start) json.member("startDate", *d.start);
    if (d.end) json.member("endDate", *d.end);
    if (!d.job.empty()) json.member("job", d.job);
    if (!d.application.empty()) json.member("application", d.application);
    if (!d.forced_investigation.empty()) json.member("investigationId", d.forced_investigation);
    if (!d.comment.empty()) json.member("comment", d.comment);
    if (d.release_date) json.member("releaseDate", *d.release_date);
    write_parameters(json, "parameters", d.parameters);
    write_parameters(json, "sampleParameters", d.sample_parameters);
    write_inputs(json, inputs);
    if (!canonical_)
      json.member("id", d.id)
          .member("firstSeq", d.first_seq)
          .member("lastSeq", d.last_seq)
          .member("fileCount", d.file_count)
          .member("volume", d.size_bytes);
    write_(json.end_object().end_object().take());
  }

  void write_inputs(JsonWriter& json, const std::vector<Input>& inputs) {
    json.key("inputs").begin_array();
    for (const auto& row : inputs) {
      if (row.state == InputState::unused) continue;
      json.begin_object().member("text", row.text);
      if (!row.role.empty()) json.member("role", row.role);
      json.member("state", to_text(row.state)).key("datasets").begin_array();
      std::vector<DatasetKey> means;
      for (const auto id : row.datasets) means.push_back(keys_[id]);
      std::sort(means.begin(), means.end());
      for (const auto& key : means) write_key(json, key);
      json.end_array().end_object();
    }
    json.end_array();
  }

  // What was understood and waits: updates of folders nobody stands in, queues not served yet.
  void write_waiting() {
    MessageFilter filter;
    filter.state = MessageState::waiting;
    filter.with_bodies = true;
    filter.limit = kPortion;
    std::vector<std::string> lines;
    for (;;) {
      const auto messages = reading_.messages(filter);
      if (messages.empty()) break;
      for (const auto& message : messages) {
        JsonWriter json;
        json.begin_object()
            .key("waiting")
            .begin_object()
            .member("destination", message.destination)
            .member("body", message.body);
        lines.push_back(json.end_object().end_object().take());
      }
      filter.after = messages.back().seq;
    }
    if (canonical_) {  // the same said again is no difference
      std::sort(lines.begin(), lines.end());
      lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    }
    for (const auto& line : lines) write_(line);
  }

  Reading& reading_;
  const bool canonical_;
  const std::function<void(std::string_view)>& write_;
  std::map<InvestigationId, Investigation> slots_;
  std::map<DatasetId, DatasetKey> keys_;  // of the datasets linked in this portion
};

}  // namespace

void export_catalogue(Reading& reading, bool canonical, const std::function<void(std::string_view line)>& write) {
  Export(reading, canonical, write).run();
}

}  // namespace weft
