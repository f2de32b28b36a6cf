#include "search/naive_engine.h"

#include <gtest/gtest.h>

#include "search/conditions.h"
#include "search/small_definitions.h"
#include "search/told_store.h"

namespace weft {
namespace {

using namespace conditions;
using Ids = std::vector<DatasetId>;
using Kind = Condition::Kind;

class Naive : public testing::Test {
 protected:
  static Dataset dataset(std::string name, std::vector<Parameter> parameters = {}) {
    return ToldStore::dataset(std::move(name), std::move(parameters));
  }
  std::unique_ptr<View> view(const Viewer& viewer = Viewer::everybody(), const Cancel& cancel = {}) {
    return make_naive_engine(*store_, small_definitions())->view(viewer, cancel);
  }
  Ids found(const Condition& condition, bool with_deleted = false, const Viewer& viewer = Viewer::everybody()) {
    auto seen = view(viewer);
    const auto selection = seen->select({condition, with_deleted});
    EXPECT_EQ(selection->count(), static_cast<std::int64_t>(selection->ids().size()));
    for (const auto id : selection->ids()) EXPECT_TRUE(selection->contains(id));
    return selection->ids();
  }
  std::vector<std::int64_t> page(const Order& order, const std::optional<Position>& after = {}, int limit = 100) {
    auto seen = view();
    const auto all = seen->select({});
    std::vector<std::int64_t> ids;
    for (const auto& position : seen->page(*all, order, after, limit)) ids.push_back(position.id.value);
    return ids;
  }

  ToldStore store_;
};

}  // namespace

TEST_F(Naive, texts_are_exact_and_match_an_element_or_the_whole) {
  const auto a = store_.tell(dataset("a", {{"motors", "phi chi"}}));
  const auto b = store_.tell(dataset("b", {{"motors", "phi"}}));
  store_.tell(dataset("c", {{"motors", "Phi chiral"}}));
  const auto d = store_.tell(dataset("d", {{"motors", "NA"}}));
  EXPECT_EQ(found(text("motors", {"phi"})), (Ids{a, b}));
  EXPECT_EQ(found(text("motors", {"phi chi"})), Ids{a});
  EXPECT_EQ(found(text("motors", {"NA"})), Ids{d}) << "what was sent can be asked for";
  EXPECT_EQ(found(text(Field::name, {"a", "d"})), (Ids{a, d}));
  EXPECT_EQ(found(text(Field::id, {"1"})), Ids{}) << "an id is a number";
}

TEST_F(Naive, numbers_compare_in_the_parameters_unit_and_each_of_a_list) {
  const auto a = store_.tell(dataset("a", {{"energy", "12 keV"}, {"angles", "1,2,3"}}));
  const auto b = store_.tell(dataset("b", {{"energy", "11999.999 eV"}, {"angles", "7"}}));
  store_.tell(dataset("c", {{"energy", "12 m"}, {"angles", "x"}}));
  EXPECT_EQ(found(number("energy", 12, 12)), Ids{a});
  EXPECT_EQ(found(number("energy", 11, 12)), (Ids{a, b}));
  EXPECT_EQ(found(number("angles", 2, 2)), Ids{a});
  EXPECT_EQ(found(number("angles", 4, 6)), Ids{});
  EXPECT_EQ(found(number(Field::id, 2, 3)), (Ids{b, {3}}));
}

TEST_F(Naive, a_value_exists_unless_it_means_none) {
  const auto a = store_.tell(dataset("a", {{"dose", "3"}}));
  store_.tell(dataset("b", {{"dose", "-1"}}));
  store_.tell(dataset("c"));
  EXPECT_EQ(found(exists("dose")), Ids{a});
  EXPECT_EQ(found(without(exists("dose"))), (Ids{{2}, {3}}));
}

TEST_F(Naive, substrings_are_found_in_either_case_of_ascii) {
  const auto a = store_.tell(dataset("Lysozyme_Å"));
  store_.tell(dataset("b"));
  EXPECT_EQ(found(contains(Field::name, "lYSO")), Ids{a});
  EXPECT_EQ(found(contains(Field::name, "_Å")), Ids{a});
  EXPECT_EQ(found(contains(Field::name, "_å")), Ids{});
  EXPECT_EQ(found(contains(Field::id, "")), Ids{}) << "an id has no text";
}

TEST_F(Naive, conditions_combine_within_the_living) {
  const auto a = store_.tell(dataset("a", {{"title", "x"}}));
  const auto b = store_.tell(dataset("b", {{"title", "y"}}));
  const auto c = store_.tell(dataset("c", {{"title", "x"}}));
  store_.set_state(c, DatasetState::deleted);
  const auto x = text("title", {"x"}), y = text("title", {"y"});
  EXPECT_EQ(found(x), Ids{a});
  EXPECT_EQ(found(x, true), (Ids{a, c}));
  EXPECT_EQ(found(either({x, y})), (Ids{a, b}));
  EXPECT_EQ(found(both({x, y})), Ids{});
  EXPECT_EQ(found(without(y)), Ids{a});
  EXPECT_EQ(found(without(y), true), (Ids{a, c}));
  EXPECT_EQ(found({}), (Ids{a, b}));
  EXPECT_EQ(found(nothing()), Ids{});
}

TEST_F(Naive, relations_follow_links_through_tombstones_to_the_living) {
  const auto raw = store_.tell(dataset("raw"));
  const auto middle = store_.tell(dataset("middle"), {{raw}});
  const auto end = store_.tell(dataset("end"), {{middle}});
  store_.set_state(middle, DatasetState::deleted);
  const auto is_raw = text(Field::name, {"raw"}), is_middle = text(Field::name, {"middle"});
  EXPECT_EQ(found(across(Relation::ancestor, is_raw)), Ids{end});
  EXPECT_EQ(found(across(Relation::input, is_raw)), Ids{});
  EXPECT_EQ(found(across(Relation::input, is_middle)), Ids{}) << "what is reached must live";
  EXPECT_EQ(found(across(Relation::input, is_middle), true), Ids{end});
  EXPECT_EQ(found(across(Relation::descendant, {})), Ids{raw});
  EXPECT_EQ(found(across(Relation::output, {}), true), (Ids{raw, middle}));
  EXPECT_EQ(found(starting(Relation::descendant, raw)), Ids{end});
  EXPECT_EQ(found(starting(Relation::output, middle)), Ids{end});
  EXPECT_EQ(found(starting(Relation::ancestor, end), true), (Ids{raw, middle}));
  EXPECT_EQ(found(starting(Relation::ancestor, {77})), Ids{});
}

TEST_F(Naive, only_in_a_cycle_is_a_dataset_its_own_ancestor) {
  const auto a = store_.tell(dataset("a"));
  const auto b = store_.tell(dataset("b"), {{a}});
  auto again = dataset("a");
  again.id = a;
  store_.tell(again, {{b}});
  const auto c = store_.tell(dataset("c"), {{b}});
  const auto d = store_.tell(dataset("d"), {{{4}}});  // names itself
  for (const auto& [name, id] : {std::pair{"a", a}, {"b", b}, {"c", c}, {"d", d}})
    EXPECT_EQ(found(both({text(Field::name, {name}), across(Relation::ancestor, text(Field::name, {name}))})),
              id == a || id == b ? Ids{id} : Ids{})
        << name;
  EXPECT_EQ(found(starting(Relation::ancestor, a)), (Ids{a, b}));
}

TEST_F(Naive, what_a_viewer_may_not_see_is_not_there) {
  const auto hidden = store_.tell(dataset("hidden"));
  const auto seen = store_.tell(dataset("seen"));
  const auto mixed = store_.tell(dataset("mixed", {{"input_datasets", "/hidden /seen"}}), {{hidden, seen}});
  const auto apart = store_.tell(dataset("apart"), {{hidden}, {seen}});
  const auto viewer = Viewer::of({seen, mixed, apart});
  EXPECT_EQ(found({}, false, viewer), (Ids{seen, mixed, apart}));
  EXPECT_EQ(found(across(Relation::input, {}), false, viewer), Ids{apart}) << "an input that also means a hidden one";
  EXPECT_EQ(found(starting(Relation::output, seen), false, viewer), Ids{apart});
  EXPECT_EQ(found(starting(Relation::output, hidden), false, viewer), Ids{});
  EXPECT_EQ(found(exists("input_datasets"), false, viewer), Ids{});
  EXPECT_EQ(found(exists("input_datasets")), Ids{mixed});
  EXPECT_FALSE(view(viewer)->knows("input_datasets"));
  EXPECT_TRUE(view()->knows("input_datasets"));
}

TEST_F(Naive, pages_are_in_order_with_missing_values_last_both_ways) {
  store_.tell(dataset("a", {{"energy", "9"}}));
  store_.tell(dataset("b"));
  store_.tell(dataset("c", {{"energy", "10"}}));
  store_.tell(dataset("d", {{"energy", "NA"}}));
  store_.tell(dataset("e", {{"energy", "9"}}));
  using Is = std::vector<std::int64_t>;
  const Column energy{Field::parameter, "energy"};
  EXPECT_EQ(page({energy, true, false}), (Is{1, 5, 3, 2, 4}));
  EXPECT_EQ(page({energy, true, true}), (Is{3, 1, 5, 2, 4}));
  EXPECT_EQ(page({energy, false, false}), (Is{3, 1, 5, 2, 4})) << "as texts 10 comes before 9";
  EXPECT_EQ(page({energy, true, false}, Position{true, 9, "", {1}}, 2), (Is{5, 3}));
  EXPECT_EQ(page({energy, true, false}, Position{true, 9.5, "", {1000}}), (Is{3, 2, 4})) << "nobody needs stand there";
  EXPECT_EQ(page({energy, true, true}, Position{false, 0, "", {2}}), Is{4});
  EXPECT_EQ(page({{Field::name, ""}, false, true}), (Is{5, 4, 3, 2, 1}));
  EXPECT_EQ(page({{Field::id, ""}, true, true}, {}, 2), (Is{5, 4}));
}

TEST_F(Naive, values_are_counted_once_a_dataset) {
  store_.tell(dataset("a", {{"motors", "phi chi phi"}}));
  store_.tell(dataset("b", {{"motors", "chi"}}));
  store_.tell(dataset("c", {{"motors", "NA"}}));
  store_.tell(dataset("d", {{"motors", "Chromium"}}));
  auto seen = view();
  const auto all = seen->select({});
  using Top = decltype(ValueCounts::top);
  auto counts = seen->count_values(*all, {Field::parameter, "motors"}, 2, "");
  EXPECT_EQ(counts.datasets, 3);
  EXPECT_EQ(counts.distinct, 3);
  EXPECT_EQ(counts.top, (Top{{"chi", 2}, {"Chromium", 1}}));
  counts = seen->count_values(*all, {Field::parameter, "motors"}, 9, "cH");
  EXPECT_EQ(counts.datasets, 3);
  EXPECT_EQ(counts.top, (Top{{"chi", 2}, {"Chromium", 1}}));
  EXPECT_EQ(seen->count_values(*all, {Field::id, ""}, 1, "").top, (Top{{"1", 1}}));
}

TEST_F(Naive, numbers_are_counted_in_half_open_buckets_but_the_last) {
  store_.tell(dataset("a", {{"angles", "0,1,1.5"}}));
  store_.tell(dataset("b", {{"angles", "2"}}));
  store_.tell(dataset("c", {{"angles", "-5"}}));
  store_.tell(dataset("d", {{"angles", "none of them"}}));
  auto seen = view();
  const auto counts = seen->count_numbers(*seen->select({}), {Field::parameter, "angles"}, {0, 1, 2});
  EXPECT_EQ(counts.datasets, 3);
  EXPECT_EQ(counts.least, -5);
  EXPECT_EQ(counts.most, 2);
  EXPECT_EQ(counts.counts, (std::vector<std::int64_t>{1, 2}));
}

TEST_F(Naive, groups_add_up_files_volume_and_samples) {
  auto raw = dataset("a");
  raw.sample_name = "lyso", raw.file_count = 3, raw.size_bytes = 100,
  raw.start = read_time("2023-12-31T23:30:00-01:00");
  auto processed = dataset("b");
  processed.type = "processed", processed.sample_name = "lyso", processed.start = raw.start;
  auto other = dataset("c");
  other.key.instrument = "id30b";
  store_.tell({{raw, {}}, {processed, {}}, {other, {}}});
  auto seen = view();
  const std::vector<GroupBy> by = {{GroupBy::Part::value, {Field::instrument, ""}},
                                   {GroupBy::Part::year, {Field::start_date, ""}}};
  const auto all = seen->select({});
  EXPECT_GT(seen->group(*all, by, 1).size(), 1u);
  const auto groups = seen->group(*all, by, 2);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].values, (std::vector<std::string>{"id30a1", "2024"}));
  EXPECT_EQ(groups[0].counters, (Counters{1, 2, 1, 1, 3, 3, 0, 100, 100, 0, 1}));
  EXPECT_EQ(groups[1].values, (std::vector<std::string>{"id30b", ""}));
  EXPECT_EQ(groups[1].counters, (Counters{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1}));
}

TEST_F(Naive, whoever_is_gone_is_not_answered) {
  store_.tell(dataset("a"));
  auto gone = std::make_shared<std::atomic<bool>>(false);
  auto seen = view(Viewer::everybody(), gone);
  const auto all = seen->select({});
  *gone = true;
  EXPECT_THROW(seen->select({}), Cancelled);
  EXPECT_THROW(seen->count_values(*all, {Field::name, ""}, 1, ""), Cancelled);
  EXPECT_THROW(view(Viewer::everybody(), gone)->parameters(), Cancelled);
}

TEST_F(Naive, a_view_is_one_moment) {
  store_.tell(dataset("a"));
  auto before = view();
  store_.tell(dataset("b"));
  EXPECT_EQ(before->select({})->count(), 1);
  EXPECT_EQ(before->seq(), Seq{1});
  EXPECT_EQ(view()->select({})->count(), 2);
  EXPECT_EQ(view()->seq(), Seq{2});
}

TEST_F(Naive, parameters_are_those_of_the_living) {
  store_.tell(dataset("a", {{"b", "NA"}, {"a", "1"}}));
  store_.set_state(store_.tell(dataset("c", {{"c", "1"}})), DatasetState::deleted);
  EXPECT_EQ(view()->parameters(), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(view()->knows("b"));
  EXPECT_FALSE(view()->knows("c"));
}

}  // namespace weft
