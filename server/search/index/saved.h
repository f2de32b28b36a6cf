// Saved: a snapshot in a folder, by segment, as spec/index-file.md says. What did not change since the last time is not
// written again. A wrong byte is noticed: in a segment its block is read from the store again, elsewhere everything
// is. Throws std::runtime_error when the disk fails. One thread.
#pragma once
#include "search/index/snapshot.h"

namespace weft::index {

// What a saved index belongs to; any difference makes it worthless.
struct Belonging {
  std::string store;
  std::int64_t epoch = 0;
  std::string definitions;
  std::string aliases;
  bool operator==(const Belonging&) const = default;
};

struct Loaded {
  Snapshot snapshot;
  std::int64_t at = 0;                 // when the change `snapshot.seq` was made, microseconds
  std::vector<std::uint32_t> damaged;  // blocks of which something is wrong: not there
};

void save(const std::string& folder, const Snapshot& snapshot, const Belonging& belonging, std::int64_t at);
// None when nothing is there that can be used.
std::optional<Loaded> load(const std::string& folder, const Belonging& belonging);

}  // namespace weft::index
