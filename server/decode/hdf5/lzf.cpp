#include "decode/hdf5/lzf.h"

#include <algorithm>

namespace weft::hdf5 {

std::optional<std::size_t> decompress_lzf(std::span<const std::byte> chunk, std::span<std::byte> out) {
  std::size_t at = 0, to = 0;
  const auto next = [&] { return std::to_integer<std::size_t>(chunk[at++]); };
  while (at < chunk.size()) {
    const auto control = next();
    if (control < 32) {
      const auto count = control + 1;
      if (chunk.size() - at < count || out.size() - to < count) return std::nullopt;
      std::copy_n(chunk.begin() + static_cast<std::ptrdiff_t>(at), count,
                  out.begin() + static_cast<std::ptrdiff_t>(to));
      at += count;
      to += count;
      continue;
    }
    auto count = control >> 5;
    if (chunk.size() - at < (count == 7 ? 2u : 1u)) return std::nullopt;
    if (count == 7) count += next();
    count += 2;
    const auto back = ((control & 31) << 8 | next()) + 1;
    if (back > to || out.size() - to < count) return std::nullopt;
    for (const auto end = to + count; to < end; ++to) out[to] = out[to - back];
  }
  return to;
}

}  // namespace weft::hdf5
