// Slots: which investigation a dataset belongs to. Pure; any thread.
#pragma once
#include <optional>
#include <vector>

#include "model/investigation.h"

namespace weft {

// The slot for a dataset that started at `start`: one that contains it beats one within 48 h; ties: latest start, then
// natural key. Null when none: the unscheduled investigation. `slots` are those of its proposal and instrument;
// unscheduled ones among them are passed over. Source of the 48 h: pyicat-plus, and the ESRF's ingester (datasets
// outside official slots open investigations of their own).
const Investigation* match_slot(std::optional<Time> start, const std::vector<Investigation>& slots);

// What two statements of one slot (same proposal, instrument, start) make together: what is official stays.
Investigation merge_slots(const Investigation& known, const Investigation& said);

}  // namespace weft
