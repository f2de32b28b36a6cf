#include "catalogue/slots.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace weft {
namespace {

SlotStatement said(std::int64_t message, bool official, std::string end, std::string id = "") {
  SlotStatement statement;
  statement.message = Seq{message};
  statement.statement.official = official;
  statement.statement.end_date = std::move(end);
  statement.statement.investigation_id = std::move(id);
  return statement;
}

Investigation slot(const char* start, const char* end = nullptr) {
  Investigation s;
  s.kind = SlotKind::declared;
  s.start = read_time(start);
  if (end) s.end = read_time(end);
  return s;
}

Investigation folded(const std::vector<SlotStatement>& statements) { return fold_slot({}, statements); }

TEST(Slots, containing_beats_near_beats_none) {
  std::vector<Investigation> slots = {slot("2025-01-01", "2025-01-02"), slot("2025-01-05", "2025-01-06")};
  EXPECT_EQ(match_slot(read_time("2025-01-01T12:00:00"), slots), &slots[0]);
  EXPECT_EQ(match_slot(read_time("2025-01-03T12:00:00"), slots), &slots[1]);
  EXPECT_EQ(match_slot(read_time("2025-01-08T00:00:00"), slots), &slots[1]);
  EXPECT_EQ(match_slot(read_time("2025-01-08T00:00:01"), slots), nullptr);
  EXPECT_EQ(match_slot(std::nullopt, slots), nullptr);
}

TEST(Slots, what_is_official_stays_whatever_came_first) {
  for (const bool official_first : {true, false}) {
    const auto slot = folded({said(1, official_first, "2025-01-02", official_first ? "5" : "6"),
                              said(2, !official_first, "2025-01-03", official_first ? "6" : "5")});
    EXPECT_EQ(slot.kind, SlotKind::official);
    EXPECT_EQ(slot.external_id, "5");
    EXPECT_EQ(slot.end, read_time(official_first ? "2025-01-02" : "2025-01-03"));
  }
}

// The official slot has no end of its own: it borrows the declared one, which does not become official by that.
TEST(Slots, a_declared_end_can_be_moved_although_an_official_slot_took_it_over) {
  const auto slot = folded({said(1, false, "2025-01-02"), said(2, true, ""), said(3, false, "2025-01-09")});
  EXPECT_EQ(slot.kind, SlotKind::official);
  EXPECT_EQ(slot.end, read_time("2025-01-09"));
}

// A message refused once and looked at again comes last into the history, and counts where it was received.
TEST(Slots, statements_count_by_first_receipt) {
  EXPECT_EQ(folded({said(7, true, "", "7"), said(3, true, "", "3")}).external_id, "7");
}

TEST(Slots, a_forced_id_counts_within_its_proposal_and_of_several_the_first_by_key) {
  std::vector<Investigation> bearers(3);
  bearers[0].id = {1}, bearers[0].proposal = "p1", bearers[0].instrument = "i2", bearers[0].start = Time{};
  bearers[1].id = {2}, bearers[1].proposal = "p1", bearers[1].instrument = "i1", bearers[1].start = Time{};
  bearers[2].id = {3}, bearers[2].proposal = "p0", bearers[2].instrument = "i1", bearers[2].start = Time{};
  for (int turns = 0; turns < 3; ++turns) {
    EXPECT_EQ(forced_slot("p1", bearers)->id, InvestigationId{2});
    std::rotate(bearers.begin(), bearers.begin() + 1, bearers.end());
  }
  EXPECT_EQ(forced_slot("p2", bearers), nullptr);
}

}  // namespace
}  // namespace weft
