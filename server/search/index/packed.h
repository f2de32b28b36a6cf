// Packed: unsigned numbers of equally many bits each, side by side. Reading one is one unaligned load. Any thread.
#pragma once
#include "search/index/bytes.h"

namespace weft::index {

// As it lies in a segment.
struct PackedAt {
  std::uint64_t at = 0;
  std::uint32_t count = 0;
  std::uint32_t bits = 0;  // 0: all are zero; 1..57 or 64
};

class Packed {
 public:
  Packed() = default;
  Packed(const std::byte* base, const PackedAt& here)
      : data_(base + here.at), count_(here.count), bits_(here.bits), mask_(here.bits ? ~0ull >> (64 - here.bits) : 0) {}

  std::uint32_t size() const { return count_; }
  std::uint64_t operator[](std::uint64_t i) const {
    const std::uint64_t bit = i * bits_;
    std::uint64_t word;
    std::memcpy(&word, data_ + (bit >> 3), sizeof word);
    return word >> (bit & 7) & mask_;
  }

 private:
  const std::byte* data_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t bits_ = 0;
  std::uint64_t mask_ = 0;
};

inline std::uint32_t bits_for(std::uint64_t most) {
  const auto bits = static_cast<std::uint32_t>(std::bit_width(most));
  return bits > 57 ? 64 : bits;
}

template <class T>
PackedAt pack(Bytes& to, std::span<const T> values) {
  std::uint64_t most = 0;
  for (const T value : values) most |= static_cast<std::uint64_t>(value);
  PackedAt here{0, static_cast<std::uint32_t>(values.size()), bits_for(most)};
  here.at = to.reserve((values.size() * here.bits + 7) / 8 + sizeof(std::uint64_t));
  if (here.bits == 0) return here;
  for (std::uint64_t i = 0; i < values.size(); ++i) {
    const std::uint64_t bit = i * here.bits;
    std::byte* place = to.at(here.at + (bit >> 3));
    std::uint64_t word;
    std::memcpy(&word, place, sizeof word);
    word |= static_cast<std::uint64_t>(values[i]) << (bit & 7);
    std::memcpy(place, &word, sizeof word);
  }
  return here;
}
template <class T>
PackedAt pack(Bytes& to, const std::vector<T>& values) {
  return pack(to, std::span<const T>(values));
}

}  // namespace weft::index
