// The files of datasets as `weft serve` answers them: the store says where a dataset lies, its manifest what is there,
// the disk the bytes. What goes out stands in opened.h. Any thread but the loop's and the writer's.
#pragma once
#include <functional>
#include <memory>

#include "files/manifests.h"
#include "files/opened.h"
#include "files/roots.h"
#include "store/store.h"

namespace weft {

// `walk_again` is told of a dataset whose folder was never walked, or whose manifest is damaged. It, store and
// manifests live longer. No roots: nothing can be opened.
std::unique_ptr<DatasetFiles> make_dataset_files(Store& store, const Manifests& manifests, Walkable walkable,
                                                 std::function<void(DatasetId)> walk_again);

}  // namespace weft
