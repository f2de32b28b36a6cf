// GET /api/v1/datasets/{id}/hdf5/{meta,attr,data,paths}: what H5Web asks of a file, answered as h5grove 4.0.0 does
// (docs/decisions/0023). The file is opened here and read in another process; called on the workers of the disk.
#pragma once
#include <cstddef>
#include <string>

#include "api/http/http.h"
#include "decode/readers.h"
#include "files/opened.h"

namespace weft {

struct ShowHdf5 {
  const DatasetFiles& files;
  Readers& readers;
  std::size_t most_bytes;  // of an answer
  std::string question;    // meta, attr, data, paths
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace weft
