#include "app/walking.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/log.h"

namespace weft {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

struct Walking : testing::Test {
  fs::path base = [] {
    std::string pattern = testing::TempDir() + "walkingXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  fs::path root = base / "visitor";
  std::unique_ptr<Store> store = *open_sqlite_store((base / "data").string());
  Facility facility = Facility::plain();
  SystemClock clock;
  Catalogue catalogue{facility, clock};
  std::unique_ptr<Inbox> inbox = std::make_unique<Inbox>(*store, catalogue, clock);

  void SetUp() override {
    set_log_level("off");
    fs::create_directories(root);
    inbox->start();
  }
  void TearDown() override {
    inbox.reset();
    store.reset();
    fs::remove_all(base);
    set_log_level("info");
  }
  fs::path folder_with_files(const fs::path& folder, int files) {
    fs::create_directories(folder / "gallery");
    for (int i = 0; i < files; ++i) std::ofstream(folder / std::to_string(i)) << "x";
    return folder;
  }
  // The task that telling of a dataset there makes.
  Task tell(const fs::path& folder) {
    Message message;
    message.destination = "/queue/icatIngest";
    message.body =
        R"({"type":"dataset","proposal":"p","instrument":"i","name":"n","location":")" + folder.string() + "\"}";
    inbox->accept({message}, {});
    const auto seq = ++told;
    EXPECT_TRUE(inbox->wait_applied(Seq{seq}, 20s));
    return tasks().back();
  }
  std::vector<Task> tasks() { return store->read(Viewer::everybody())->tasks("walk", clock.now() + 1h, 99); }
  std::int64_t files_of(const Task& task) {
    const DatasetId id{task.subject};
    return store->read(Viewer::everybody())->datasets({&id, 1}).at(0).file_count;
  }
  std::vector<std::string> listed(const fs::path& folder) {
    std::vector<std::string> paths;
    const auto manifest = manifests.find(folder.string());
    if (!manifest) return {"(no manifest)"};
    const auto page = manifest->page({});
    for (const auto& file : page->files) paths.push_back(file.path);
    return paths;
  }
  std::int64_t told = 0;
  Manifests manifests{(base / "data").string()};
};

TEST_F(Walking, a_folder_that_changes_under_the_walk_is_counted_later) {
  const auto folder = folder_with_files(root / "p/i/20250101/r", 3);
  const auto task = tell(folder);
  const auto work = walk_folders(*store, *inbox, manifests, clock, {.roots = {root}});
  const auto later = work({task}, [&] { return fs::remove_all(folder / "gallery"), false; });
  ASSERT_EQ(later.size(), 1u);
  EXPECT_EQ(tasks().size(), 1u) << "the task stays";
  EXPECT_TRUE(work(later, [] { return false; }).empty());
  EXPECT_EQ(files_of(task), 3);
  EXPECT_TRUE(tasks().empty());
}

TEST_F(Walking, neither_a_root_nor_a_folder_of_millions_is_counted) {
  folder_with_files(root / "p/i/20250101/r", 3);
  const auto small = tell(root / "p/i/20250101/r"), whole = tell(root);
  const auto large = tell(folder_with_files(root / "p/i/20250101/large", 20));
  const auto work = walk_folders(*store, *inbox, manifests, clock, {.roots = {root}, .most_entries = 10});
  int asked = 0;
  EXPECT_TRUE(work({whole}, [&] { return ++asked, false; }).empty());
  EXPECT_LE(asked, 3) << "nothing was walked";
  EXPECT_TRUE(work({small, large}, [] { return false; }).empty());
  EXPECT_EQ(files_of(whole), -1);
  EXPECT_EQ(files_of(large), -1);
  EXPECT_EQ(files_of(small), 3);
  EXPECT_TRUE(tasks().empty()) << "all are final";
}

TEST_F(Walking, leaves_a_manifest_that_outlives_what_it_lists) {
  const auto folder = folder_with_files(root / "p/i/20250101/r", 3);
  const auto work = walk_folders(*store, *inbox, manifests, clock, {.roots = {root}});
  EXPECT_EQ(listed(folder), std::vector<std::string>{"(no manifest)"});
  work({tell(folder)}, [] { return false; });
  EXPECT_EQ(listed(folder), (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(manifests.find(folder.string())->head().reason, "");
  fs::remove_all(folder);
  work({{"walk", 1, Time{}, 0}}, [] { return false; });
  EXPECT_EQ(listed(folder), (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_NE(manifests.find(folder.string())->head().reason.find("is not there"), std::string::npos);
}

TEST_F(Walking, that_was_asked_for_and_finds_what_is_known_is_no_news_to_the_log) {
  const auto folder = folder_with_files(root / "p/i/20250101/r", 3);
  const auto work = walk_folders(*store, *inbox, manifests, clock, {.roots = {root}});
  const auto task = tell(folder);
  work({task}, [] { return false; });
  const auto before = store->read(Viewer::everybody())->status().received;
  fs::remove_all(base / "data/manifests");
  work({{"walk", task.subject, Time{}, 0}}, [] { return false; });
  EXPECT_EQ(listed(folder).size(), 3u);
  EXPECT_EQ(store->read(Viewer::everybody())->status().received, before);
  std::ofstream(folder / "more") << "x";
  work({{"walk", task.subject, Time{}, 0}}, [] { return false; });
  EXPECT_EQ(listed(folder).size(), 4u);
  EXPECT_EQ(files_of(task), 4);
}

TEST_F(Walking, a_stop_waits_for_nobody) {
  const auto task = tell(folder_with_files(root / "p/i/20250101/r", 1));
  inbox->stop();
  Inbox asleep(*store, catalogue, clock);  // never started: accepts and answers nobody
  std::atomic<bool> stop = false;
  std::thread later([&] {
    std::this_thread::sleep_for(200ms);
    stop = true;
  });
  const auto began = std::chrono::steady_clock::now();
  walk_folders(*store, asleep, manifests, clock, {.roots = {root}})({task}, [&] { return stop.load(); });
  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
  later.join();
}

TEST_F(Walking, a_burst_of_statements_is_one_task_due_a_moment_later) {
  const auto before = clock.now();
  const auto folder = folder_with_files(root / "p/i/20250101/r", 1);
  tell(folder);
  EXPECT_GE(tell(folder).due, before + 200ms);
  EXPECT_EQ(tasks().size(), 1u);
}

}  // namespace
}  // namespace weft
