// Datasets that a store still has in memory from its last commits are those it would read.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <numeric>

#include "ingest/catalogue_script.h"
#include "ingest/processing.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

struct RecentDatasets : testing::TestWithParam<int> {
  fs::path folder = [] {
    std::string pattern = testing::TempDir() + "recentXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  ManualClock clock{*read_time("2025-01-01")};
  Facility facility = Facility::plain();
  Catalogue catalogue{facility, clock};
  std::unique_ptr<Store> store = *open_sqlite_store(folder.string());

  void TearDown() override {
    store.reset();
    fs::remove_all(folder);
  }
  // One transaction.
  void tell(std::span<Message> messages) {
    const auto writing = store->write();
    for (auto& message : messages) {
      message.received_at = clock.now();
      message.seq = writing->append({&message, 1});
      process(message, read_message(message, catalogue, store.get()), catalogue, *writing);
    }
    writing->commit();
  }
  static std::vector<DatasetId> everyone() {
    std::vector<DatasetId> ids(300);
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = {static_cast<std::int64_t>(i) + 1};
    return ids;
  }
  // Who may not see all is told nothing from memory, and here may see all there is.
  void expect_what_is_read(Reading& reading, Reading& from_the_file) {
    const auto kept = reading.datasets(everyone()), read = from_the_file.datasets(everyone());
    ASSERT_EQ(kept.size(), read.size());
    for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(kept[i], read[i]) << "dataset " << read[i].id.value;
  }
};

TEST_P(RecentDatasets, are_what_is_read_after_each_commit_and_in_readings_begun_before) {
  std::vector<Message> script;
  for (auto& phase : scripted::catalogue_script(5))
    for (auto& told : phase) std::move(told.begin(), told.end(), std::back_inserter(script));
  std::unique_ptr<Reading> before = store->read(Viewer::everybody()), file_before = store->read(Viewer::of(everyone()));
  for (std::span<Message> rest = script; !rest.empty();) {
    const auto count = std::min<std::size_t>(rest.size(), static_cast<std::size_t>(GetParam()));
    tell(rest.first(count));
    rest = rest.subspan(count);
    expect_what_is_read(*before, *file_before);
    before = store->read(Viewer::everybody()), file_before = store->read(Viewer::of(everyone()));
    expect_what_is_read(*before, *file_before);
  }
  EXPECT_GT(before->datasets(everyone()).size(), 90u);
}
INSTANTIATE_TEST_SUITE_P(MessagesACommit, RecentDatasets, testing::Values(1, 7, 1000),
                         [](const auto& count) { return std::to_string(count.param); });

}  // namespace
}  // namespace weft
