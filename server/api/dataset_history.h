// What each statement said about a dataset, in the order in which they count, and the values of each parameter over
// time. The Reading's thread.
#pragma once
#include "base/json_writer.h"
#include "store/store.h"

namespace weft {

// Members "history" and "parameterHistory" of an open object.
void write_history(JsonWriter& json, Reading& reading, const Dataset& dataset);

}  // namespace weft
