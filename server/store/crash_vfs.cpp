#include "store/crash_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <random>
#include <vector>

#include "base/check.h"

namespace weft {
namespace {

constexpr std::size_t kSector = 512;

// A write, or with `bytes` empty a truncation to `offset`.
struct Operation {
  std::size_t offset = 0;
  std::string bytes;
};

void put(std::string& to, const Operation& operation, std::size_t bytes) {
  if (operation.bytes.empty()) return to.resize(operation.offset);
  if (to.size() < operation.offset + bytes) to.resize(operation.offset + bytes);
  to.replace(operation.offset, bytes, operation.bytes, 0, bytes);
}

void put(std::string& to, const Operation& operation) { put(to, operation, operation.bytes.size()); }

struct File;

// One open file of one connection.
struct Opened {
  std::shared_ptr<File> file;
  std::string name;
  bool temporary = false;
  int level = SQLITE_LOCK_NONE;
  unsigned shared = 0;     // shared-memory locks held, a bit each
  unsigned exclusive = 0;  // likewise
};

struct File {
  std::string synced;
  std::string now;
  std::vector<Operation> unsynced;
  bool name_synced = false;
  std::vector<Opened*> opened;
  std::vector<std::unique_ptr<char[]>> regions;  // shared memory: gone with the power

  void sync() {
    for (const Operation& operation : unsynced) put(synced, operation);
    unsynced.clear();
    name_synced = true;
  }
};

std::string after_loss(const File& file, CrashDisk::Fate fate, std::mt19937_64& random) {
  std::string left = file.synced;
  for (const Operation& operation : file.unsynced) {
    const std::uint64_t luck = fate == CrashDisk::Fate::torn ? random() % 3 : fate == CrashDisk::Fate::kept ? 1 : 0;
    if (luck == 1) put(left, operation);
    const std::size_t sectors = operation.bytes.size() / kSector;
    if (luck == 2 && sectors > 0) put(left, operation, std::max<std::size_t>(1, random() % (sectors + 1)) * kSector);
  }
  return left;
}

}  // namespace

struct CrashDisk::State {
  sqlite3_vfs vfs{};
  std::string name;
  mutable std::mutex mutex;
  std::map<std::string, std::shared_ptr<File>> files;
  std::map<std::string, std::shared_ptr<File>> deleted;  // and the deletion not synced
  std::int64_t operations = 0;
  std::int64_t syncs = 0;
  std::int64_t last = 0;  // the operation at which power goes
  bool power = true;
  int temporaries = 0;

  // Counts one operation; false when there is no power (any more).
  bool step() {
    if (power && ++operations == last) power = false;
    return power;
  }
};

namespace {

using State = CrashDisk::State;

struct Handle : sqlite3_file {
  State* disk;
  Opened* opened;
};

Handle& handle(sqlite3_file* file) { return *static_cast<Handle*>(file); }
State& state(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }
sqlite3_vfs* system_vfs() { return sqlite3_vfs_find("unix"); }

int close_file(sqlite3_file* it) {
  const std::lock_guard lock(handle(it).disk->mutex);
  const std::unique_ptr<Opened> opened(handle(it).opened);
  std::erase(opened->file->opened, opened.get());
  return SQLITE_OK;
}

int read_file(sqlite3_file* it, void* into, int size, sqlite3_int64 from) {
  const std::lock_guard lock(handle(it).disk->mutex);
  if (!handle(it).disk->power) return SQLITE_IOERR_READ;
  const std::string& now = handle(it).opened->file->now;
  const auto offset = static_cast<std::size_t>(from), wanted = static_cast<std::size_t>(size);
  const std::size_t there = offset < now.size() ? std::min(wanted, now.size() - offset) : 0;
  if (there > 0) std::memcpy(into, now.data() + offset, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

// The operation that meets the loss of power may have reached the disk or not: it counts as unsynced.
int change_file(Handle& it, Operation operation, int failure) {
  const std::lock_guard lock(it.disk->mutex);
  File& file = *it.opened->file;
  if (!it.disk->power) return failure;
  put(file.now, operation);
  if (it.opened->temporary) return SQLITE_OK;
  file.unsynced.push_back(std::move(operation));
  return it.disk->step() ? SQLITE_OK : failure;
}

int write_file(sqlite3_file* it, const void* bytes, int size, sqlite3_int64 to) {
  return change_file(
      handle(it),
      {static_cast<std::size_t>(to), std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))},
      SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* it, sqlite3_int64 size) {
  return change_file(handle(it), {static_cast<std::size_t>(size), {}}, SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* it, int) {
  const std::lock_guard lock(handle(it).disk->mutex);
  if (handle(it).opened->temporary) return SQLITE_OK;
  if (!handle(it).disk->step()) return SQLITE_IOERR_FSYNC;
  ++handle(it).disk->syncs;
  handle(it).opened->file->sync();
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* it, sqlite3_int64* size) {
  const std::lock_guard lock(handle(it).disk->mutex);
  *size = static_cast<sqlite3_int64>(handle(it).opened->file->now.size());
  return SQLITE_OK;
}

int highest_other(const Opened& mine) {
  int level = SQLITE_LOCK_NONE;
  for (const Opened* other : mine.file->opened)
    if (other != &mine) level = std::max(level, other->level);
  return level;
}

int lock_file(sqlite3_file* it, int level) {
  const std::lock_guard lock(handle(it).disk->mutex);
  Opened& mine = *handle(it).opened;
  if (mine.level >= level) return SQLITE_OK;
  const int other = highest_other(mine);
  const bool busy = level == SQLITE_LOCK_SHARED     ? other >= SQLITE_LOCK_PENDING
                    : level == SQLITE_LOCK_RESERVED ? other >= SQLITE_LOCK_RESERVED
                                                    : other >= SQLITE_LOCK_SHARED;
  if (busy) return SQLITE_BUSY;
  mine.level = level;
  return SQLITE_OK;
}

int unlock_file(sqlite3_file* it, int level) {
  const std::lock_guard lock(handle(it).disk->mutex);
  handle(it).opened->level = std::min(handle(it).opened->level, level);
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* it, int* reserved) {
  const std::lock_guard lock(handle(it).disk->mutex);
  *reserved = highest_other(*handle(it).opened) >= SQLITE_LOCK_RESERVED ? 1 : 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(kSector); }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_shared(sqlite3_file* it, int region, int size, int extend, void volatile** memory) {
  const std::lock_guard lock(handle(it).disk->mutex);
  auto& regions = handle(it).opened->file->regions;
  while (extend && regions.size() <= static_cast<std::size_t>(region))
    regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));  // zeroed
  *memory =
      static_cast<std::size_t>(region) < regions.size() ? regions[static_cast<std::size_t>(region)].get() : nullptr;
  return SQLITE_OK;
}

int lock_shared(sqlite3_file* it, int offset, int count, int flags) {
  const std::lock_guard lock(handle(it).disk->mutex);
  Opened& mine = *handle(it).opened;
  const unsigned mask = ((1U << count) - 1U) << offset;
  if (flags & SQLITE_SHM_UNLOCK) {
    mine.shared &= ~mask, mine.exclusive &= ~mask;
    return SQLITE_OK;
  }
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (const Opened* other : mine.file->opened)
    if (other != &mine && ((other->exclusive & mask) != 0 || (exclusive && (other->shared & mask) != 0)))
      return SQLITE_BUSY;
  (exclusive ? mine.exclusive : mine.shared) |= mask;
  return SQLITE_OK;
}

void shared_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int unmap_shared(sqlite3_file* it, int remove) {
  const std::lock_guard lock(handle(it).disk->mutex);
  Opened& mine = *handle(it).opened;
  mine.shared = mine.exclusive = 0;
  if (remove && mine.file->opened.size() == 1) mine.file->regions.clear();
  return SQLITE_OK;
}

// Version 2: with shared memory for the write-ahead log, without memory-mapped files.
constexpr sqlite3_io_methods kMethods = {
    2,           close_file,     read_file,      write_file,   truncate_file, sync_file,       size_of_file,
    lock_file,   unlock_file,    check_reserved, control_file, sector_size,   characteristics, map_shared,
    lock_shared, shared_barrier, unmap_shared,   nullptr,      nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* it, int flags, int* out_flags) {
  State& disk = state(vfs);
  const std::lock_guard lock(disk.mutex);
  it->pMethods = nullptr;
  const std::string path = name ? name : "temporary-" + std::to_string(++disk.temporaries);
  const auto found = name ? disk.files.find(path) : disk.files.end();
  std::shared_ptr<File> file = found == disk.files.end() ? nullptr : found->second;
  if (!file) {
    if (!disk.power || !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
    file = std::make_shared<File>();
    if (name) disk.files[path] = file, disk.deleted.erase(path);
  }
  auto opened = std::make_unique<Opened>();
  opened->file = file, opened->name = path, opened->temporary = !name;
  file->opened.push_back(opened.get());
  handle(it).disk = &disk;
  handle(it).opened = opened.release();
  it->pMethods = &kMethods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  State& disk = state(vfs);
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.files.find(name);
  if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (!disk.step()) return SQLITE_IOERR_DELETE;
  if (!sync_folder) disk.deleted[name] = found->second;
  disk.files.erase(found);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* there) {
  const std::lock_guard lock(state(vfs).mutex);
  *there = state(vfs).files.contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* into) {
  sqlite3_snprintf(size, into, "%s", name);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* into) { return system_vfs()->xRandomness(system_vfs(), size, into); }
int sleep_for(sqlite3_vfs*, int microseconds) { return system_vfs()->xSleep(system_vfs(), microseconds); }
int current_time(sqlite3_vfs*, double* now) { return system_vfs()->xCurrentTime(system_vfs(), now); }
int current_time_64(sqlite3_vfs*, sqlite3_int64* now) { return system_vfs()->xCurrentTimeInt64(system_vfs(), now); }
int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

CrashDisk::CrashDisk() : state_(std::make_unique<State>()) {
  static std::atomic<int> made = 0;
  state_->name = "crash-" + std::to_string(++made);
  sqlite3_vfs& vfs = state_->vfs;
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(Handle);
  vfs.mxPathname = 512;
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_.get();
  vfs.xOpen = open_file, vfs.xDelete = delete_file, vfs.xAccess = access_file, vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness, vfs.xSleep = sleep_for, vfs.xCurrentTime = current_time;
  vfs.xCurrentTimeInt64 = current_time_64, vfs.xGetLastError = last_error;
  CHECK(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "SQLite did not take the test disk");
}

CrashDisk::~CrashDisk() { sqlite3_vfs_unregister(&state_->vfs); }

const std::string& CrashDisk::vfs() const { return state_->name; }

std::int64_t CrashDisk::operations() const {
  const std::lock_guard lock(state_->mutex);
  return state_->operations;
}

std::int64_t CrashDisk::syncs() const {
  const std::lock_guard lock(state_->mutex);
  return state_->syncs;
}

void CrashDisk::lose_power_at(std::int64_t operation) {
  const std::lock_guard lock(state_->mutex);
  state_->last = operation;
}

bool CrashDisk::has_power() const {
  const std::lock_guard lock(state_->mutex);
  return state_->power;
}

CrashDisk::Image CrashDisk::survivors(Fate fate, std::uint64_t seed) const {
  const std::lock_guard lock(state_->mutex);
  std::mt19937_64 random(seed);
  const auto lucky = [&] { return fate == Fate::kept || (fate == Fate::torn && random() % 2 == 0); };
  Image image;
  for (const auto& [name, file] : state_->files)
    if (file->name_synced || lucky()) image[name] = after_loss(*file, fate, random);
  for (const auto& [name, file] : state_->deleted)  // luck means that the deletion arrived
    if (!image.contains(name) && file->name_synced && !lucky()) image[name] = after_loss(*file, fate, random);
  return image;
}

void CrashDisk::boot(Image files) {
  const std::lock_guard lock(state_->mutex);
  for (const auto& [name, file] : state_->files) CHECK(file->opened.empty(), "a file is still open: " + name);
  state_->files.clear(), state_->deleted.clear();
  for (auto& [name, bytes] : files) {
    auto file = std::make_shared<File>();
    file->synced = bytes, file->now = std::move(bytes), file->name_synced = true;
    state_->files[name] = std::move(file);
  }
  state_->operations = state_->syncs = state_->last = 0;
  state_->power = true;
}

std::string CrashDisk::integrity(const std::string& file) const {
  sqlite3* database = nullptr;
  std::string said = "cannot be opened";
  if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, vfs().c_str()) == SQLITE_OK) {
    const auto keep = [](void* into, int, char** values, char**) {
      *static_cast<std::string*>(into) = values[0];
      return 0;
    };
    if (sqlite3_exec(database, "PRAGMA integrity_check", keep, &said, nullptr) != SQLITE_OK)
      said = sqlite3_errmsg(database);
  }
  sqlite3_close(database);
  return said;
}

}  // namespace weft
