// What two ascending lists of 16-bit numbers have in common. Any thread.
#pragma once
#include <cstdint>

namespace weft::index {

// Keeps of `mine` (ascending, each once) what is in `other` (likewise), at its beginning; how many that are.
std::uint32_t keep_common_of(std::uint16_t* mine, std::uint32_t mine_count, const std::uint16_t* other,
                             std::uint32_t other_count);

}  // namespace weft::index
