#include "api/live/steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace weft;

namespace {

class Chosen : public Selection {
 public:
  explicit Chosen(std::vector<std::int64_t> ids) {
    for (auto id : ids) ids_.push_back({id});
  }
  std::int64_t count() const override { return static_cast<std::int64_t>(ids_.size()); }
  bool contains(DatasetId id) const override { return std::binary_search(ids_.begin(), ids_.end(), id); }
  std::vector<DatasetId> ids() const override { return ids_; }

 private:
  std::vector<DatasetId> ids_;
};

std::vector<DatasetId> ids(std::vector<std::int64_t> values) { return Chosen(std::move(values)).ids(); }

TEST(Steps, who_is_new_enters_who_is_gone_leaves_and_who_was_touched_has_changed) {
  for (bool across : {false, true}) {
    Followed followed(Chosen({1, 2, 3, 64}));
    auto step = followed.advance(Chosen({2, 3, 64, 200}), ids({1, 3, 7, 200}), across);
    EXPECT_EQ(step, (Step{ids({200}), ids({3}), ids({1})})) << across;
    EXPECT_EQ(followed.advance(Chosen({2, 3, 64, 200}), {}, across), Step{}) << across;
    step = followed.advance(Chosen({}), ids({2, 3, 64, 200}), across);
    EXPECT_EQ(step.left, ids({2, 3, 64, 200})) << across;
  }
}

TEST(Steps, across_links_an_untouched_dataset_enters_and_leaves) {
  Followed followed(Chosen({1, 5000}));
  EXPECT_EQ(followed.advance(Chosen({1, 63, 64}), ids({1}), true), (Step{ids({63, 64}), ids({1}), ids({5000})}));
}

TEST(Steps, steps_add_up_to_what_matches) {
  std::mt19937 random(7);
  std::vector<std::int64_t> matching;
  Followed followed{Chosen(matching)};
  std::vector<DatasetId> told;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::int64_t> next;
    std::vector<DatasetId> touched;
    for (std::int64_t id = 1; id < 300; ++id) {
      bool before = std::binary_search(matching.begin(), matching.end(), id);
      bool hit = random() % 10 == 0;
      bool after = hit ? random() % 2 == 0 : before;
      if (after) next.push_back(id);
      if (hit) touched.push_back({id});
    }
    matching = next;
    auto step = followed.advance(Chosen(matching), touched, round % 2 == 0);
    for (auto id : step.left) std::erase(told, id);
    told.insert(told.end(), step.entered.begin(), step.entered.end());
    std::sort(told.begin(), told.end());
    ASSERT_EQ(told, ids(matching)) << round;
  }
}

TEST(Steps, who_was_away_hears_of_everything_touched_as_it_is_now) {
  EXPECT_EQ(catch_up(Chosen({2, 3}), ids({1, 2, 9})), (Step{{}, ids({2}), ids({1, 9})}));
}

}  // namespace
