// Which pictures of a dataset's folder show what it is. Blocks on the disk: a worker's.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "files/opened.h"
#include "store/store.h"

namespace weft {

struct Gallery {
  std::vector<ListedFile> images;  // in manifest order
  ListState state = ListState::listed;
  std::string reason;
};

// Errors: those of DatasetFiles::list.
Result<Gallery> find_gallery(Store& store, const DatasetFiles& files, const Viewer& viewer, DatasetId dataset);
// The path of the first picture whose name, without its ending, ends with `role`: in the gallery, else anywhere in the
// folder. Errors: invalid, not_found, unavailable (the folder is not listed yet).
Result<std::string> find_role(Store& store, const DatasetFiles& files, const Viewer& viewer, DatasetId dataset,
                              const std::string& role);

}  // namespace weft
