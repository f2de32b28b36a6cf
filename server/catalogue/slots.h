// Slots: which investigation a dataset belongs to. Pure, but for bearers_of, which asks a Reading; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/investigation.h"
#include "store/store.h"

namespace weft {

// The slot for a dataset that started at `start`: one that contains it beats one within 48 h; ties: latest start, then
// natural key. Null when none: the unscheduled investigation. `slots` are those of its proposal and instrument;
// unscheduled ones among them are passed over. Source of the 48 h: pyicat-plus, and the ESRF's ingester (datasets
// outside official slots open investigations of their own).
const Investigation* match_slot(std::optional<Time> start, const std::vector<Investigation>& slots);

// The slot that a dataset which asks for the facility's id of an investigation is forced into. It counts only within
// the same proposal; of several that bear the id, the first by natural key. Null when none.
const Investigation* forced_slot(const std::string& proposal, const std::vector<Investigation>& bearers);

// Every slot that any statement gave this id.
std::vector<Investigation> bearers_of(Reading& reading, const std::string& external_id);

// The whole rule: forced, else matched by time, else the one unscheduled investigation among `slots`. Null when that
// does not exist yet.
const Investigation* investigation_of(const std::string& proposal, std::optional<Time> start,
                                      const std::vector<Investigation>& slots,
                                      const std::vector<Investigation>& bearers);

// What all statements of one slot (same proposal, instrument, start) make together, in any order; at least one: the
// declared ones in log order, then over them the official ones in log order. Each says what it names. `slot` is where
// they go: its id, key, first and last seq stay.
Investigation fold_slot(Investigation slot, std::vector<SlotStatement> statements);

}  // namespace weft
