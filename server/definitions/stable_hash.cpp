#include "definitions/stable_hash.h"

namespace weft {

StableHash& StableHash::add(std::string_view text) {
  const auto step = [this](unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ull; };
  for (const char c : text) step(static_cast<unsigned char>(c));
  for (std::uint64_t length = text.size(), i = 0; i < 8; ++i, length >>= 8) step(length & 0xFF);
  return *this;
}

std::string StableHash::hex() const {
  std::string out(16, '0');
  for (int i = 0; i < 16; ++i) out[i] = "0123456789abcdef"[(value_ >> (60 - 4 * i)) & 0xF];
  return out;
}

}  // namespace weft
