// FolderLock: one process a data folder. Holds an flock on `weft.lock` with the pid written in it; the kernel lets go
// when the process dies, however it dies. Any thread.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"

namespace weft::sqlite {

class FolderLock {
 public:
  // Error unavailable with the holder's pid when somebody has it.
  static Result<std::unique_ptr<FolderLock>> take(const std::string& folder);
  explicit FolderLock(int file) : file_(file) {}
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  int file_;
};

}  // namespace weft::sqlite
