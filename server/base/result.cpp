#include "base/result.h"

#include <array>

namespace weft {
namespace {
constexpr std::array<std::string_view, 13> kNames = {
    "malformed",   "invalid",     "not_found", "conflict", "deleted",  "forbidden", "too_large",
    "unsupported", "unavailable", "timed_out", "poison",   "internal", "unreadable"};
}

std::string_view to_text(ErrorCode code) { return kNames.at(static_cast<std::size_t>(code)); }

ErrorCode error_code(std::string_view name, ErrorCode otherwise) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<ErrorCode>(i);
  return otherwise;
}

}  // namespace weft
