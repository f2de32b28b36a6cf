// Opening the catalogue in a folder, under the facility's rules as they are now. One thread, before anything is served.
#pragma once
#include <memory>
#include <string>

#include "base/clock.h"
#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

// Opens or makes the store in `data` and takes its lock, held throughout. A store whose keys were made under other
// rules (aliases, mounts, root depth, revision parameter) is made again from its own log: weft.sqlite becomes
// weft.sqlite.before-EPOCH and is kept. Says so in the log, with progress. Errors: those of open_sqlite_store, and
// unavailable when the files cannot be exchanged, or another program has one of them open.
Result<std::unique_ptr<Store>> open_catalogue(const std::string& data, const Facility& facility, const Clock& clock);

}  // namespace weft
