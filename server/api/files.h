// GET /api/v1/datasets/{id}/files and .../files/{path...}: what lies in a dataset's folder, and its bytes. Both wait
// for a disk: a worker of their own.
#pragma once
#include "api/http/http.h"
#include "api/http/workers.h"
#include "base/result.h"
#include "files/opened.h"
#include "store/store.h"

namespace weft {

struct ListFiles {
  Store& store;
  const DatasetFiles& files;
  Result<Response> operator()(const Request& request) const;
};

// Ranges, revalidation and what may be shown by a browser: spec/openapi.yaml. The bytes are read as the client takes
// them, on `disk`.
struct SendFile {
  const DatasetFiles& files;
  Workers& disk;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
