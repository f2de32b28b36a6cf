// Power is lost at any write while messages come in: what was acknowledged is there, and once the senders have sent
// again what was not, the catalogue is the one of a quiet run.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>

#include "base/log.h"
#include "catalogue/check.h"
#include "catalogue/export.h"
#include "ingest/catalogue_script.h"
#include "ingest/inbox.h"
#include "store/crash_vfs.h"
#include "store/sqlite_store.h"

namespace weft {
namespace {

namespace fs = std::filesystem;
using Fate = CrashDisk::Fate;

constexpr unsigned kSeed = 20230503;
constexpr std::int64_t kPointsByDefault = 120;  // of all writes; WEFT_TORTURE=long takes every one, and every fate

bool torture() {
  const char* said = std::getenv("WEFT_TORTURE");
  return said != nullptr && std::string_view(said) == "long";
}

// What one sender knows: his messages, and the position he was told for each delivery.
struct Sender {
  struct Delivered {
    scripted::Told messages;
    Seq last;  // 0: not acknowledged
  };
  std::vector<std::vector<Delivered>> phases;

  Sender() {
    for (auto& phase : scripted::catalogue_script(kSeed)) {
      auto& mine = phases.emplace_back();
      for (auto& told : phase) mine.push_back({told, {}});
    }
  }
};

// Sends what was not acknowledged, waits until each delivery was answered; false when one was turned away. All wait in
// the queue before the thread starts: so the turns, and the writes, are the same each time.
bool send_phase(std::vector<Sender::Delivered>& phase, Store& store, const Catalogue& catalogue, int group) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t answers_left = 0;
  bool turned_away = false;
  ManualClock clock;
  Inbox inbox(store, catalogue, clock, {.group = group, .finish_within = std::chrono::seconds(20)});
  for (auto& delivered : phase) {
    if (delivered.last) continue;
    ++answers_left;
    inbox.accept(delivered.messages, [&](Result<Seq> last) {
      std::lock_guard lock(mutex);
      last ? void(delivered.last = *last) : void(turned_away = true);
      --answers_left;
      changed.notify_all();
    });
  }
  inbox.start();
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return turned_away || answers_left == 0; });
  }
  inbox.stop();
  return !turned_away;
}

class CatalogueCrash : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "weft_catalogue_crash_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    set_log_level("off");
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
    set_log_level("info");
  }

  bool open() {
    store_.reset();
    auto opened = open_sqlite_store(folder_, {.vfs = disk_.vfs(), .checkpoint_pages = 60, .page_size_bytes = 2048});
    if (!opened && disk_.has_power()) ADD_FAILURE() << opened.error().message;
    if (opened) store_ = std::move(*opened);
    return opened.has_value();
  }

  // Says all that was not acknowledged yet; false when power went.
  bool run(Sender& sender, int group) {
    if (!open()) return false;
    try {
      for (auto& phase : sender.phases)
        if (!send_phase(phase, *store_, catalogue_, group)) return false;
      Inbox(*store_, catalogue_, clock_).start();  // what a process left received
      return disk_.has_power();
    } catch (const StoreFailure& failure) {
      if (disk_.has_power()) ADD_FAILURE() << failure.what();
      return false;
    }
  }

  std::string exported() {
    std::string all;
    export_catalogue(*store_->read(Viewer::everybody()), true,
                     [&](std::string_view line) { all.append(line).append("\n"); });
    return all;
  }

  // Every acknowledged message is a row, with the bytes that were sent.
  void expect_acknowledged(const Sender& sender) {
    const auto reading = store_->read(Viewer::everybody());
    for (const auto& phase : sender.phases)
      for (const auto& delivered : phase) {
        if (!delivered.last) continue;
        std::vector<Seq> seqs;
        for (auto i = std::ssize(delivered.messages); i > 0; --i) seqs.push_back({delivered.last.value - i + 1});
        const auto found = reading->messages_at(seqs);
        ASSERT_EQ(found.size(), seqs.size()) << "an acknowledged message is gone";
        for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i].body, delivered.messages[i].body);
      }
  }

  void expect_sound() {
    const auto report = check_catalogue(*store_->read(Viewer::everybody()), facility_, {});
    for (const auto& finding : report.findings) ADD_FAILURE() << finding.subject << ": " << finding.sentence;
    store_.reset();
    ASSERT_EQ(disk_.integrity(folder_ + "/weft.sqlite"), "ok");
  }

  std::int64_t quiet_run() {
    Sender sender;
    EXPECT_TRUE(run(sender, kGroup));
    quiet_ = exported();
    const auto operations = disk_.operations();
    expect_acknowledged(sender);
    expect_sound();
    return operations;
  }

  // Power is lost at `point`; of what was not synced, `fate` survives. Sometimes it is lost once more on the way back.
  void crash_at(std::int64_t point, Fate fate) {
    SCOPED_TRACE("power lost at write " + std::to_string(point) + ", fate " + std::to_string(static_cast<int>(fate)));
    const auto seed = static_cast<std::uint64_t>(point);
    Sender sender;
    disk_.boot({});
    disk_.lose_power_at(point);
    ASSERT_FALSE(run(sender, kGroup));
    lose_again(sender, fate, seed);
    if (seed % 3 == 0) {
      disk_.lose_power_at(1 + point * 7 % 90);
      run(sender, 1 + static_cast<int>(seed % 20));  // to the end, if that comes first
      lose_again(sender, fate, seed + 1);
    }
    ASSERT_TRUE(run(sender, 1 + static_cast<int>(seed % 20)));
    expect_acknowledged(sender);
    ASSERT_EQ(exported(), quiet_);
    expect_sound();
  }

  void lose_again(const Sender& sender, Fate fate, std::uint64_t seed) {
    store_.reset();
    disk_.boot(disk_.survivors(fate, seed));
    ASSERT_TRUE(open());
    expect_acknowledged(sender);
    store_.reset();
  }

  static constexpr int kGroup = 9;
  std::string folder_;
  CrashDisk disk_;
  Facility facility_ = *Facility::load(std::string(WEFT_SOURCE_DIR) + "/definitions/facility.toml");
  ManualClock clock_;
  Catalogue catalogue_{facility_, clock_};
  std::unique_ptr<Store> store_;
  std::string quiet_;
};

TEST_F(CatalogueCrash, script_brings_everything_a_catalogue_hears) {
  quiet_run();
  ASSERT_TRUE((disk_.boot(disk_.survivors(Fate::dropped, 0)), open()));
  const auto reading = store_->read(Viewer::everybody());
  const auto count = [&](MessageState state) { return reading->count_messages({.state = state}); };
  EXPECT_GE(reading->count_messages({}), 200);
  EXPECT_EQ(count(MessageState::received), 0);
  EXPECT_GE(reading->count({}), 100);
  EXPECT_EQ(reading->count_messages({.reason_code = "deleted"}), 7);
  EXPECT_EQ(reading->count_messages({.reason_code = "malformed"}), 6);
  EXPECT_EQ(count(MessageState::refused), 13) << "acts are not refused";
  EXPECT_EQ(count(MessageState::waiting), 4);
  for (const std::string part : {R"("official")", R"("declared")", R"("unscheduled")", R"("resolved")", R"("pending")",
                                 R"("state":"live")", R"("generation":"7")"})
    EXPECT_NE(quiet_.find(part), std::string::npos) << part;
}

TEST_F(CatalogueCrash, acknowledged_is_kept_and_the_end_is_that_of_a_quiet_run) {
  const auto writes = quiet_run();
  ASSERT_GT(writes, 300);
  const auto step = torture() ? 1 : std::max<std::int64_t>(1, writes / kPointsByDefault);
  constexpr Fate kFates[] = {Fate::dropped, Fate::kept, Fate::torn};
  std::int64_t points = 0, crashes = 0;
  for (std::int64_t point = 1; point <= writes && !HasFailure(); point += step, ++points)
    for (int i = 0; i < (torture() ? 3 : 1) && !HasFailure(); ++i, ++crashes) crash_at(point, kFates[(points + i) % 3]);
  std::cout << "[  points  ] " << points << " of " << writes << " writes, " << crashes << " crashes\n";
}

}  // namespace
}  // namespace weft
