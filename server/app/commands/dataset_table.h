// Datasets as rows: for a person, and for a machine. Pure; any thread.
#pragma once
#include <vector>

#include "app/commands/json.h"
#include "app/commands/table.h"

namespace weft {

// Narrow enough for a terminal.
Table dataset_table(const std::vector<Json>& datasets);
// All there is, in the words and numbers of the API.
Table plain_dataset_table(const std::vector<Json>& datasets);
// "raw" for an acquisition, else what was stated.
std::string shown_type(const Json& dataset);

}  // namespace weft
