// Sums: counters of living datasets by what they have in common, for the pages that show a whole catalogue. From the
// search engine when it may answer the request, which keeps such sums; else from the store, which reads every dataset
// for them. Both tell the same. Any thread.
#pragma once
#include <memory>
#include <vector>

#include "api/http/http.h"
#include "base/result.h"
#include "search/search.h"
#include "store/store.h"

namespace weft {

struct Sums {
  std::vector<std::vector<Counted>> by;  // one list each CountBy, sorted by group or, by id, in no order
  Seq seq;
  std::unique_ptr<Reading> reading;  // of the same moment, or of one a little later
};

// `filter`: proposal, instrument, investigation. Errors: those of Search::counted.
Result<Sums> sum_up(Store& store, const Search& search, const Request& request, const DatasetFilter& filter,
                    const std::vector<CountBy>& by);

// Asks once for the sums that the portal's pages show, so that the engine has them when the first person asks.
void sum_up_before_asked(const Search& search, const Cancel& cancel);

}  // namespace weft
