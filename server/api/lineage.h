// GET /api/v1/datasets/{id}/lineage: ancestors, descendants or both, to a depth, within limits. Any thread.
#pragma once
#include <chrono>

#include "api/http/http.h"
#include "base/result.h"
#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

struct ShowLineage {
  Store& store;
  const Facility& facility;
  std::chrono::milliseconds deadline{10'000};
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
