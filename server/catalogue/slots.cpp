#include "catalogue/slots.h"

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

Investigation merge_slots(const Investigation& known, const Investigation& said) {
  const bool known_wins = known.kind == SlotKind::official && said.kind != SlotKind::official;
  const auto& first = known_wins ? known : said;
  const auto& second = known_wins ? said : known;
  Investigation merged = known;
  merged.kind = first.kind == SlotKind::official || second.kind == SlotKind::official ? SlotKind::official : first.kind;
  merged.end = first.end ? first.end : second.end;
  merged.external_id = !first.external_id.empty() ? first.external_id : second.external_id;
  merged.title = !first.title.empty() ? first.title : second.title;
  merged.visit = !first.visit.empty() ? first.visit : second.visit;
  return merged;
}

}  // namespace weft
