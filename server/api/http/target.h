// From a request target ("/api/v1/datasets?type=processed&name=a%20b") to decoded segments and query. Any thread.
#pragma once
#include <string_view>

#include "api/http/http.h"
#include "base/result.h"

namespace weft {

// Fills `path` and `query`. Errors: malformed (no absolute path, bad percent sign, not UTF-8, a zero byte).
Result<void> read_target(std::string_view target, Request& request);

}  // namespace weft
