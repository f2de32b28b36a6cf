// CrashDisk: a disk for tests that loses power at a chosen write. It is an SQLite VFS whose files live in memory and
// that knows which of their bytes are synced. Linked into test programs only (of this room and of rooms that use it).
//
// How to use it:
//   CrashDisk disk;
//   run the script once on open_sqlite_store(folder, {.vfs = disk.vfs(), .checkpoint_pages = 16}); disk.operations()
//   says how many points there are to crash at. For each point n:
//     disk.boot({});  disk.lose_power_at(n);  run the script again: from there on the store throws StoreFailure (or
//     open gives an Error); let go of the store; then for each fate:
//       disk.boot(disk.survivors(fate, seed));  open the store and look.   (take the survivors before booting)
// `folder` must exist for the store's lock; no database is written there. Any thread.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace weft {

class CrashDisk {
 public:
  // What becomes of what was written and not synced.
  enum class Fate {
    dropped,  // nothing arrived
    kept,     // all arrived
    torn,     // each write arrived or not or as a prefix of its 512-byte sectors; names of files likewise
  };
  using Image = std::map<std::string, std::string>;  // file -> bytes

  CrashDisk();  // registers its VFS
  ~CrashDisk();
  CrashDisk(const CrashDisk&) = delete;
  CrashDisk& operator=(const CrashDisk&) = delete;

  const std::string& vfs() const;
  // Writes, truncations, syncs and deletions since the last boot.
  std::int64_t operations() const;
  std::int64_t syncs() const;
  // The n-th of them since the last boot does not return well, nor does anything after it. 0: never.
  void lose_power_at(std::int64_t operation);
  bool has_power() const;
  // The files as they would be found if power went now.
  Image survivors(Fate fate, std::uint64_t seed) const;
  // These files, all synced; power is on. Nothing may be open.
  void boot(Image files);
  // "ok", or what PRAGMA integrity_check says of a database on this disk.
  std::string integrity(const std::string& file) const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace weft
