// GET /api/v1/datasets/{id}: everything known about one dataset. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "definitions/definitions.h"
#include "store/store.h"

namespace weft {

// A deleted dataset is answered like a live one, with state "deleted" and the reason: its id and its tombstone are
// facts that lineage shows, too.
struct ShowDataset {
  Store& store;
  const Definitions& definitions;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
