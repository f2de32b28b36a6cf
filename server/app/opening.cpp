#include "app/opening.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/log.h"
#include "ingest/say_again.h"
#include "store/sqlite_store.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabase = "weft.sqlite";
constexpr std::int64_t kTellEvery = 100'000;

StoreStatus status_of(Store& store) { return store.read(Viewer::everybody())->status(); }

void mark(Store& store, const std::string& version) {
  const auto writing = store.write();
  writing->set_alias_version(version, false);
  writing->commit();
}

void tell_progress(Seq done, Seq all) {
  if (done.value % kTellEvery < 512 || done == all)
    log_info("said again: " + std::to_string(done.value) + " of " + std::to_string(all.value) + " messages");
}

// What a stopped attempt left in data/said-again/ may be the old store, exchanged and not yet renamed: it is kept,
// under a name of its own.
void keep_what_was_left(const fs::path& fresh_folder, const Clock& clock) {
  std::error_code error;
  const auto kept = fresh_folder.parent_path() / (std::string(kDatabase) + ".left-" + write_time(clock.now()));
  if (fs::exists(fresh_folder / kDatabase, error)) fs::rename(fresh_folder, kept, error);
}

// Fills data/said-again/ from `old`.
Result<void> make_again(Store& old, const fs::path& fresh_folder, const Facility& facility, const Clock& clock) {
  std::error_code error;
  keep_what_was_left(fresh_folder, clock);
  fs::create_directories(fresh_folder, error);
  if (error)
    return fail(ErrorCode::unavailable, "cannot make a folder beside the store: " + error.message(),
                fresh_folder.string());
  auto fresh = open_sqlite_store(fresh_folder.string());
  if (!fresh) return tl::make_unexpected(fresh.error());
  const auto said = say_again(old, **fresh, Catalogue(facility, clock), tell_progress);
  if (!said) return tl::make_unexpected(said.error());
  return {};
}

Result<void> failed(const std::string& what, const fs::path& where) {
  return fail(ErrorCode::unavailable, what + ": " + std::strerror(errno), where.string());
}

// So that what was renamed in it stays so when the power goes.
Result<void> sync_folder(const fs::path& folder) {
  const int open_folder = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (open_folder < 0) return failed("cannot open the folder", folder);
  const bool synced = ::fsync(open_folder) == 0;
  const auto result = synced ? Result<void>() : failed("cannot sync the folder", folder);
  ::close(open_folder);
  return result;
}

// A write-ahead log left beside a file would be played into whatever is put in that file's place.
Result<void> is_one_file(const fs::path& folder) {
  for (const char* rest : {"-wal", "-journal"}) {
    const auto beside = folder / (std::string(kDatabase) + rest);
    std::error_code unknown;
    if (fs::exists(beside, unknown) || unknown)
      return fail(ErrorCode::unavailable,
                  "the store was closed and " + beside.string() +
                      " is still there: another program has the store open; end it and start again",
                  beside.string());
  }
  return {};
}

// Both stores are closed: their write-ahead logs are folded in, one file each is left. The lock of `data` is held. The
// exchange is one step: whenever the power goes, the store in `data` is whole, the old one or the new.
Result<void> exchange(const fs::path& data, const fs::path& fresh_folder, std::int64_t epoch) {
  const auto ours = data / kDatabase, fresh = fresh_folder / kDatabase;
  for (const auto& folder : {data, fresh_folder})
    if (auto whole = is_one_file(folder); !whole) return whole;
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, ours.c_str(), RENAME_EXCHANGE) != 0)
    return failed("cannot exchange the store for the one made again", fresh);
  for (const auto& folder : {data, fresh_folder})
    if (auto synced = sync_folder(folder); !synced) return synced;
  std::error_code error;
  fs::rename(fresh, data / (std::string(kDatabase) + ".before-" + std::to_string(epoch)), error);
  if (error)
    return fail(ErrorCode::unavailable, "cannot keep the old store under another name: " + error.message(),
                fresh.string());
  fs::remove_all(fresh_folder, error);
  return sync_folder(data);
}

}  // namespace

Result<std::unique_ptr<Store>> open_catalogue(const std::string& data, const Facility& facility, const Clock& clock) {
  SqliteOptions options;
  auto lock = lock_folder(data);
  if (!lock) return tl::make_unexpected(lock.error());
  options.lock = std::move(*lock);
  auto store = open_sqlite_store(data, options);
  if (!store) return store;
  const auto status = status_of(**store);
  const auto version = rules_version(facility);
  if (status.alias_version == version) return store;
  if (!status.received) {
    mark(**store, version);
    return store;
  }
  log_info("other rules (facility.toml, or a newer Weft) than those the store was made with: saying " +
           std::to_string(status.received.value) + " messages again");
  const auto fresh_folder = fs::path(data) / "said-again";
  if (auto made = make_again(**store, fresh_folder, facility, clock); !made) return tl::make_unexpected(made.error());
  store->reset();
  if (auto exchanged = exchange(data, fresh_folder, status.epoch); !exchanged)
    return tl::make_unexpected(exchanged.error());
  return open_sqlite_store(data, options);
}

}  // namespace weft
