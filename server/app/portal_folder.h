// Where the files of the portal are when nobody says: share/weft/portal below the folder of the executable or one of
// the four above it, or web/dist there (the source tree). Reads the disk. Any thread.
#pragma once
#include <string>

#include "base/result.h"

namespace weft {

// `named` when it is not empty; error not_found when that is no folder with index.html. Else the usual place; in a
// source tree the folder that the build will fill; "" when there is neither.
Result<std::string> portal_folder(const std::string& named);

}  // namespace weft
