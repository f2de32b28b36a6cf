// DELETE /api/v1/datasets/{id} and POST /api/v1/datasets/{id}/restore: with a reason, answered when done.
#pragma once
#include "api/acts.h"
#include "store/store.h"

namespace weft {

struct DeleteDataset {
  Store& store;
  const Acts& acts;
  void operator()(const Request& request, const Reply& reply) const;
};

struct RestoreDataset {
  Store& store;
  const Acts& acts;
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace weft
