// GET /api/v1/facets: counts by value, number or date over everything a query finds. Any thread.
#pragma once
#include "api/answer.h"
#include "base/result.h"
#include "search/search.h"
#include "store/store.h"

namespace weft {

struct ShowFacets {
  Store& store;
  const Search& search;
  Result<Response> operator()(const Request& request) const;
};

// Member `facets` of an open object; times are UTC.
void write_facets(JsonWriter& json, const Facets& facets);

}  // namespace weft
