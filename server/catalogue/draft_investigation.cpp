#include <algorithm>

#include "catalogue/drafting.h"
#include "catalogue/slots.h"

namespace weft {
namespace {

constexpr int kPortion = 4096;

// The key of the slot; nothing else of it.
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
  const auto end = read_time(s.end_date);
  if (!s.end_date.empty() && !end) return fail(ErrorCode::invalid, "endDate is no date in ISO 8601", s.end_date);
  if (end && *end < *slot.start) return fail(ErrorCode::invalid, "the investigation ends before it starts", s.end_date);
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
  const bool is_new = same == known.end();
  slot->id = is_new ? telling.writing.next_investigation() : same->id;
  slot->first_seq = is_new ? telling.message.seq : same->first_seq;
  slot->last_seq = telling.seq;
  const SlotStatement said{slot->id, telling.message.seq, telling.message.received_at, statement};
  auto statements = telling.writing.slot_history(slot->id);
  statements.push_back(said);
  *slot = fold_slot(*slot, std::move(statements));
  auto draft = telling.draft(ChangeKind::investigation, slot->id.value, MessageState::catalogued);
  draft.investigations.push_back(*slot);
  draft.slot_history.push_back(said);
  if (!statement.investigation_id.empty())
    draft.external_ids.push_back({"investigation", statement.investigation_id, slot->id.value});
  if (!telling.fingerprint.empty())
    draft.history.push_back({{}, telling.message.seq, telling.message.received_at, telling.fingerprint, {}, {}});
  match_again(telling, *slot, draft);
  return draft;
}

}  // namespace weft
