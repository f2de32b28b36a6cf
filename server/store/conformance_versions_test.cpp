#include "store/conformance.h"

namespace weft {
namespace {

using ConformanceVersions = Conformance;
INSTANTIATE_TEST_SUITE_P(Backends, ConformanceVersions, testing::ValuesIn(backends()),
                         [](const auto& info) { return info.param.name; });

TEST_P(ConformanceVersions, a_dataset_stays_unchanged_while_others_are_written) {
  const DatasetId a = bring(dataset("/data/a"));
  const auto version = store_->version();
  EXPECT_TRUE(store_->unchanged(a, version));
  const DatasetId b = bring(dataset("/data/b"));
  EXPECT_TRUE(store_->unchanged(a, version));
  EXPECT_FALSE(store_->unchanged(b, version));
  EXPECT_GT(store_->version(), version);
  EXPECT_TRUE(store_->unchanged(b, store_->version()));
}

TEST_P(ConformanceVersions, a_dataset_told_again_has_changed) {
  Dataset it = dataset("/data/a");
  it.id = bring(it);
  const auto version = store_->version();
  it.state = DatasetState::deleted;
  bring(it);
  EXPECT_FALSE(store_->unchanged(it.id, version));
}

TEST_P(ConformanceVersions, an_assignment_and_counts_of_a_folder_change_a_dataset) {
  const DatasetId a = bring(dataset("/data/a")), b = bring(dataset("/data/b"));
  const auto version = store_->version();
  const auto writing = store_->write();
  Draft assigns = act(*writing, ChangeKind::investigation, 5);
  assigns.assignments.push_back({a, {5}, {6}});
  writing->apply(assigns);
  Draft walks = act(*writing, ChangeKind::dataset, b.value);
  walks.folder_counts.push_back({b, 3, 4});
  writing->apply(walks);
  writing->commit();
  EXPECT_FALSE(store_->unchanged(a, version));
  EXPECT_FALSE(store_->unchanged(b, version));
}

// What a Reading told that began before a commit is not taken for what that commit wrote.
TEST_P(ConformanceVersions, written_is_changed_before_anybody_can_see_it) {
  Dataset it = dataset("/data/a");
  it.id = bring(it);
  const auto version = store_->version();
  const auto reading = read();
  const auto writing = store_->write();
  bring(*writing, it);
  EXPECT_FALSE(store_->unchanged(it.id, version));
  EXPECT_EQ(store_->version(), version);
  writing->commit();
  EXPECT_FALSE(store_->unchanged(it.id, version));
  EXPECT_TRUE(store_->unchanged(it.id, store_->version()));
}

TEST_P(ConformanceVersions, what_is_rolled_back_is_read_again_and_kept_again) {
  Dataset it = dataset("/data/a");
  it.id = bring(it);
  {
    const auto writing = store_->write();
    bring(*writing, it);
  }
  bring(dataset("/data/b"));
  EXPECT_TRUE(store_->unchanged(it.id, store_->version()));
}

}  // namespace
}  // namespace weft
