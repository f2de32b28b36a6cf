#include "app/commands/outcomes.h"

#include <algorithm>

namespace weft {
namespace {

constexpr std::size_t kExamples = 20;

bool is_ours(const SentRanges& sent, std::int64_t seq) {
  auto after =
      std::upper_bound(sent.begin(), sent.end(), seq, [](auto at, const auto& range) { return at < range.first; });
  return after != sent.begin() && seq <= std::prev(after)->second;
}

// Counts ours among the messages in that state; others may have sent meanwhile.
Result<std::int64_t> count_state(Server& server, const SentRanges& sent, const std::string& state,
                                 std::vector<Json>* examples) {
  std::int64_t count = 0;
  std::string cursor = std::to_string(sent.front().first - 1);
  while (!cursor.empty()) {
    auto page = server.get_page("/api/v1/messages", {{"state", state}}, 1000, "after", cursor);
    if (!page) return tl::make_unexpected(page.error());
    std::int64_t last = 0;
    for (const auto& message : (*page)["messages"].list()) {
      last = message["seq"].whole();
      if (!is_ours(sent, last)) continue;
      ++count;
      if (examples && examples->size() < kExamples) examples->push_back(message);
    }
    cursor = last > sent.back().second ? "" : (*page)["nextCursor"].shown();
  }
  return count;
}

}  // namespace

Result<Outcomes> outcomes_of(Server& server, const SentRanges& sent) {
  Outcomes outcomes;
  if (sent.empty()) return outcomes;
  for (const auto& [first, last] : sent) outcomes.sent += last - first + 1;
  auto refused = count_state(server, sent, "refused", &outcomes.examples);
  if (!refused) return tl::make_unexpected(refused.error());
  auto waiting = count_state(server, sent, "waiting", nullptr);
  if (!waiting) return tl::make_unexpected(waiting.error());
  outcomes.refused = *refused;
  outcomes.waiting = *waiting;
  return outcomes;
}

std::string summary(const Outcomes& outcomes) {
  std::string text = grouped(outcomes.sent) + " sent, all durable; " + grouped(outcomes.catalogued()) + " catalogued";
  if (outcomes.refused > 0) text += ", " + grouped(outcomes.refused) + " refused";
  if (outcomes.waiting > 0) text += ", " + grouped(outcomes.waiting) + " waiting";
  if (outcomes.refused > 0) return text + ": see weft messages --refused";
  if (outcomes.waiting > 0) return text + ": see weft messages --waiting";
  return text;
}

}  // namespace weft
