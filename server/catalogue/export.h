// Export: the whole catalogue as NDJSON. Canonical is what "the same catalogue" means: natural keys, sorted, without
// ids, positions in the log and receipt times, and without what was read from disk. A Reading's thread.
#pragma once
#include <functional>
#include <string_view>

#include "store/store.h"

namespace weft {

// Calls `write` once a line, without line ends. Canonical: {"investigation":..} lines, then {"dataset":..}, then
// {"waiting":..} once each, sorted by key. Else the same lines in id order, with ids, positions, file counts and bytes.
void export_catalogue(Reading& reading, bool canonical, const std::function<void(std::string_view line)>& write);

}  // namespace weft
