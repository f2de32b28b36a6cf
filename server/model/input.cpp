#include "model/input.h"

#include <array>

namespace weft {
namespace {
constexpr std::array<std::string_view, 4> kKinds = {"path", "id", "doi", "other"};
constexpr std::array<std::string_view, 7> kStates = {"pending",    "resolved",   "withdrawn", "itself",
                                                     "not_a_path", "restricted", "unused"};
}  // namespace

std::string_view to_text(InputKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }
std::string_view to_text(InputState state) { return kStates.at(static_cast<std::size_t>(state)); }

}  // namespace weft
