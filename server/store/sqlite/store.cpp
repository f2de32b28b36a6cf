#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <filesystem>
#include <mutex>

#include "store/sqlite/answering.h"
#include "store/sqlite/documents.h"
#include "store/sqlite/lock.h"
#include "store/sqlite/recent.h"
#include "store/sqlite/sample_text.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/writing.h"
#include "store/sqlite_store.h"

namespace weft {
namespace sqlite {
namespace {

// EXTRA is FULL, and also syncs the folder after a rollback journal is deleted: a new store is made in that mode, and a
// journal that came back after a loss of power would be played over the write-ahead log (the crash test found that).
constexpr const char* kForAll =
    "PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF; "
    "PRAGMA mmap_size=8589934592; PRAGMA trusted_schema=OFF";
constexpr const char* kForWriter = "PRAGMA cache_size=-131072; PRAGMA journal_size_limit=67108864";  // 128 MB, 64 MB
constexpr const char* kForReaders = "PRAGMA cache_size=-8192; PRAGMA query_only=ON";
constexpr const char* kNewStore =
    "INSERT INTO meta(name, value) VALUES"
    "('uuid', "
    "lower(hex(randomblob(4))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||"
    "hex(randomblob(6)))), ('epoch', 1), ('alias_version', '')";

// Connections that wait for the next Reading. Any thread.
class Pool {
 public:
  std::unique_ptr<Connection> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMostIdle) idle_.push_back(std::move(connection));
  }

 private:
  static constexpr std::size_t kMostIdle = 16;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// Packers beside those of the connections. Any thread.
class SparePackers {
 public:
  struct GiveBack {
    SparePackers* to;
    void operator()(Packer* packer) const {
      const std::lock_guard lock(to->mutex_);
      to->idle_.emplace_back(packer);
    }
  };
  std::unique_ptr<Packer, GiveBack> take(const std::shared_ptr<const Dictionaries>& dictionaries) {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) idle_.push_back(std::make_unique<Packer>(dictionaries));
    auto* packer = idle_.back().release();
    idle_.pop_back();
    return {packer, GiveBack{this}};
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Packer>> idle_;
};

class SqliteReading final : public Answering<Reading> {
 public:
  // `recent` was looked at before.
  SqliteReading(std::unique_ptr<Connection> connection, Pool& pool, const Viewer& viewer, Recent::Look recent)
      : Answering(*connection), connection_(std::move(connection)), pool_(pool), recent_(std::move(recent)) {
    connection_->set_viewer(viewer);
    connection_->run("BEGIN");
    connection_->number("SELECT 1 FROM meta");  // the first look fixes the moment
  }
  ~SqliteReading() override {
    try {
      connection_->run("ROLLBACK");
      pool_.give_back(std::move(connection_));
    } catch (const SQLite::Exception&) {
      // Not given back.
    }
  }

  // Who does not see all may not see all texts of a dataset either: he reads.
  void each_dataset(std::span<const DatasetId> ids, const TellDataset& tell) override {
    if (!connection_->viewer().sees_all()) return Answering::each_dataset(ids, tell);
    while (!ids.empty()) {
      const Dataset* kept = nullptr;
      std::size_t unknown = 0;
      while (unknown < ids.size() && !(kept = recent_.find(ids[unknown]))) ++unknown;
      if (unknown) Answering::each_dataset(ids.first(unknown), tell);
      if (!kept) return;
      tell(*kept);
      ids = ids.subspan(unknown + 1);
    }
  }

 private:
  std::unique_ptr<Connection> connection_;
  Pool& pool_;
  const Recent::Look recent_;
};

std::map<int, std::string> read_dictionaries(Connection& connection) {
  std::map<int, std::string> found;
  Rows rows(connection.prepared("SELECT id, bytes FROM dictionary"));
  while (rows.next()) found[static_cast<int>(rows.integer(0))] = rows.text(1);
  return found;
}

// Also finishes a store whose making was cut off.
void fill_new_store(Connection& connection) {
  if (connection.number("SELECT count(*) FROM meta") > 0) return;
  connection.run("BEGIN IMMEDIATE");
  connection.run(kNewStore);
  connection.run("COMMIT");
}

// A store of an older Weft gets today's dictionary beside those it has; the newest packs.
void add_dictionary(Connection& connection) {
  constexpr std::int64_t kMost = 200;  // its number is one byte
  const std::string dictionary = dictionary_text();
  {
    Rows newest(connection.prepared("SELECT id, bytes=? FROM dictionary ORDER BY id DESC LIMIT 1"), Blob{dictionary});
    if (newest.next() && (newest.integer(1) != 0 || newest.integer(0) >= kMost)) return;
  }
  connection.run("INSERT INTO dictionary(id, bytes) SELECT ifnull(max(id), 0) + 1, ? FROM dictionary",
                 Blob{dictionary});
}

// Called for each row the writer writes, whichever statement does it. What a dataset is told from stands in these two
// tables, both by its id, and in its first statement, which nobody changes.
void note_written(void* versions, int, const char*, const char* table, sqlite3_int64 row) {
  const std::string_view name = table;
  if (name == "dataset" || name == "document") static_cast<Versions*>(versions)->wrote({row});
}

class SqliteStore final : public Store {
 public:
  SqliteStore(HeldLock lock, std::string file, SqliteOptions options, std::unique_ptr<Connection> writer)
      : lock_(std::move(lock)), file_(std::move(file)), options_(std::move(options)), writer_(std::move(writer)) {
    dictionaries_ = std::make_shared<const Dictionaries>(read_dictionaries(*writer_), options_.compression_level);
    writer_->set_packer(std::make_unique<Packer>(dictionaries_));
    sqlite3_update_hook(writer_->database().getHandle(), note_written, &versions_);
  }

  std::unique_ptr<Reading> read(const Viewer& viewer) override {
    return guarded([&] {
      auto connection = readers_.take();
      if (!connection) connection = connect_reader();
      return std::make_unique<SqliteReading>(std::move(connection), readers_, viewer, recent_.look());
    });
  }

  std::unique_ptr<Writing> write() override {
    std::unique_lock turn(writing_);
    return guarded(
        [&] { return std::make_unique<SqliteWriting>(*writer_, memory_, versions_, recent_, std::move(turn)); });
  }

  std::uint64_t version() const override { return versions_.now(); }
  bool unchanged(DatasetId dataset, std::uint64_t since) const override { return versions_.unchanged(dataset, since); }

  void pack(Message& message) const override {
    const auto packer = packers_.take(dictionaries_);
    message.packed_body = packer->pack(message.body);
  }
  void pack(HistoryStatement& said) const override {
    const auto packer = packers_.take(dictionaries_);
    said.packed = packer->pack(write_document(said.statement));
  }

 private:
  std::unique_ptr<Connection> connect_reader() {
    auto connection = std::make_unique<Connection>(file_, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, options_.vfs);
    connection->execute(kForAll);
    connection->execute(kForReaders);
    connection->set_packer(std::make_unique<Packer>(dictionaries_));
    return connection;
  }

  HeldLock lock_;  // first, so that it is let go last
  std::string file_;
  SqliteOptions options_;
  std::shared_ptr<const Dictionaries> dictionaries_;
  std::unique_ptr<Connection> writer_;
  WriterMemory memory_;
  Versions versions_;
  Recent recent_{versions_};
  std::mutex writing_;
  Pool readers_;
  mutable SparePackers packers_;
};

Result<std::unique_ptr<Connection>> connect_writer(const std::string& file, const SqliteOptions& options) {
  auto connection = std::make_unique<Connection>(
      file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, options.vfs);
  connection->execute(("PRAGMA page_size=" + std::to_string(options.page_size_bytes)).c_str());
  connection->execute(kForAll);
  connection->execute(kForWriter);
  if (auto version = migrate(*connection, migrations()); !version) return tl::make_unexpected(version.error());
  connection->number("PRAGMA journal_mode=WAL");
  connection->execute(("PRAGMA wal_autocheckpoint=" + std::to_string(options.checkpoint_pages)).c_str());
  fill_new_store(*connection);
  add_dictionary(*connection);
  return connection;
}

Result<std::unique_ptr<Store>> open(const std::string& data, const SqliteOptions& options) {
  auto lock = options.lock ? Result<HeldLock>(options.lock) : lock_folder(data);
  if (!lock) return tl::make_unexpected(lock.error());
  const std::string file = data + "/weft.sqlite";
  auto writer = connect_writer(file, options);
  if (!writer) {
    writer.error().subject = file;
    return tl::make_unexpected(writer.error());
  }
  return std::make_unique<SqliteStore>(std::move(*lock), file, options, std::move(*writer));
}

}  // namespace
}  // namespace sqlite

Result<HeldLock> lock_folder(const std::string& data) {
  std::error_code problem;
  std::filesystem::create_directories(data, problem);
  if (problem) return fail(ErrorCode::unavailable, "cannot make the folder " + data + ": " + problem.message(), data);
  auto lock = sqlite::FolderLock::take(data);
  if (!lock) return tl::make_unexpected(lock.error());
  return HeldLock(std::move(*lock));
}

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& data, const SqliteOptions& options) {
  try {
    return sqlite::guarded([&] { return sqlite::open(data, options); });
  } catch (const StoreFailure& problem) {
    return fail(ErrorCode::unavailable, problem.what(), data);
  }
}

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& data) { return open_sqlite_store(data, {}); }

}  // namespace weft
