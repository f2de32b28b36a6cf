// 64-bit FNV-1a, the same on every machine and run; versions in index headers and messages to people. Not for tables an
// attacker may fill. Any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace weft {

class StableHash {
 public:
  // Texts are kept apart: add("ab"), add("c") is not add("a"), add("bc").
  StableHash& add(std::string_view text);
  std::string hex() const;  // 16 lower-case digits

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ull;
};

}  // namespace weft
