#include "decode/file_bytes.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace weft {

FileBytes::FileBytes(int file) : file_(file) {
  struct stat found {};
  if (::fstat(file, &found) == 0 && found.st_size > 0) size_ = static_cast<std::uint64_t>(found.st_size);
}

Result<void> FileBytes::read(std::uint64_t at, char* to, std::size_t bytes) const {
  while (bytes > 0) {
    const auto got = ::pread(file_, to, bytes, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorCode::unreadable, std::string("the file cannot be read: ") + std::strerror(errno));
    if (got == 0)
      return fail(ErrorCode::unreadable,
                  "the file ends at byte " + std::to_string(at) + ", before what it says it has: it is truncated");
    to += got;
    at += static_cast<std::uint64_t>(got);
    bytes -= static_cast<std::size_t>(got);
  }
  return {};
}

Result<std::string> FileBytes::read(std::uint64_t at, std::size_t bytes) const {
  if (at > size_ || bytes > size_ - at)
    return fail(ErrorCode::unreadable,
                "the file has " + std::to_string(size_) + " bytes, fewer than what it says it has: it is truncated");
  std::string content(bytes, '\0');
  if (auto done = read(at, content.data(), bytes); !done) return tl::make_unexpected(done.error());
  return content;
}

std::string FileBytes::first(std::size_t bytes) const {
  return read(0, std::min<std::uint64_t>(bytes, size_)).value_or("");
}

Result<std::string> FileBytes::whole(std::uint64_t most_bytes) const {
  if (size_ > most_bytes)
    return fail(ErrorCode::too_large, "the file has " + std::to_string(size_) + " bytes, more than the " +
                                          std::to_string(most_bytes) + " that are read: download it");
  return read(0, size_);
}

}  // namespace weft
