#include <algorithm>

#include "catalogue/drafting.h"
#include "catalogue/slots.h"

namespace weft {

const std::vector<Investigation>& Assigning::slots(const std::string& proposal, const std::string& instrument) {
  auto [at, is_new] = slots_.try_emplace({proposal, instrument});
  if (!is_new) return at->second;
  at->second = telling_.writing.investigations(proposal, instrument);
  if (!laid_ || laid_->proposal != proposal || laid_->instrument != instrument) return at->second;
  const auto same =
      std::find_if(at->second.begin(), at->second.end(), [&](const Investigation& i) { return i.id == laid_->id; });
  if (same == at->second.end())
    at->second.push_back(*laid_);
  else
    *same = *laid_;
  return at->second;
}

// The facility's id counts only within the same proposal; anything else is ignored (and shown, because the dataset
// keeps what it asked for).
InvestigationId Assigning::forced_investigation(const DatasetKey& key, const std::string& forced) {
  if (forced.empty()) return {};
  if (laid_ && laid_->external_id == forced && laid_->proposal == key.proposal) return laid_->id;
  std::vector<InvestigationId> ids;
  for (const auto id : telling_.writing.external("investigation", forced)) ids.push_back(InvestigationId{id});
  std::vector<Investigation> found = telling_.writing.investigations_at(ids);
  std::erase_if(found, [&](const Investigation& i) { return i.proposal != key.proposal; });
  if (found.empty()) return {};
  const auto by_key = [](const Investigation& a, const Investigation& b) {
    return std::tie(a.proposal, a.instrument, a.start) < std::tie(b.proposal, b.instrument, b.start);
  };
  return std::min_element(found.begin(), found.end(), by_key)->id;
}

InvestigationId Assigning::investigation(const DatasetKey& key, std::optional<Time> start, const std::string& forced) {
  if (const auto id = forced_investigation(key, forced)) return id;
  const auto& known = slots(key.proposal, key.instrument);
  if (const auto* slot = match_slot(start, known)) return slot->id;
  const auto open =
      std::find_if(known.begin(), known.end(), [](const Investigation& i) { return i.kind == SlotKind::unscheduled; });
  if (open != known.end()) return open->id;
  Investigation made;
  made.id = telling_.writing.next_investigation();
  made.proposal = key.proposal;
  made.instrument = key.instrument;
  made.first_seq = made.last_seq = telling_.seq;
  draft_.investigations.push_back(made);
  slots_[{key.proposal, key.instrument}].push_back(made);
  return made.id;
}

SampleId Assigning::sample(InvestigationId investigation, const std::string& name) {
  if (name.empty()) return {};
  auto [at, is_new] = samples_.try_emplace({investigation, name});
  if (!is_new) return at->second;
  Sample sample{{}, investigation, name};
  sample.id = telling_.writing.find_samples({&sample, 1}).front();
  if (!sample.id) {
    sample.id = telling_.writing.next_sample();
    draft_.samples.push_back(sample);
  }
  return at->second = sample.id;
}

}  // namespace weft
