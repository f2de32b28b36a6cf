// The dumb truth: a filter over the store, kept for ever to say what the right answer is. A View reads everything its
// viewer sees when it is first asked something, which takes about a second for 20,000 datasets; afterwards it answers
// from memory. Any thread.
#pragma once
#include <memory>

#include "definitions/definitions.h"
#include "search/engine.h"
#include "store/store.h"

namespace weft {

// Both must live longer.
std::unique_ptr<Engine> make_naive_engine(Store& store, const Definitions& definitions);

}  // namespace weft
