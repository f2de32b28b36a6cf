// GET /api/v1/statistics and GET /api/v1/changes. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

struct ShowStatistics {
  Store& store;
  const Facility& facility;
  Result<Response> operator()(const Request& request) const;
};

struct ListChanges {
  Store& store;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
