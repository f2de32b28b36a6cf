#include "model/change.h"

#include <array>

namespace weft {
std::string_view to_text(ChangeKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"nothing",       "dataset", "deleted", "restored",
                                                      "investigation", "update",  "folders"};
  return kNames.at(static_cast<std::size_t>(kind));
}
}  // namespace weft
