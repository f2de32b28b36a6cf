// Files: bytes that are either wholly there or not at all, and known by their hash. Any thread.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "search/index/segment.h"

namespace weft::index {

inline constexpr std::size_t kHashSize = 32;
// 128-bit XXH3 as hexadecimal digits.
std::string hash_of(std::span<const std::byte> bytes);
// Under another name, durable, then renamed. Throws std::system_error.
void write_file(const std::string& path, std::span<const std::byte> bytes);
// Null when there is no such file or it cannot be read.
std::unique_ptr<const Memory> map_file(const std::string& path);

}  // namespace weft::index
