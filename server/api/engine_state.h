// What stands behind the searches, for /healthz, /metrics and those who ask too early. Values; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace weft {

struct EngineState {
  std::string name = "naive";                                // naive | index
  std::string progress;                                      // while it is being built: "12 s so far"
  std::vector<std::pair<std::string, std::int64_t>> memory;  // bytes of each part
};

}  // namespace weft
