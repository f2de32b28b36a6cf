// Walking the folders of new datasets: tasks in, acts on the inbox out. The Background's thread.
#pragma once
#include <string>
#include <vector>

#include "app/background.h"
#include "ingest/inbox.h"

namespace weft {

// The work for tasks of kind "walk": counts each dataset's folder and sends what it found as one act; waits until that
// is applied, so that no task is taken twice. A folder that is not there, or lies outside `roots`, is left uncounted
// (file count -1) until the dataset is told of again.
Background::Work walk_folders(Store& store, Inbox& inbox, std::vector<std::string> roots);

}  // namespace weft
