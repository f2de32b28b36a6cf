// GET /api/v1/statistics: of everything, or of what a query finds, by groups. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "search/search.h"
#include "store/store.h"

namespace weft {

// A request for groups of what a query finds; else the figures of the whole catalogue are told.
bool wants_groups(const Request& request);

struct ShowStatistics {
  Store& store;
  const Search& search;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
