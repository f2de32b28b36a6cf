#include "model/change.h"

#include <array>

namespace weft {
std::string_view to_text(ChangeKind kind) {
  constexpr std::array<std::string_view, 8> kNames = {"nothing",       "dataset", "deleted", "restored",
                                                      "investigation", "update",  "folders", "replay"};
  return kNames.at(static_cast<std::size_t>(kind));
}
}  // namespace weft
