// The whole catalogue at once: GET /api/v1/export and GET /api/v1/check. Both read everything: seconds for a hundred
// thousand datasets, on a worker.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

// JSON lines; position of the log they show in the header Weft-Seq. The answer is made in memory: a catalogue whose
// export is larger than `largest` is Error too_large, and is exported offline.
struct ExportWhole {
  Store& store;
  std::size_t largest = std::size_t{1} << 30;
  Result<Response> operator()(const Request& request) const;
};

// For who may see everything; else Error forbidden.
// {"datasets","inputs","pending","withdrawn","found","findings":[{"dataset"?,"subject","sentence"}],"seq"}
struct CheckWhole {
  Store& store;
  const Facility& facility;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
