#include "store/sqlite/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace weft::sqlite {
namespace {

std::string holder(int file) {
  std::array<char, 32> text{};
  const ssize_t size = pread(file, text.data(), text.size() - 1, 0);
  std::string pid(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!pid.empty() && pid.back() == '\n') pid.pop_back();
  return pid.empty() ? "another process" : "process " + pid;
}

bool write_pid(int file) {
  const std::string pid = std::to_string(getpid()) + "\n";
  return ftruncate(file, 0) == 0 && pwrite(file, pid.data(), pid.size(), 0) == static_cast<ssize_t>(pid.size());
}

}  // namespace

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::string& folder) {
  const std::string path = folder + "/weft.lock";
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    return fail(ErrorCode::unavailable, "cannot open " + path + ": " + std::strerror(errno) + "; look at its folder",
                folder);
  auto lock = std::make_unique<FolderLock>(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorCode::unavailable, "the store in " + folder + " is in use by " + holder(file) + "; stop it first",
                folder);
  if (!write_pid(file))
    return fail(ErrorCode::unavailable, "cannot write " + path + ": " + std::strerror(errno) + "; is the disk full?",
                folder);
  return lock;
}

FolderLock::~FolderLock() { close(file_); }

}  // namespace weft::sqlite
