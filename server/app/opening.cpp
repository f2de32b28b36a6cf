#include "app/opening.h"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/log.h"
#include "ingest/say_again.h"

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

// Fills data/said-again/ from `old`. What a stopped attempt left there is thrown away.
Result<void> make_again(Store& old, const fs::path& fresh_folder, const Facility& facility, const Clock& clock) {
  std::error_code error;
  fs::remove_all(fresh_folder, error);
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

// Both stores are closed: their write-ahead logs are folded in, one file each is left. The exchange is one step:
// whenever the power goes, the store in `data` is whole, the old one or the new.
Result<void> exchange(const fs::path& data, const fs::path& fresh_folder, std::int64_t epoch) {
  const auto ours = data / kDatabase, fresh = fresh_folder / kDatabase;
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, ours.c_str(), RENAME_EXCHANGE) != 0)
    return fail(ErrorCode::unavailable,
                "cannot exchange the store for the one made again: " + std::string(std::strerror(errno)),
                fresh.string());
  std::error_code error;
  fs::rename(fresh, data / (std::string(kDatabase) + ".before-" + std::to_string(epoch)), error);
  if (error)
    return fail(ErrorCode::unavailable, "cannot keep the old store under another name: " + error.message(),
                fresh.string());
  fs::remove_all(fresh_folder, error);
  return {};
}

}  // namespace

Result<std::unique_ptr<Store>> open_catalogue(const std::string& data, const Facility& facility, const Clock& clock) {
  auto store = open_sqlite_store(data);
  if (!store) return store;
  const auto status = status_of(**store);
  const auto version = rules_version(facility);
  if (status.alias_version == version) return store;
  if (!status.received) {
    mark(**store, version);
    return store;
  }
  log_info("facility.toml now makes other keys than those in the store: saying " +
           std::to_string(status.received.value) + " messages again");
  const auto fresh_folder = fs::path(data) / "said-again";
  if (auto made = make_again(**store, fresh_folder, facility, clock); !made) return tl::make_unexpected(made.error());
  store->reset();
  if (auto exchanged = exchange(data, fresh_folder, status.epoch); !exchanged)
    return tl::make_unexpected(exchanged.error());
  return open_sqlite_store(data);
}

}  // namespace weft
