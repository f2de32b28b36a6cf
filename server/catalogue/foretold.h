// Foretold: all the work on a dataset's statement that needs no store. Pure; any thread.
#pragma once
#include "base/result.h"
#include "catalogue/fold.h"
#include "model/message.h"

namespace weft {

// What a statement makes of a dataset that nobody told of before.
struct Foretold {
  DatasetKey key;
  HistoryStatement said;  // of no dataset yet
  Folded folded;          // `said` alone
};

// `fingerprint` as for Catalogue::draft. An error is why the statement cannot be catalogued.
Result<Foretold> foretell(const Message& message, std::string fingerprint, DatasetStatement statement,
                          const Facility& facility);

}  // namespace weft
