// find: the one way to a list of datasets. Any thread (the Reading's).
#pragma once
#include "definitions/facility.h"
#include "model/query.h"
#include "store/store.h"

namespace weft {

// Exact total, ascending id order, cursor paging in which nothing unchanged is repeated or skipped while data arrive.
// Errors: invalid (limit, cursor), unsupported (expression: the language is not there yet).
Result<Page> find(Reading& reading, const Facility& facility, const Query& query);

}  // namespace weft
