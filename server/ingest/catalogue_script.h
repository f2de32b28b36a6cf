// A script of messages for tests that stop Weft at any moment: everything a catalogue hears, in one fixed order.
// For tests only.
#pragma once
#include <vector>

#include "model/message.h"

namespace weft::scripted {

// What is told together and answered together, in this order.
using Told = std::vector<Message>;
// Deliveries that may be on their way at the same time. The next phase begins when all of them are acknowledged: an
// act of a person is a phase of its own, since he sees what was before.
using Phase = std::vector<Told>;

// About 200 messages: raws, processed before raw, chains, lists of inputs, second statements, updates that wait,
// official and declared slots that come late, repeats of bytes, deletion, what comes to the deleted, restoration, what
// is refused and what waits. The same bytes for the same seed. Ids of datasets in acts count from the first of a new
// store.
std::vector<Phase> catalogue_script(unsigned seed);

}  // namespace weft::scripted
