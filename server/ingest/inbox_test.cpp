// The wheel of the one writer on a real store: what is told when, what a failing machine and a failing message leave.
#include "ingest/inbox.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/log.h"
#include "catalogue/export.h"
#include "store/crash_vfs.h"
#include "store/sqlite_store.h"

namespace weft {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr InboxOptions kFinishAll{.finish_within = 20s};  // a stop catalogues everything

Message dataset(int number) {
  Message message;
  message.destination = "/queue/icatIngest";
  message.body =
      R"({"type":"dataset","proposal":"p1","instrument":"i1","name":"d","location":"/data/visitor/p1/i1/20250101/r)" +
      std::to_string(number) + "\"}";
  return message;
}

std::vector<Message> datasets(int first, int count) {
  std::vector<Message> all;
  for (int n = first; n < first + count; ++n) all.push_back(dataset(n));
  return all;
}

// A clock that does something at one call of now(): the catalogue asks it while it looks at a message.
class TrappedClock final : public Clock {
 public:
  TrappedClock(int call, std::function<void()> trap) : call_(call), trap_(std::move(trap)) {}
  Time now() const override {
    if (++calls_ == call_) trap_();
    return Time{};
  }
  int calls() const { return calls_; }

 private:
  const int call_;
  const std::function<void()> trap_;
  mutable std::atomic<int> calls_ = 0;
};

// The answers to what was accepted, by the order of asking.
class Answers {
 public:
  Inbox::Durable next() {
    std::lock_guard lock(mutex_);
    return [this, i = asked_++](Result<Seq> last) {
      std::lock_guard lock(mutex_);
      EXPECT_TRUE(answers_.emplace(i, last).second) << "told twice";
      changed_.notify_all();
    };
  }
  std::map<int, Result<Seq>> wait() {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, 20s, [&] { return std::ssize(answers_) == asked_; }))
        << "somebody was not told";
    return answers_;
  }
  Seq wait_for_last() {
    const auto answers = wait();
    const auto& last = answers.rbegin()->second;
    EXPECT_TRUE(last) << last.error().message;
    return last ? *last : Seq{};
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int asked_ = 0;
  std::map<int, Result<Seq>> answers_;
};

class InboxTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "weft_inbox_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    set_log_level("off");
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
    set_log_level("info");
  }
  Store& open() {
    store_ = *open_sqlite_store(folder_);
    return *store_;
  }
  std::unique_ptr<Reading> reading() { return store_->read(Viewer::everybody()); }
  std::int64_t count(MessageState state) { return reading()->count_messages({.state = state}); }
  std::string exported() {
    std::string all;
    export_catalogue(*reading(), true, [&](std::string_view line) { all.append(line).append("\n"); });
    return all;
  }

  std::string folder_;
  Facility facility_ = Facility::plain();
  ManualClock clock_;
  Catalogue catalogue_{facility_, clock_};
  std::unique_ptr<Store> store_;
};

TEST_F(InboxTest, what_is_told_durable_survives_power_lost_at_that_very_moment) {
  CrashDisk disk;
  auto store = *open_sqlite_store(folder_, {.vfs = disk.vfs()});
  std::vector<CrashDisk::Image> images;
  std::vector<Seq> told;
  Inbox inbox(*store, catalogue_, clock_, {.group = 4, .finish_within = 20s});
  for (int n = 0; n < 12; ++n)
    inbox.accept({dataset(n)}, [&](Result<Seq> last) {
      told.push_back(last.value());
      images.push_back(disk.survivors(CrashDisk::Fate::dropped, 0));
    });
  inbox.start();
  inbox.stop();
  store.reset();
  ASSERT_EQ(told.size(), 12u);
  for (std::size_t i = 0; i < told.size(); ++i) {
    disk.boot(images[i]);
    const auto found = *open_sqlite_store(folder_, {.vfs = disk.vfs()});
    EXPECT_EQ(found->read(Viewer::everybody())->messages_at({&told[i], 1}).size(), 1u) << i;
  }
}

TEST_F(InboxTest, a_commit_that_fails_acknowledges_nobody) {
  CrashDisk disk;
  auto store = *open_sqlite_store(folder_, {.vfs = disk.vfs()});
  Answers answers;
  Inbox inbox(*store, catalogue_, clock_);
  for (int n = 0; n < 5; ++n) inbox.accept({dataset(n)}, answers.next());
  disk.lose_power_at(disk.operations() + 3);
  std::thread started([&] { inbox.start(); });
  for (const auto& [i, answer] : answers.wait()) {
    ASSERT_FALSE(answer) << i;
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
    EXPECT_NE(answer.error().message.find("send again"), std::string::npos) << answer.error().message;
  }
  started.join();
  inbox.stop();
  EXPECT_EQ(inbox.count().accepted, 0);
}

// No file may grow beyond what it has: a disk that is full, until this goes.
class FullDisk {
 public:
  FullDisk() {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    ignored_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, ignored_);
  }

 private:
  rlimit before_{};
  void (*ignored_)(int) = nullptr;
};

TEST_F(InboxTest, a_full_disk_rolls_the_group_back_and_what_was_durable_is_catalogued_once_there_is_room) {
  std::unique_ptr<FullDisk> full;
  Inbox inbox(open(), catalogue_, clock_);
  Answers first, second, third;
  inbox.accept(datasets(0, 3), [&, tell = first.next()](Result<Seq> last) {
    full = std::make_unique<FullDisk>();  // after this commit, before the turn that would catalogue them
    inbox.accept(datasets(3, 3), second.next());
    tell(last);
  });
  inbox.start();
  first.wait_for_last();
  const auto answers = second.wait();
  EXPECT_FALSE(answers.at(0)) << "the disk was full";
  EXPECT_EQ(count(MessageState::received), 3) << "the group was rolled back, the one before was not";
  EXPECT_EQ(inbox.applied(), Seq{});
  full.reset();
  inbox.accept(datasets(3, 3), third.next());
  ASSERT_TRUE(inbox.wait_applied(third.wait_for_last(), 10s));
  inbox.stop();
  EXPECT_EQ(reading()->count_messages({}), 6);
  EXPECT_EQ(count(MessageState::catalogued), 6);
  EXPECT_EQ(reading()->count({}), 6);
}

TEST_F(InboxTest, a_message_that_fails_alone_is_refused_and_its_group_goes_on) {
  const TrappedClock counting(0, {});
  const auto calls_each = [&] {
    const Catalogue catalogue(facility_, counting);
    Inbox inbox(open(), catalogue, clock_, kFinishAll);
    inbox.accept(datasets(100, 1), {});
    inbox.start();
    inbox.stop();
    return counting.calls();
  }();
  const TrappedClock failing(2 * calls_each + 1, [] { throw std::logic_error("a bug of ours"); });
  const Catalogue catalogue(facility_, failing);
  Answers answers;
  Inbox inbox(*store_, catalogue, clock_, kFinishAll);
  inbox.accept(datasets(0, 5), answers.next());
  inbox.start();
  const Seq last = answers.wait_for_last();
  inbox.stop();
  const auto refused = reading()->messages({.state = MessageState::refused});
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].seq.value, last.value - 2);
  EXPECT_EQ(refused[0].reason_code, "internal");
  EXPECT_NE(refused[0].reason.find("a bug of ours"), std::string::npos) << refused[0].reason;
  EXPECT_EQ(reading()->count({}), 1 + 4);
}

// Lets a process take these messages and be killed at this call of the catalogue's clock (0: never); whether it was.
bool process_dies(const std::string& folder, const Facility& facility, std::vector<Message> messages, int call) {
  const pid_t child = ::fork();
  if (child == 0) {
    const TrappedClock deadly(call, [] { ::raise(SIGKILL); });
    const Catalogue catalogue(facility, deadly);
    const ManualClock clock;
    auto store = *open_sqlite_store(folder);
    Inbox inbox(*store, catalogue, clock, kFinishAll);
    if (!messages.empty()) inbox.accept(std::move(messages), {});
    inbox.start();
    inbox.stop();
    store.reset();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

TEST_F(InboxTest, a_message_that_stops_the_process_three_times_is_refused_as_poison_and_the_others_are_catalogued) {
  const TrappedClock counting(0, {});
  {
    const fs::path other = folder_ + "/other";
    fs::create_directories(other);
    auto store = *open_sqlite_store(other.string());
    const Catalogue catalogue(facility_, counting);
    Inbox inbox(*store, catalogue, clock_, kFinishAll);
    inbox.accept(datasets(0, 1), {});
    inbox.start();
  }
  const int second = counting.calls() + 1;  // the catalogue's first look at the second message
  EXPECT_TRUE(process_dies(folder_, facility_, datasets(0, 3), second)) << "in its group";
  EXPECT_TRUE(process_dies(folder_, facility_, {}, second)) << "in its portion of what was left";
  open();
  for (const auto& left : reading()->messages({})) EXPECT_EQ(left.attempts, 2) << "any of them may be guilty";
  store_.reset();
  EXPECT_TRUE(process_dies(folder_, facility_, {}, second)) << "alone, after the first was finished alone";
  open();
  EXPECT_EQ(count(MessageState::received), 2);
  store_.reset();
  EXPECT_FALSE(process_dies(folder_, facility_, {}, 0));
  open();
  const auto refused = reading()->messages({.state = MessageState::refused, .with_bodies = true});
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].body, dataset(1).body) << "kept as it was sent";
  EXPECT_EQ(refused[0].reason_code, "poison");
  EXPECT_EQ(refused[0].attempts, 3);
  EXPECT_EQ(count(MessageState::catalogued), 2);
  EXPECT_EQ(reading()->count({}), 2);
}

TEST_F(InboxTest, waiting_for_a_position_ends_when_it_is_visible_or_patience_ends) {
  Inbox inbox(open(), catalogue_, clock_);
  inbox.start();
  const auto began = std::chrono::steady_clock::now();
  const auto never = inbox.wait_applied({1000}, 100ms);
  const auto waited = std::chrono::steady_clock::now() - began;
  ASSERT_FALSE(never);
  EXPECT_EQ(never.error().code, ErrorCode::timed_out);
  EXPECT_GE(waited, 100ms);
  EXPECT_LT(waited, 5s);
  std::thread later([&] {
    std::this_thread::sleep_for(50ms);
    inbox.accept(datasets(0, 2), {});
  });
  const auto came = inbox.wait_applied({2}, 20s);
  later.join();
  ASSERT_TRUE(came);
  EXPECT_GE(came->value, 2);
  EXPECT_EQ(reading()->count({}), 2) << "visible means that a new reading sees it";
}

TEST_F(InboxTest, stop_leaves_nobody_untold_and_given_time_nothing_behind) {
  Answers answers;
  Inbox inbox(open(), catalogue_, clock_, {.group = 16, .finish_within = 20s});
  inbox.start();
  for (int n = 0; n < 300; ++n) inbox.accept({dataset(n)}, answers.next());
  inbox.stop();
  for (const auto& [i, answer] : answers.wait()) EXPECT_TRUE(answer) << i;
  EXPECT_EQ(count(MessageState::catalogued), 300);
  EXPECT_EQ(count(MessageState::received), 0);
  Answers late;
  inbox.accept({dataset(301)}, late.next());
  EXPECT_FALSE(late.wait().at(0));
  EXPECT_EQ(reading()->count_messages({}), 300);
}

TEST_F(InboxTest, a_large_delivery_holds_another_sender_up_by_no_more_than_a_group) {
  Answers answers;
  Inbox inbox(open(), catalogue_, clock_, {.group = 16, .finish_within = 20s});
  std::int64_t catalogued = -1;
  Seq last;
  inbox.accept(datasets(0, 400), [&, tell = answers.next()](Result<Seq> durable) {
    inbox.accept({dataset(400)}, [&, tell = answers.next()](Result<Seq> single) {
      catalogued = inbox.count().catalogued;
      last = single.value_or(Seq{});
      tell(single);
    });
    tell(durable);
  });
  inbox.start();
  answers.wait();
  EXPECT_LE(catalogued, 16);
  ASSERT_TRUE(inbox.wait_applied(last, 20s));
  EXPECT_EQ(inbox.count().catalogued, 401);
  EXPECT_GE(inbox.count().turns, 401 / 16);
  inbox.stop();
  for (const auto& message : reading()->messages({.limit = 1000})) ASSERT_EQ(message.attempts, 1) << message.seq.value;
}

TEST_F(InboxTest, stop_makes_durable_what_came_and_leaves_the_rest_to_the_next_start_as_no_attempt) {
  Answers answers;
  {
    Inbox inbox(open(), catalogue_, clock_, {.group = 16, .finish_within = 0ms});
    for (int n = 0; n < 300; ++n) inbox.accept({dataset(n)}, answers.next());
    inbox.start();
    inbox.stop();
  }
  for (const auto& [i, answer] : answers.wait()) EXPECT_TRUE(answer) << i;
  EXPECT_EQ(reading()->count_messages({}), 300);
  EXPECT_GE(count(MessageState::received), 200) << "the stop did not wait for the catalogue";
  int looked_at = 0;
  for (const auto& left : reading()->messages({.state = MessageState::received, .limit = 1000}))
    looked_at += left.attempts;
  EXPECT_EQ(looked_at, 0);
  Inbox inbox(*store_, catalogue_, clock_);
  inbox.start();
  EXPECT_EQ(count(MessageState::catalogued), 300);
  EXPECT_EQ(reading()->messages({.limit = 1000}).back().attempts, 1);
}

TEST_F(InboxTest, what_was_left_is_finished_in_portions_of_two_commits_each) {
  CrashDisk disk;
  auto store = *open_sqlite_store(folder_, {.vfs = disk.vfs()});
  {
    const auto writing = store->write();
    writing->append(datasets(0, 100));
    writing->commit();
  }
  const auto before = disk.syncs();
  Inbox inbox(*store, catalogue_, clock_, {.group = 50});
  inbox.start();
  EXPECT_EQ(store->read(Viewer::everybody())->count_messages({.state = MessageState::catalogued}), 100);
  EXPECT_LE(disk.syncs() - before, 2 * 4) << "two portions, two commits each; 200 commits one by one";
  EXPECT_EQ(inbox.applied(), Seq{100});
}

TEST_F(InboxTest, what_is_durable_and_not_catalogued_yet_counts_as_held_in_memory) {
  Answers first, second;
  auto large = datasets(0, 100);
  Inbox inbox(open(), catalogue_, clock_, {.group = 1, .queue_bytes = 100 * (large[99].body.size() + sizeof(Message))});
  inbox.accept(std::move(large), [&, tell = first.next()](Result<Seq> last) {
    inbox.accept({dataset(100)}, second.next());
    tell(last);
  });
  inbox.start();
  ASSERT_TRUE(inbox.wait_applied(first.wait_for_last(), 20s));
  const auto refused = second.wait().at(0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  Answers third;
  inbox.accept(datasets(101, 100), third.next());
  third.wait_for_last();
}

TEST_F(InboxTest, a_listener_that_throws_is_told_once_and_the_others_are_told_the_truth) {
  Answers answers;
  Inbox inbox(open(), catalogue_, clock_, kFinishAll);
  inbox.accept({dataset(0)}, [tell = answers.next()](Result<Seq> last) {
    tell(last);
    throw std::runtime_error("the peer is gone");
  });
  inbox.accept({dataset(1)}, [tell = answers.next()](Result<Seq> last) {
    tell(last);
    throw 1;
  });
  inbox.accept({dataset(2)}, answers.next());
  int applied = 0;
  inbox.on_applied([&](Seq) {
    ++applied;
    throw std::runtime_error("nobody listens");
  });
  inbox.start();
  for (const auto& [i, answer] : answers.wait()) EXPECT_TRUE(answer) << i;
  inbox.stop();
  EXPECT_EQ(applied, 1);
  EXPECT_EQ(count(MessageState::catalogued), 3);
}

TEST_F(InboxTest, every_sender_keeps_his_order_and_a_delivery_its_neighbours) {
  constexpr int kSenders = 4, kDeliveries = 60, kTogether = 3;
  std::vector<Answers> answers(kSenders);
  Inbox inbox(open(), catalogue_, clock_, {.group = 10});
  inbox.start();
  std::vector<std::thread> senders;
  for (int s = 0; s < kSenders; ++s)
    senders.emplace_back([&, s] {
      for (int d = 0; d < kDeliveries; ++d)
        inbox.accept(datasets(1000 * s + kTogether * d, kTogether), answers[static_cast<std::size_t>(s)].next());
    });
  for (auto& sender : senders) sender.join();
  for (int s = 0; s < kSenders; ++s) {
    Seq before;
    for (const auto& [d, last] : answers[static_cast<std::size_t>(s)].wait()) {
      ASSERT_TRUE(last);
      EXPECT_GT(*last, before);
      before = *last;
      std::vector<Seq> seqs;
      for (int i = kTogether - 1; i >= 0; --i) seqs.push_back({last->value - i});
      const auto found = reading()->messages_at(seqs);
      for (int i = 0; i < kTogether; ++i)
        ASSERT_EQ(found[static_cast<std::size_t>(i)].body, dataset(1000 * s + kTogether * d + i).body);
    }
  }
}

TEST_F(InboxTest, a_queue_that_is_full_turns_senders_away_at_once) {
  Answers answers;
  Inbox inbox(open(), catalogue_, clock_, {.queue_bytes = 2000});
  for (int n = 0; n < 10; ++n) inbox.accept({dataset(n)}, answers.next());
  EXPECT_GT(inbox.count().queued, 0);
  const auto taken = inbox.count().queued;
  inbox.start();
  int told = 0;
  for (const auto& [i, answer] : answers.wait()) told += answer ? 1 : 0;
  EXPECT_EQ(told, taken);
  EXPECT_LT(taken, 10);
  inbox.stop();
  EXPECT_EQ(reading()->count_messages({}), taken);
}

TEST_F(InboxTest, what_waits_stands_once_in_the_canonical_export_however_often_it_came) {
  Message waits;
  waits.destination = "/queue/icatArchiveRestoreStatus";
  waits.body = R"({"datasetId":1})";
  const auto after = [&](int times) {
    Inbox inbox(store_ ? *store_ : open(), catalogue_, clock_, kFinishAll);
    for (int i = 0; i < times; ++i) inbox.accept({waits}, {});
    inbox.start();
    inbox.stop();
    return exported();
  };
  const auto once = after(1);
  EXPECT_NE(once.find("waiting"), std::string::npos);
  EXPECT_EQ(after(2), once);
  EXPECT_EQ(count(MessageState::waiting), 3) << "each is kept";
}

}  // namespace
}  // namespace weft
