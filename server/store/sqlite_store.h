// How the embedded store is opened, beyond open_sqlite_store(data) in store.h: for tests and measurements.
// Thread rule: as store.h.
#pragma once
#include <memory>
#include <string>

#include "store/store.h"

namespace weft {

namespace sqlite {
class FolderLock;
}
// The lock on a data folder; let go with the last copy.
using HeldLock = std::shared_ptr<sqlite::FolderLock>;

// Takes the lock on folder `data` without opening the store, for who exchanges its files: with SqliteOptions::lock the
// lock stays held while stores are opened and closed. Error unavailable with the holder's pid when somebody has it.
Result<HeldLock> lock_folder(const std::string& data);

struct SqliteOptions {
  std::string vfs;              // the SQLite VFS to use; "" the operating system's. Tests: crash_vfs.h
  int checkpoint_pages = 4000;  // pages in the write-ahead log before they are moved into the database
  int page_size_bytes = 8192;   // of a new store
  int compression_level = 1;    // zstd
  HeldLock lock = nullptr;      // of this folder; null: the store takes it
};

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& data, const SqliteOptions& options);

}  // namespace weft
