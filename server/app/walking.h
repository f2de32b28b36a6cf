// Walking the folders of new datasets: tasks in, acts on the inbox out. The Background's thread.
#pragma once
#include <string>
#include <vector>

#include "app/background.h"
#include "ingest/inbox.h"

namespace weft {

struct Walkable {
  std::vector<std::string> roots;
  int root_depth = 5;  // a folder with fewer names in its path is nobody's dataset alone (/data) and not walked
  std::int64_t most_entries = 1'000'000;  // in one folder, at any depth
};

// The work for tasks of kind "walk": counts each dataset's folder and sends what it found as one act; waits until that
// is applied, so that no task is taken twice. A folder that is not there, lies outside the roots, is too shallow or too
// large keeps what was known of it (nothing, or what its sender counted) until the dataset is told of again. One that
// changed while it was walked, or whose disk failed, is put off.
Background::Work walk_folders(Store& store, Inbox& inbox, Walkable walkable);

}  // namespace weft
