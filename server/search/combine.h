// Conditions from conditions, in the one shape that condition.h describes: no `both` inside a `both`, no part that is
// everything or nothing, no double negation. Any thread.
#pragma once
#include <vector>

#include "search/condition.h"

namespace weft {

Condition everything();
Condition nothing();
Condition all_of(std::vector<Condition> parts);
// Parts that ask the same column for texts, or for numbers, become one.
Condition one_of(std::vector<Condition> parts);
Condition none_of(Condition part);

Condition texts(Column column, std::vector<std::string> texts);     // nothing when there are none
Condition numbers(Column column, std::vector<Interval> intervals);  // nothing when there are none
Condition exists(Column column);
Condition contains(Column column, std::string text);
Condition across(Relation relation, Condition condition);
Condition starting(Relation relation, DatasetId start);

// Ascending, apart from each other; those that touch become one. Empty ones (from > to) are dropped.
std::vector<Interval> merged(std::vector<Interval> intervals);

}  // namespace weft
