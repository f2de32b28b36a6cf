// Queries relative to a dataset, for many at once: the same as each asked by itself.
#include <gtest/gtest.h>

#include <random>

#include "search/naive_engine.h"
#include "search/search.h"
#include "search/small_definitions.h"
#include "search/told_store.h"

namespace weft {
namespace {

class Relating : public testing::Test {
 protected:
  // A graph of 60 datasets with dates in no order, some without one, some deleted.
  void make_graph() {
    std::mt19937 random(11);
    const auto below = [&](int end) { return std::uniform_int_distribution<int>(0, end - 1)(random); };
    for (int i = 0; i < 60; ++i) {
      auto dataset = ToldStore::dataset("d" + std::to_string(i), {{"count", std::to_string(below(4))}});
      if (below(5) > 0) dataset.start = *read_time("2023-01-01T00:00:0" + std::to_string(below(10)) + "Z");
      ToldStore::Links inputs;
      for (int k = below(4); k > 0 && i > 0; --k) inputs.push_back({all_[static_cast<std::size_t>(below(i))]});
      all_.push_back(store_.tell(std::move(dataset), std::move(inputs)));
    }
    store_.set_state(all_[7], DatasetState::deleted);
  }

  RelatedFound alone(const std::string& relation, DatasetId from, int most) {
    Query query;
    query.expression = relation;
    query.from = from;
    query.sort = "startDate";
    query.limit = most;
    const auto page = search_.find(Viewer::everybody(), query);
    EXPECT_TRUE(page) << page.error().message;
    return page ? RelatedFound{page->total, page->datasets} : RelatedFound{};
  }

  ToldStore store_;
  std::vector<DatasetId> all_;
  std::unique_ptr<Engine> engine_ = make_naive_engine(*store_, small_definitions());
  Search search_{*engine_, small_definitions()};
};

TEST_F(Relating, many_at_once_are_found_as_each_alone) {
  make_graph();
  const std::vector<std::string> relations = {
      "output()",
      "input()",
      "descendant(count = 2)",
      "ancestor(count > 0 and not count = 3)",
      "output(output(count = 1))",
      "output(count = 1 and count = 2)",
      "descendant(from dataset 1 descendant())",
      "output(state = deleted)",
  };
  const auto together = search_.related(Viewer::everybody(), relations, all_, 3);
  ASSERT_TRUE(together) << together.error().message;
  std::int64_t found = 0;
  for (std::size_t i = 0; i < all_.size(); ++i)
    for (std::size_t k = 0; k < relations.size(); ++k) {
      const auto one = alone(relations[k], all_[i], 3);
      EXPECT_EQ((*together)[i][k].total, one.total) << relations[k] << " from " << all_[i].value;
      EXPECT_EQ((*together)[i][k].first, one.first) << relations[k] << " from " << all_[i].value;
      found += one.total;
    }
  EXPECT_GT(found, 300);
}

TEST_F(Relating, what_is_no_relation_is_refused) {
  make_graph();
  EXPECT_FALSE(search_.related(Viewer::everybody(), {"count = 1"}, all_, 3));
  EXPECT_FALSE(search_.related(Viewer::everybody(), {"output() and count = 1"}, all_, 3));
  EXPECT_FALSE(search_.related(Viewer::everybody(), {"output(cuont = 1)"}, all_, 3));
}

TEST_F(Relating, queries_hold_for_a_dataset_or_not) {
  make_graph();
  const auto holding =
      search_.holding(Viewer::everybody(), {"", "name = d7", "name = d8", "nobody_knows = 1"}, all_[7]);
  ASSERT_TRUE(holding);
  EXPECT_EQ(holding->holds, (std::vector<bool>{true, true, false, false})) << "a deleted one, too";
}

}  // namespace
}  // namespace weft
