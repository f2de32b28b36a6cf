// Walking the folders of new datasets: tasks in, acts on the inbox out. The Background's thread.
#pragma once
#include <string>
#include <vector>

#include "app/background.h"
#include "files/manifests.h"
#include "ingest/inbox.h"

namespace weft {

// The work for tasks of kind "walk": lists each dataset's folder, keeps its manifest, then sends the counts as one act;
// waits until that is applied, so that no task is taken twice. A task that was only asked for (Background::ask) and
// finds the counts that are known sends nothing. A folder that is not there, lies outside the roots, is too shallow or
// too large keeps what was known of it (nothing, or what its sender counted) until the dataset is told of again; a
// manifest that is there says why. One that changed while it was walked, or whose disk failed, is put off.
Background::Work walk_folders(Store& store, Inbox& inbox, Manifests& manifests, const Clock& clock, Walkable walkable);

}  // namespace weft
