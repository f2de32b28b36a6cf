// Numbers and texts of a manifest, one after the other. Private to the manifest. Any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace weft {

inline void put_varint(std::string& into, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) into += static_cast<char>(number | 0x80);
  into += static_cast<char>(number);
}
inline void put_fixed(std::string& into, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) into += static_cast<char>(number >> (8 * i));
}
inline void put_text(std::string& into, std::string_view text) {
  put_varint(into, text.size());
  into += text;
}
inline std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}
inline std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number >> 1) ^ (~(number & 1) + 1));
}

// Reads what the functions above put. After the first thing that is not there, ok() is false and all that comes is
// nothing.
class BytesReader {
 public:
  explicit BytesReader(std::string_view bytes) : rest_(bytes) {}
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }

  std::uint64_t varint() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(fixed(1));
      if (shift == 63 && byte > 1) ok_ = false;
      number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (!ok_) return 0;
      if (byte < 0x80) return number;
    }
    ok_ = false;
    return 0;
  }
  std::uint64_t fixed(int bytes) {
    std::uint64_t number = 0;
    const auto taken = take(static_cast<std::uint64_t>(bytes));
    for (std::size_t i = 0; i < taken.size(); ++i)
      number |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
    return number;
  }
  std::string_view text() { return take(varint()); }
  std::string_view take(std::uint64_t size) {
    if (!ok_ || size > rest_.size()) return ok_ = false, std::string_view();
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace weft
