// GET /api/v1/datasets: one page of datasets, filtered. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

struct ListDatasets {
  Store& store;
  const Facility& facility;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
