// Viewers and definitions: what the portal needs to draw datasets of a technique. GET /api/v1/viewers,
// GET /api/v1/datasets/{id}/viewers, GET /api/v1/definitions. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "definitions/definitions.h"
#include "search/search.h"
#include "store/store.h"
#include "viewers/folder.h"

namespace weft {

// All descriptions, and what is wrong with files; with an ETag, as the portal asks often and they seldom change.
struct ListViewers {
  Store& store;
  const ViewerFolder& viewers;
  Result<Response> operator()(const Request& request) const;
};

// Whose `for` holds for this dataset, a deleted one too, best first.
struct ShowDatasetViewers {
  Store& store;
  const Search& search;
  const ViewerFolder& viewers;
  Result<Response> operator()(const Request& request) const;
};

// Parameters of the dictionary and of facility.toml, by `names` or by `prefix`.
struct ListDefinitions {
  Store& store;
  const Definitions& definitions;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
