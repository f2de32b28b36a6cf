#include "app/background.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>

namespace weft {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

struct BackgroundTest : testing::Test {
  std::string folder = [] {
    std::string pattern = testing::TempDir() + "backgroundXXXXXX";
    return std::string(mkdtemp(pattern.data()));
  }();
  std::unique_ptr<Store> store = *open_sqlite_store(folder);
  SystemClock clock;
  std::mutex mutex;
  std::condition_variable called;
  std::map<std::int64_t, std::vector<Time>> calls;  // of each subject

  void TearDown() override {
    store.reset();
    fs::remove_all(folder);
  }
  void add(std::vector<Task> tasks) {
    Draft draft;
    draft.tasks = std::move(tasks);
    const auto writing = store->write();
    writing->apply(draft);
    writing->commit();
  }
  void note(const std::vector<Task>& tasks) {
    std::lock_guard lock(mutex);
    for (const auto& task : tasks) calls[task.subject].push_back(clock.now());
    called.notify_all();
  }
  void finish(const std::vector<Task>& tasks) {
    const auto writing = store->write();
    writing->finish_tasks(tasks);
    writing->commit();
  }
  bool wait_for_calls(std::int64_t subject, std::size_t count, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex);
    return called.wait_for(lock, patience, [&] { return calls[subject].size() >= count; });
  }
};

TEST_F(BackgroundTest, a_task_is_taken_when_it_is_due_and_not_before) {
  const auto due = clock.now() + 300ms;
  add({{"walk", 1, due, 0}});
  Background background(*store, clock, {.idle = 60s});
  background.serve("walk", [&](const std::vector<Task>& tasks, const std::function<bool()>&) {
    note(tasks);
    finish(tasks);
    return std::vector<Task>();
  });
  background.start();
  ASSERT_TRUE(wait_for_calls(1, 1, 20s));
  EXPECT_GE(calls[1].front(), due);
}

TEST_F(BackgroundTest, what_is_put_off_is_tried_again_later_and_holds_up_nobody) {
  add({{"walk", 1, clock.now() - 2s, 0}, {"walk", 2, clock.now() - 1s, 0}});
  Background background(*store, clock, {.portion = 1, .idle = 60s, .put_off = 400ms});
  background.serve("walk", [&](const std::vector<Task>& tasks, const std::function<bool()>&) {
    note(tasks);
    if (tasks.front().subject == 1 && calls[1].size() < 3) return tasks;
    finish(tasks);
    return std::vector<Task>();
  });
  background.start();
  ASSERT_TRUE(wait_for_calls(2, 1, 20s));
  ASSERT_TRUE(wait_for_calls(1, 3, 20s));
  background.stop();
  EXPECT_LT(calls[2].front(), calls[1].at(1)) << "the other one's turn came meanwhile";
  EXPECT_GE(calls[1].at(1) - calls[1].at(0), 400ms);
  EXPECT_GE(calls[1].at(2) - calls[1].at(1), 800ms);
  EXPECT_TRUE(store->read(Viewer::everybody())->tasks("walk", clock.now(), 9).empty());
}

}  // namespace
}  // namespace weft
