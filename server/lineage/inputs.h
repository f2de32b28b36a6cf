// From what a sender wrote as inputs to Input rows: facts, not yet linked. Any thread.
#pragma once
#include <string_view>
#include <vector>

#include "definitions/facility.h"
#include "model/input.h"
#include "model/statement.h"

namespace weft {

// One text holding a list, as XML senders write input_datasets: separated by commas (pyicat-plus) or blanks (BLISS
// 2020), with commas and blanks also inside folder names, or one character per input where a caller passed a string for
// a list (pyicat-plus 0.1). Every reading that could be meant becomes rows; `whole` says which reading goes before
// which. Empty text: no rows.
std::vector<Input> read_input_list(std::string_view text, const Facility& facility);

// A list whose elements the sender kept apart: each is one input, never split.
std::vector<Input> read_inputs(const std::vector<InputText>& inputs, const Facility& facility);

// "doi:10.1/X", "https://doi.org/10.1/x", "10.1/x" -> "10.1/x" in lower case (DOIs ignore case); "" when it is none.
std::string normal_doi(std::string_view text);

}  // namespace weft
