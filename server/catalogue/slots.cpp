#include "catalogue/slots.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace weft {
namespace {

constexpr auto kNear = std::chrono::hours(48);

bool contains(const Investigation& slot, Time time) { return *slot.start <= time && (!slot.end || time <= *slot.end); }

bool is_near(const Investigation& slot, Time time) {
  return time < *slot.start ? *slot.start - time <= kNear : slot.end && time - *slot.end <= kNear;
}

}  // namespace

const Investigation* match_slot(std::optional<Time> start, const std::vector<Investigation>& slots) {
  if (!start) return nullptr;
  const Investigation* best = nullptr;
  const auto rank = [&](const Investigation& slot) { return std::tuple(contains(slot, *start), *slot.start); };
  for (const auto& slot : slots) {
    if (slot.kind == SlotKind::unscheduled || !slot.start) continue;
    if (!contains(slot, *start) && !is_near(slot, *start)) continue;
    if (!best || rank(slot) > rank(*best) ||
        (rank(slot) == rank(*best) &&
         std::tie(slot.proposal, slot.instrument) < std::tie(best->proposal, best->instrument)))
      best = &slot;
  }
  return best;
}

const Investigation* forced_slot(const std::string& proposal, const std::vector<Investigation>& bearers) {
  const Investigation* first = nullptr;
  const auto key = [](const Investigation& slot) { return std::tie(slot.proposal, slot.instrument, slot.start); };
  for (const auto& slot : bearers)
    if (slot.proposal == proposal && (!first || key(slot) < key(*first))) first = &slot;
  return first;
}

std::vector<Investigation> bearers_of(Reading& reading, const std::string& external_id) {
  if (external_id.empty()) return {};
  std::vector<InvestigationId> ids;
  for (const auto id : reading.external("investigation", external_id)) ids.push_back(InvestigationId{id});
  return reading.investigations_at(ids);
}

const Investigation* investigation_of(const std::string& proposal, std::optional<Time> start,
                                      const std::vector<Investigation>& slots,
                                      const std::vector<Investigation>& bearers) {
  if (const auto* slot = forced_slot(proposal, bearers)) return slot;
  if (const auto* slot = match_slot(start, slots)) return slot;
  const auto open =
      std::find_if(slots.begin(), slots.end(), [](const Investigation& i) { return i.kind == SlotKind::unscheduled; });
  return open == slots.end() ? nullptr : &*open;
}

Investigation fold_slot(Investigation slot, std::vector<SlotStatement> statements) {
  std::sort(statements.begin(), statements.end(), [](const SlotStatement& a, const SlotStatement& b) {
    return std::tie(a.statement.official, a.message) < std::tie(b.statement.official, b.message);
  });
  const auto keep = [](std::string& field, const std::string& said) {
    if (!said.empty()) field = said;
  };
  slot.end.reset();
  slot.external_id.clear(), slot.title.clear(), slot.visit.clear();
  for (const auto& [investigation, message, received_at, said] : statements) {
    slot.kind = said.official ? SlotKind::official : SlotKind::declared;
    if (const auto end = read_time(said.end_date)) slot.end = end;
    keep(slot.external_id, said.investigation_id);
    keep(slot.title, said.title);
    keep(slot.visit, said.visit);
  }
  return slot;
}

}  // namespace weft
