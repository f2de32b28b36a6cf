// Bytes: a segment as it grows, the same in memory and in a file. Every part begins at a multiple of 8; numbers are
// little-endian, as this machine has them. One thread.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace weft::index {

static_assert(std::endian::native == std::endian::little);

class Bytes {
 public:
  // Returns where it begins.
  template <class T>
  std::uint64_t append(std::span<const T> values) {
    const std::uint64_t at = reserve(values.size_bytes());
    if (!values.empty()) std::memcpy(bytes_.data() + at, values.data(), values.size_bytes());
    return at;
  }
  template <class T>
  std::uint64_t append(const std::vector<T>& values) {
    return append(std::span<const T>(values));
  }
  // Room for `size` zero bytes.
  std::uint64_t reserve(std::size_t size) {
    const std::uint64_t at = bytes_.size();
    bytes_.resize((at + size + 7) / 8 * 8);
    return at;
  }
  std::byte* at(std::uint64_t at) { return bytes_.data() + at; }
  const std::byte* at(std::uint64_t at) const { return bytes_.data() + at; }
  std::size_t size() const { return bytes_.size(); }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

// What lies there, seen as an array.
template <class T>
const T* array_at(const std::byte* base, std::uint64_t at) {
  return reinterpret_cast<const T*>(base + at);
}

}  // namespace weft::index
