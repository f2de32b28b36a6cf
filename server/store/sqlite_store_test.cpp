#include "store/sqlite_store.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "store/conformance.h"
#include "store/sqlite/documents.h"
#include "store/sqlite/packing.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/recent.h"
#include "store/sqlite/sample_text.h"
#include "store/sqlite/schema.h"

namespace weft {
namespace {

class SqliteStore : public Conformance {
 protected:
  std::string file() const { return folder_ + "/weft.sqlite"; }
  std::string refusal() {
    store_.reset();
    const auto opened = open_sqlite_store(folder_);
    EXPECT_FALSE(opened);
    return opened ? "" : opened.error().message;
  }
};
INSTANTIATE_TEST_SUITE_P(Only, SqliteStore, testing::Values(backends()[0]), [](const auto&) { return "sqlite"; });

TEST(Recent, keeps_few_datasets_when_much_is_said_of_each) {
  sqlite::Versions versions;
  sqlite::Recent recent(versions);
  constexpr std::int64_t kTold = 40;
  const std::string much(sqlite::Recent::kMostBytes / 10, 'x');
  for (std::int64_t id = 1; id <= kTold; ++id) {
    std::vector<Draft> applied(1);
    Dataset& told = applied[0].datasets.emplace_back();
    told.id = {id};
    told.parameters = {{"much", much}};
    versions.committed();
    recent.keep(applied, versions.now());
  }
  const auto look = recent.look();
  std::size_t kept = 0;
  for (std::int64_t id = 1; id <= kTold; ++id) kept += look.find({id}) != nullptr;
  EXPECT_EQ(kept, 9u);
  EXPECT_TRUE(look.find({kTold})) << "the latest stay";
}

TEST_P(SqliteStore, second_opener_is_told_who_has_it) {
  const auto second = open_sqlite_store(folder_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
  EXPECT_NE(second.error().message.find("in use by process " + std::to_string(getpid())), std::string::npos)
      << second.error().message;
  store_.reset();
  EXPECT_TRUE(open_sqlite_store(folder_));
}

TEST_P(SqliteStore, lock_of_a_dead_process_is_no_lock) {
  store_.reset();
  if (const pid_t child = fork(); child == 0) {
    auto opened = open_sqlite_store(folder_);
    _exit(opened ? (opened->release(), 0) : 1);  // dies with the store open
  } else {
    int status = 1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_TRUE(open_sqlite_store(folder_));
}

TEST_P(SqliteStore, newer_schema_is_refused_with_a_sentence) {
  store_.reset();
  SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=999");
  EXPECT_EQ(open_sqlite_store(folder_).error().code, ErrorCode::unsupported);
  EXPECT_NE(refusal().find("schema version 999"), std::string::npos);
}

TEST_P(SqliteStore, foreign_and_damaged_files_are_refused_and_left_alone) {
  store_.reset();
  std::filesystem::remove(file());
  SQLite::Database(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE theirs(x)");
  EXPECT_NE(refusal().find("not a Weft store"), std::string::npos);
  EXPECT_TRUE(SQLite::Database(file()).tableExists("theirs"));
  std::filesystem::resize_file(file(), 0);
  std::ofstream(file()) << std::string(8192, 'x');
  EXPECT_NE(refusal().find("damaged"), std::string::npos);
}

TEST_P(SqliteStore, settings_that_durability_rests_on_are_in_force) {
  bring(dataset("/data/a"));
  store_.reset();
  SQLite::Database database(file());
  EXPECT_EQ(database.execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(database.execAndGet("PRAGMA page_size").getInt(), 8192);
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), sqlite::migrations().back().version);
}

// Each version that ever was, brought to today's: made here by the steps that led to it.
TEST_P(SqliteStore, every_older_schema_is_brought_forward) {
  const auto steps = sqlite::migrations();
  for (std::size_t made = 1; made <= steps.size(); ++made) {
    sqlite::Connection connection(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, "");
    ASSERT_TRUE(sqlite::migrate(connection, steps.first(made)));
    ASSERT_TRUE(sqlite::migrate(connection, steps));
    EXPECT_EQ(connection.number("PRAGMA user_version"), steps.back().version);
  }
}

TEST_P(SqliteStore, what_was_said_before_version_4_is_found_within_its_dataset) {
  sqlite::Connection connection(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, "");
  ASSERT_TRUE(sqlite::migrate(connection, sqlite::migrations().first(3)));
  connection.execute("INSERT INTO statement VALUES(7, 3, 0, x'aa', NULL, x'00'), (8, 0, 0, x'bb', NULL, x'00')");
  ASSERT_TRUE(sqlite::migrate(connection, sqlite::migrations()));
  sqlite::Reader reader(connection);
  EXPECT_EQ(reader.said_before({3}, "\xaa"), Seq{7});
  EXPECT_EQ(reader.said_before({}, "\xbb"), Seq{8});
  EXPECT_EQ(reader.said_before({}, "\xaa"), std::nullopt);
}

TEST_P(SqliteStore, migration_takes_only_the_steps_that_are_missing_and_a_failing_one_leaves_nothing) {
  sqlite::Connection connection(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, "");
  std::vector<sqlite::Migration> steps = {{1, "CREATE TABLE a(x); INSERT INTO a VALUES(1)"},
                                          {2, "ALTER TABLE a ADD COLUMN y DEFAULT 5"},
                                          {3, "CREATE TABLE c(x); CREATE TABLE a(x)"}};
  ASSERT_TRUE(sqlite::migrate(connection, std::span(steps).first(1)));
  ASSERT_TRUE(sqlite::migrate(connection, std::span(steps).first(2)));
  EXPECT_EQ(connection.number("SELECT sum(x + y) FROM a"), 6);
  EXPECT_THROW((void)sqlite::migrate(connection, steps), SQLite::Exception);
  if (connection.in_transaction()) connection.run("ROLLBACK");
  EXPECT_EQ(connection.number("PRAGMA user_version"), 2);
  EXPECT_EQ(connection.number("SELECT count(*) FROM sqlite_schema WHERE name='c'"), 0);
}

TEST_P(SqliteStore, packed_texts_name_their_dictionary_so_it_can_change) {
  using sqlite::Dictionaries;
  using sqlite::Packer;
  const std::string text = "</tns:parameter><tns:parameter><tns:name>Sample_name</tns:name><tns:value>";
  Packer first(std::make_shared<Dictionaries>(std::map<int, std::string>{{1, sqlite::sample_text()}}, 1));
  const std::string old = first.pack(text);
  EXPECT_LT(old.size(), text.size() / 2);
  Packer second(std::make_shared<Dictionaries>(
      std::map<int, std::string>{{1, sqlite::sample_text()}, {200, "another " + text}}, 1));
  EXPECT_EQ(static_cast<unsigned char>(second.pack(text)[0]), 200);
  EXPECT_EQ(second.unpack(old), text);
  EXPECT_EQ(second.unpack(second.pack(text)), text);
  EXPECT_THROW(first.unpack(second.pack(text)), StoreFailure);
  EXPECT_THROW(first.unpack(old.substr(0, old.size() - 3)), StoreFailure);
  EXPECT_EQ(first.pack("short"), std::string("\0short", 6));
}

TEST_P(SqliteStore, readings_on_other_threads_never_see_a_part) {
  std::atomic<bool> over = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!over) {
        const auto reading = read();
        const std::int64_t count = reading->count({});
        EXPECT_EQ(count % 5, 0);
        EXPECT_EQ(reading->status().applied.value, count);
      }
    });
  for (int group = 0; group < 40; ++group) {
    const auto writing = store_->write();
    for (int i = 0; i < 5; ++i) bring(*writing, dataset("/data/" + std::to_string(group), std::to_string(i)));
    writing->commit();
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(read()->count({}), 200);
}

TEST_P(SqliteStore, damaged_documents_are_told_and_not_returned) {
  const DatasetId id = bring(dataset("/data/a"));
  store_.reset();
  SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("UPDATE document SET packed=x'00' || '{\"parameters\":[1'");
  reopen();
  EXPECT_THROW(read()->datasets(std::span(&id, 1)), StoreFailure);
}

}  // namespace
}  // namespace weft
