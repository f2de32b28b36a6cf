#include <algorithm>

#include "catalogue/drafting.h"
#include "catalogue/slots.h"

namespace weft {
namespace {

constexpr int kPortion = 4096;

Result<Investigation> slot_of(const InvestigationStatement& s, const Facility& facility) {
  Investigation slot;
  slot.proposal = facility.proposal_key(s.proposal);
  slot.instrument = facility.instrument_key(s.instrument);
  if (slot.proposal.empty()) return fail(ErrorCode::invalid, "an investigation names its proposal", "experiment");
  if (slot.instrument.empty()) return fail(ErrorCode::invalid, "an investigation names its instrument", "instrument");
  slot.start = read_time(s.start_date);
  if (!slot.start)
    return fail(ErrorCode::invalid, "an investigation has a startDate in ISO 8601, e.g. 2025-01-18T09:30:00+01:00",
                s.start_date);
  slot.end = read_time(s.end_date);
  if (!s.end_date.empty() && !slot.end) return fail(ErrorCode::invalid, "endDate is no date in ISO 8601", s.end_date);
  if (slot.end && *slot.end < *slot.start)
    return fail(ErrorCode::invalid, "the investigation ends before it starts", s.end_date);
  slot.kind = s.official ? SlotKind::official : SlotKind::declared;
  slot.external_id = s.investigation_id;
  slot.title = s.title;
  slot.visit = s.visit;
  return slot;
}

// Matches again all datasets the slot may claim: those of its proposal and instrument, and those of its proposal that
// asked for an id.
void match_again(const Telling& telling, const Investigation& slot, Draft& draft) {
  Assigning assigning(telling, draft);
  assigning.lay_over(slot);
  DatasetFilter filter;
  filter.proposal = slot.proposal;
  filter.with_deleted = true;
  for (DatasetId after;;) {
    const auto ids = telling.writing.list(filter, after, kPortion);
    if (ids.empty()) return;
    for (const auto& place : telling.writing.places_of(ids)) {
      if (place.key.instrument != slot.instrument && place.forced_investigation.empty()) continue;
      const auto investigation = assigning.investigation(place.key, place.start, place.forced_investigation);
      if (investigation == place.investigation) continue;
      draft.assignments.push_back({place.dataset, investigation, assigning.sample(investigation, place.sample_name)});
    }
    after = ids.back();
  }
}

}  // namespace

Draft draft_investigation(const Telling& telling, const InvestigationStatement& statement) {
  auto slot = slot_of(statement, telling.facility);
  if (!slot) return telling.refused(slot.error());
  const auto known = telling.writing.investigations(slot->proposal, slot->instrument);
  const auto same = std::find_if(known.begin(), known.end(), [&](const Investigation& i) {
    return i.kind != SlotKind::unscheduled && i.start == slot->start;
  });
  if (same != known.end()) {
    *slot = merge_slots(*same, *slot);
  } else {
    slot->id = telling.writing.next_investigation();
    slot->first_seq = telling.message.seq;
  }
  slot->last_seq = telling.seq;
  auto draft = telling.draft(ChangeKind::investigation, slot->id.value, MessageState::catalogued);
  draft.investigations.push_back(*slot);
  if (!slot->external_id.empty()) draft.external_ids.push_back({"investigation", slot->external_id, slot->id.value});
  if (!telling.fingerprint.empty())
    draft.history.push_back({{}, telling.message.seq, telling.message.received_at, telling.fingerprint, {}, {}});
  match_again(telling, *slot, draft);
  return draft;
}

}  // namespace weft
