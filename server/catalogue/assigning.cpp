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

const std::vector<Investigation>& Assigning::bearers(const std::string& forced) {
  auto [at, is_new] = bearers_.try_emplace(forced);
  if (!is_new) return at->second;
  at->second = bearers_of(telling_.writing, forced);
  const bool known = std::any_of(at->second.begin(), at->second.end(),
                                 [&](const Investigation& i) { return laid_ && i.id == laid_->id; });
  const bool told = std::any_of(draft_.external_ids.begin(), draft_.external_ids.end(), [&](const ExternalId& id) {
    return laid_ && id.kind == "investigation" && id.value == forced && id.id == laid_->id.value;
  });
  if (told && !known) at->second.push_back(*laid_);
  return at->second;
}

InvestigationId Assigning::investigation(const DatasetKey& key, std::optional<Time> start, const std::string& forced) {
  const auto& known = slots(key.proposal, key.instrument);
  if (const auto* slot = investigation_of(key.proposal, start, known, bearers(forced))) return slot->id;
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
