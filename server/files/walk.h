// Walking a folder: which files lie in it, how many, how many bytes. Blocks on the disk; any thread but the writer's.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "files/listed.h"
#include "files/roots.h"

namespace weft {

struct WalkedFolder {
  std::string folder;               // where it really is
  std::vector<ListedFile> files;    // regular files and symbolic links, at any depth, in no order
  std::int64_t size_bytes = 0;      // of all of them
  std::int64_t closed_folders = 0;  // not permitted to be read, and left out
};

// Looks at everything below `location`. A link counts as one file; it has the size of the file it means when that
// really lies inside the roots (CryoET's movies are links), never that of a folder, and a linked folder is not entered
// (tomography's SLICES and VOLUMES point back into the same data), neither is one that becomes a link meanwhile. Pipes,
// sockets and devices are no files. Errors: forbidden (the real folder lies outside the roots, or is closed to us),
// not_found, too_large (above the root depth; more than `most_entries` files and folders; folders more than 200 deep;
// more than 9 PB), unavailable (it changed while it was walked, or the disk failed: try again later), timed_out
// (cancelled).
Result<WalkedFolder> walk_folder(const std::string& location, const Walkable& walkable,
                                 const std::function<bool()>& cancelled);

}  // namespace weft
