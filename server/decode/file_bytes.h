// Reading an open file at a position, never past what it has. One thread.
#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"

namespace weft {

class FileBytes {
 public:
  explicit FileBytes(int file);
  std::uint64_t size() const { return size_; }
  // Fills `to` from `at`; error unreadable when the file ends before, or cannot be read.
  Result<void> read(std::uint64_t at, char* to, std::size_t bytes) const;
  Result<std::string> read(std::uint64_t at, std::size_t bytes) const;
  // The first bytes, fewer when the file is shorter.
  std::string first(std::size_t bytes) const;
  // The whole; error too_large over `most_bytes`.
  Result<std::string> whole(std::uint64_t most_bytes) const;

 private:
  const int file_;
  std::uint64_t size_ = 0;
};

}  // namespace weft
