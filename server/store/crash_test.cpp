#include <sstream>

#include "store/conformance.h"
#include "store/crash_vfs.h"

namespace weft {
namespace {

// A script of drafts, one commit after the other; what the store says after each is remembered as text.
class Crash : public Conformance {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_crash_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  static constexpr int kSteps = 8;

  bool open() {
    auto opened = open_sqlite_store(folder_, {.vfs = disk_.vfs(), .checkpoint_pages = 12, .page_size_bytes = 1024});
    if (!opened && disk_.has_power()) ADD_FAILURE() << opened.error().message;
    if (!opened) return false;
    store_ = std::move(*opened);
    return true;
  }

  void take_step(int step) {
    const auto writing = store_->write();
    const std::string folder = "/data/" + std::to_string(step);
    const std::vector<DatasetId> before = {{std::max(1, step / 2)}};
    Dataset it = dataset(folder);
    it.parameters = {{"text", std::string(300, static_cast<char>('a' + step))}};
    std::vector<Input> inputs = {input({}, "/data/" + std::to_string(step + 1))};
    if (step > 1) inputs.push_back(input({}, "/data/" + std::to_string(step / 2), before));
    bring(*writing, it, inputs);
    Draft bad = draft_of(*writing, it);  // the same key again: refused, and nothing of it may be found
    bad.samples = {{writing->next_sample(), {1}, "never"}};
    EXPECT_THROW(writing->apply(bad), DraftFailure);
    Draft wake = act(*writing, ChangeKind::update);
    wake.relinked = writing->inputs_below(folder);
    for (Input& one : wake.relinked) one.state = InputState::resolved, one.datasets = {before[0]};
    wake.folder_counts = {{before[0], step, step}};
    wake.tasks = {{"walk", step, at_second(step), 0}};
    writing->apply(wake);
    writing->commit();
  }

  // Commits until the power goes; how many returned.
  int run() {
    if (!open()) return 0;
    int done = 0;
    try {
      for (; done < kSteps; ++done) take_step(done + 1);
    } catch (const DraftFailure& problem) {
      ADD_FAILURE() << problem.what();
    } catch (const StoreFailure&) {
    }
    return done;
  }

  std::string told() {
    const auto reading = read();
    std::ostringstream text;
    for (const Message& it : reading->messages({.limit = 1000, .with_bodies = true}))
      text << it.seq.value << to_text(it.state) << it.body << '\n';
    std::vector<DatasetId> ids = reading->list({}, {}, 1000);
    for (const Dataset& it : reading->datasets(ids))
      text << it.id.value << it.key.location << it.parameters.at(0).text << it.file_count << '\n';
    for (const Input& it : reading->inputs_of(ids))
      text << it.output.value << it.target << to_text(it.state) << it.datasets.size() << '\n';
    for (const Edge& it : reading->outputs_of(ids, 1000)) text << it.input.value << "->" << it.output.value << '\n';
    for (const Change& it : reading->changes({}, 1000)) text << it.seq.value << to_text(it.what) << it.id << '\n';
    text << reading->samples({}).size() << ' ' << reading->tasks("walk", at_second(99), 99).size();
    return text.str();
  }

  std::vector<std::string> quiet_run() {
    std::vector<std::string> after;
    EXPECT_TRUE(open());
    after.push_back(told());
    for (int step = 1; step <= kSteps; ++step) {
      take_step(step);
      after.push_back(told());
    }
    store_.reset();
    return after;
  }

  CrashDisk disk_;
};

INSTANTIATE_TEST_SUITE_P(Backends, Crash, testing::Values(backends()[0]),
                         [](const auto& info) { return info.param.name; });

TEST_P(Crash, every_commit_that_returned_is_there_and_nothing_by_halves) {
  const std::vector<std::string> after = quiet_run();
  const std::int64_t points = disk_.operations();
  ASSERT_GT(points, 100);
  for (std::int64_t point = 1; point <= points; ++point) {
    disk_.boot({});
    disk_.lose_power_at(point);
    const auto done = static_cast<std::size_t>(run());
    store_.reset();
    std::vector<CrashDisk::Image> images = {disk_.survivors(CrashDisk::Fate::dropped, 0),
                                            disk_.survivors(CrashDisk::Fate::kept, 0)};
    for (std::uint64_t seed = 0; seed < 3; ++seed)
      images.push_back(disk_.survivors(CrashDisk::Fate::torn, static_cast<std::uint64_t>(point) * 3 + seed));
    for (std::size_t i = 0; i < images.size(); ++i) {
      SCOPED_TRACE("power lost at operation " + std::to_string(point) + ", image " + std::to_string(i));
      disk_.boot(std::move(images[i]));
      ASSERT_TRUE(open());
      const std::string found = told();
      ASSERT_TRUE(found == after[done] || (done < kSteps && found == after[done + 1])) << found;
      const int next = found == after[done] ? static_cast<int>(done) + 1 : static_cast<int>(done) + 2;
      if (next <= kSteps) take_step(next);
      store_.reset();
      ASSERT_EQ(disk_.integrity(folder_ + "/weft.sqlite"), "ok");
    }
  }
  std::cout << "[  points  ] " << points << " points, 5 images each\n";
}

TEST_P(Crash, commit_returns_only_after_a_sync) {
  ASSERT_TRUE(open());
  for (int step = 1; step <= 3; ++step) {
    const std::int64_t before = disk_.syncs();
    take_step(step);
    EXPECT_GT(disk_.syncs(), before);
  }
}

TEST_P(Crash, failing_machine_spoils_the_writing_and_the_store_goes_on_after_it) {
  ASSERT_TRUE(open());
  take_step(1);
  const std::string before = told();
  {
    const auto writing = store_->write();
    bring(*writing, dataset("/data/x"));
    disk_.lose_power_at(disk_.operations() + 1);
    EXPECT_THROW(writing->commit(), StoreFailure);
    EXPECT_THROW(bring(*writing, dataset("/data/y")), StoreFailure);
  }
  EXPECT_THROW(store_->write()->count({}), StoreFailure);
  store_.reset();
  disk_.boot(disk_.survivors(CrashDisk::Fate::dropped, 0));
  ASSERT_TRUE(open());
  EXPECT_EQ(told(), before);
}

}  // namespace
}  // namespace weft
