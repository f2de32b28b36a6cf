#include "model/message.h"

#include <array>

namespace weft {
namespace {
constexpr std::array<std::string_view, 4> kStates = {"received", "catalogued", "refused", "waiting"};
}

std::string_view to_text(MessageState state) { return kStates.at(static_cast<std::size_t>(state)); }

bool read_message_state(std::string_view text, MessageState& state) {
  for (std::size_t i = 0; i < kStates.size(); ++i)
    if (kStates[i] == text) return state = static_cast<MessageState>(i), true;
  return false;
}

}  // namespace weft
