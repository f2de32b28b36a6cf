// Check: recomputes everything derived from what is kept, and says where they differ. A Reading's thread; changes
// nothing.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

struct Finding {
  DatasetId dataset;    // 0 when it is about something else
  std::string subject;  // "links", "parameters", "investigation", "sample", "job", ... "waiting", "feed"
  std::string sentence;
};

struct CheckReport {
  std::int64_t datasets = 0;
  std::int64_t inputs = 0;
  std::int64_t pending = 0;
  std::int64_t withdrawn = 0;
  std::vector<Finding> findings;  // the first thousand
  std::int64_t found = 0;         // all of them
};

// Folds every dataset again from its history, resolves every input again, matches every slot again, folds every
// slot again, looks at every waiting update, and holds the feed against the log. `progress` hears how many datasets are
// done.
CheckReport check_catalogue(Reading& reading, const Facility& facility,
                            const std::function<void(std::int64_t done, std::int64_t all)>& progress);

}  // namespace weft
