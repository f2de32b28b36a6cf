// GET /api/v1/datasets and POST /api/v1/datasets/search: one page of what a query finds. Any thread.
#pragma once
#include "api/http/http.h"
#include "api/written_datasets.h"
#include "base/result.h"
#include "search/search.h"
#include "store/store.h"

namespace weft {

struct ListDatasets {
  Store& store;
  const Search& search;
  WrittenDatasets* written = nullptr;  // null: every page is read anew
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
