#include "app/opening.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "ingest/processing.h"
#include "store/sqlite_store.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

struct Opening : testing::Test {
  fs::path data = [] {
    std::string pattern = testing::TempDir() + "openingXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  SystemClock clock;
  void TearDown() override { fs::remove_all(data); }
  void tell(const Facility& facility, const std::string& instrument) {
    const auto store = open_catalogue(data.string(), facility, clock);
    ASSERT_TRUE(store);
    Message message;
    message.destination = "/queue/icatIngest";
    message.body = R"({"type":"dataset","proposal":"p","instrument":")" + instrument +
                   R"(","name":"n","location":"/data/visitor/p/x/1/r"})";
    const Catalogue catalogue(facility, clock);
    const auto writing = (*store)->write();
    message.seq = writing->append({&message, 1});
    process(message, catalogue, *writing);
    writing->commit();
  }
  std::int64_t datasets(const Facility& facility) {
    const auto store = open_catalogue(data.string(), facility, clock);
    return store ? (*store)->read(Viewer::everybody())->count({}) : -1;
  }
};

TEST_F(Opening, under_new_aliases_makes_the_store_again_and_keeps_the_old_one) {
  const auto plain = Facility::plain();
  const auto aliased = *Facility::read("[instruments]\n\"ID1\" = [\"beamline1\"]\n", "test.toml");
  tell(plain, "id1");
  tell(plain, "beamline1");
  EXPECT_EQ(datasets(plain), 2);
  EXPECT_EQ(datasets(aliased), 1);
  EXPECT_EQ(datasets(aliased), 1);
  int kept = 0;
  for (const auto& file : fs::directory_iterator(data))
    kept += file.path().filename().string().find(".before-") != std::string::npos;
  EXPECT_EQ(kept, 1);
  EXPECT_EQ(datasets(plain), 2);
}

TEST_F(Opening, nobody_else_gets_the_folder_while_the_stores_are_exchanged) {
  const auto plain = Facility::plain();
  const auto aliased = *Facility::read("[instruments]\n\"ID1\" = [\"beamline1\"]\n", "test.toml");
  tell(plain, "id1");
  for (int i = 0; i < 10; ++i) {
    std::atomic<bool> done = false;
    int taken = 0;
    std::thread thief([&] {
      while (!fs::exists(data / "said-again") && !done) std::this_thread::yield();
      while (!done) taken += lock_folder(data.string()).has_value();
    });
    const auto store = open_catalogue(data.string(), i % 2 ? plain : aliased, clock);
    done = true;
    thief.join();
    EXPECT_TRUE(store) << store.error().message;
    EXPECT_EQ(taken, 0);
  }
}

TEST_F(Opening, a_log_left_beside_a_store_is_never_played_into_the_other) {
  const auto plain = Facility::plain();
  const auto aliased = *Facility::read("[instruments]\n\"ID1\" = [\"beamline1\"]\n", "test.toml");
  tell(plain, "id1");
  tell(plain, "beamline1");
  sqlite3* other = nullptr;  // another program that looks into the store: the log stays when we close
  ASSERT_EQ(sqlite3_open((data / "weft.sqlite").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN; SELECT * FROM meta", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto refused = open_catalogue(data.string(), aliased, clock);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("weft.sqlite-wal is still there"), std::string::npos)
      << refused.error().message;
  sqlite3_close(other);
  EXPECT_EQ(datasets(plain), 2) << "nothing was exchanged";
  EXPECT_EQ(datasets(aliased), 1);
}

TEST_F(Opening, a_store_in_use_is_refused_with_a_sentence) {
  const auto first = open_catalogue(data.string(), Facility::plain(), clock);
  const auto second = open_catalogue(data.string(), Facility::plain(), clock);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace weft
