// Outcomes: what became of messages that were sent. In: their positions in the log. Out: counts, and the refused ones.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "app/commands/look.h"
#include "app/commands/server.h"

namespace weft {

// First and last position of messages that were sent together. Ascending, none overlaps.
using SentRanges = std::vector<std::pair<std::int64_t, std::int64_t>>;

struct Outcomes {
  std::int64_t sent = 0;
  std::int64_t refused = 0;
  std::int64_t waiting = 0;
  std::vector<Json> examples;  // the first refused messages
  std::int64_t catalogued() const { return sent - refused - waiting; }
};

// To be asked once the catalogue shows the last of them.
Result<Outcomes> outcomes_of(Server& server, const SentRanges& sent);

// "41 sent, all durable; 39 catalogued, 1 refused, 1 waiting: see weft messages --refused"
std::string summary(const Outcomes& outcomes);

}  // namespace weft
