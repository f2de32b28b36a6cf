// GET /api/v1/datasets/{id}/{gallery,image,curve,volume,slice}: what lies in the files of a dataset, as pictures and
// numbers. Files are opened here, on the workers of the disk, and read by a reader, another process (decode/readers.h).
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "decode/readers.h"
#include "decode/thumbnails.h"
#include "files/opened.h"
#include "store/store.h"

namespace weft {

// The pictures of gallery/, or those that the parameter ResourcesGalleryFilePaths names, or those at the folder's top.
struct ShowGallery {
  Store& store;
  const DatasetFiles& files;
  Result<Response> operator()(const Request& request) const;
};

// One file, as a reader of that kind shows it. Parameters but `file` are the reader's to judge.
struct ShowDecoded {
  const DatasetFiles& files;
  Readers& readers;
  std::string kind;
  std::vector<std::string> parameters;
  void operator()(const Request& request, const Reply& reply) const;
};

// A picture by path or by role, as it is or `width` pixels wide. Small ones are made once.
struct ShowImage {
  Store& store;
  const DatasetFiles& files;
  Readers& readers;
  Thumbnails& thumbnails;
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace weft
