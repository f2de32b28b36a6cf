#include "store/sqlite/writer_memory.h"

namespace weft::sqlite {

const std::vector<Investigation>* WriterMemory::slots(const std::string& proposal,
                                                      const std::string& instrument) const {
  const auto found = slots_.find({proposal, instrument});
  return found == slots_.end() ? nullptr : &found->second;
}

void WriterMemory::remember(const std::string& proposal, const std::string& instrument,
                            const std::vector<Investigation>& slots) {
  if (slots_.size() >= kMost) slots_.clear();
  slots_[{proposal, instrument}] = slots;
}

SampleId WriterMemory::sample(InvestigationId investigation, const std::string& name) const {
  const auto samples = samples_.find(investigation);
  if (samples == samples_.end()) return {};
  const auto found = samples->second.find(name);
  return found == samples->second.end() ? SampleId{} : found->second;
}

void WriterMemory::remember(const Sample& sample) {
  if (++sample_count_ > kMost) {
    samples_.clear();
    sample_count_ = 1;
  }
  samples_[sample.investigation][sample.name] = sample.id;
}

const std::vector<Place>* WriterMemory::places(const std::string& folder) const {
  const auto found = places_.find(folder);
  return found == places_.end() ? nullptr : &found->second;
}

void WriterMemory::remember(const std::string& folder, const std::vector<Place>& places) {
  if (places_.size() >= kMost) places_.clear();
  places_[folder] = places;
}

// Whoever is written again is asked for again.
void WriterMemory::heed_place(const Dataset& it, bool is_new) {
  const auto found = places_.find(it.key.location);
  if (found == places_.end()) return;
  if (is_new && found->second.size() < kMostInFolder)
    found->second.push_back(
        {it.id, it.key, it.state, it.start, it.investigation, it.sample, it.sample_name, it.forced_investigation});
  else
    places_.erase(found);
}

void WriterMemory::note(const std::string& location) {
  updated_->set(std::hash<std::string>{}(location) % updated_->size());
}

bool WriterMemory::may_have_updates(const std::string& location, Connection& connection) {
  if (!updated_) {
    updated_ = std::make_unique<Folders>();
    Rows rows(connection.prepared("SELECT location FROM folder_update"));
    while (rows.next()) note(rows.text(0));
  }
  return updated_->test(std::hash<std::string>{}(location) % updated_->size());
}

// A row written again, perhaps under another name, is rare: then all of its kind is asked again.
void WriterMemory::heed(const Draft& draft, DatasetId last, InvestigationId last_slot, SampleId last_sample) {
  for (const Investigation& slot : draft.investigations)
    slot.id > last_slot ? void(slots_.erase({slot.proposal, slot.instrument})) : slots_.clear();
  for (const Sample& sample : draft.samples)
    if (sample.id <= last_sample) samples_.clear();
  for (const Dataset& dataset : draft.datasets) heed_place(dataset, dataset.id > last);
  if (!draft.assignments.empty()) places_.clear();
  if (updated_)
    for (const FolderUpdate& update : draft.updates) note(update.location);
}

// The folders stay: one too many is asked for in vain.
void WriterMemory::forget() {
  slots_.clear();
  samples_.clear();
  places_.clear();
  sample_count_ = 0;
}

}  // namespace weft::sqlite
