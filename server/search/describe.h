// A Condition as a line of text, for tests, logs and people who look for a mistake. Not a language: nothing reads it.
// Any thread.
#pragma once
#include <string>

#include "search/condition.h"

namespace weft {

// both(texts(name "a" "b"), numbers(EM_voltage [200, inf]), across(input, everything))
std::string describe(const Condition& condition);

}  // namespace weft
