// GET /api/v1/messages, GET /api/v1/messages/{seq}, POST /api/v1/messages/replay: what came in and what became of it.
#pragma once
#include "api/acts.h"
#include "api/http/http.h"
#include "base/result.h"
#include "store/store.h"

namespace weft {

struct ListMessages {
  Store& store;
  Result<Response> operator()(const Request& request) const;
};

struct ShowMessage {
  Store& store;
  Result<Response> operator()(const Request& request) const;
};

// 202 once the act is durable.
struct ReplayMessages {
  Store& store;
  const Acts& acts;
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace weft
