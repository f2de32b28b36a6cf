// GET /api/v1/suggest: what could stand at a place of a query that is being written. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "search/search.h"

namespace weft {

struct Suggest {
  const Search& search;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
