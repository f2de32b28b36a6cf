// Walking a folder: how many files, how many bytes. Blocks on the disk; any thread but the writer's.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace weft {

struct FolderSize {
  std::int64_t file_count = 0;  // regular files and symbolic links, at any depth
  std::int64_t size_bytes = 0;  // of files, and of what a link means when that lies inside the roots
};

// Counts everything below `folder`. A link counts as one file; the size of the file it means is added when its real
// path lies inside one of `roots` (CryoET's movies are links), never that of a folder, and a linked folder is not
// entered (tomography's SLICES and VOLUMES point back into the same data). Errors: forbidden (the real folder lies
// outside the roots, or is closed to us), not_found, too_large (more than `most_entries` files and folders),
// unavailable (it changed while it was walked, or the disk failed: try again later), timed_out (cancelled).
Result<FolderSize> count_folder(const std::string& folder, const std::vector<std::string>& roots,
                                const std::function<bool()>& cancelled, std::int64_t most_entries = 1'000'000);

}  // namespace weft
