#include "search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "search/naive_engine.h"
#include "search/small_definitions.h"
#include "search/told_store.h"

namespace weft {
namespace {

using Ids = std::vector<DatasetId>;

class Searching : public testing::Test {
 protected:
  static Dataset dataset(std::string name, std::vector<Parameter> parameters = {}) {
    return ToldStore::dataset(std::move(name), std::move(parameters));
  }
  static Query query(std::string expression = "") {
    Query query;
    query.expression = std::move(expression);
    return query;
  }
  Ids found(const Query& query, const Viewer& viewer = Viewer::everybody()) {
    const auto page = search_.find(viewer, query);
    EXPECT_TRUE(page) << page.error().message;
    if (!page) return {};
    EXPECT_TRUE(!page->next_cursor.empty() || !query.cursor.empty() ||
                page->total == static_cast<std::int64_t>(page->datasets.size()));
    return page->datasets;
  }
  Ids sorted(std::string sort) {
    auto all = query();
    all.sort = std::move(sort);
    return found(all);
  }
  std::string refusal(const Query& query) {
    const auto page = search_.find(Viewer::everybody(), query);
    return page ? "answered" : page.error().message;
  }
  Facets::Facet facet(const std::string& spec, const std::string& expression = "",
                      const Viewer& viewer = Viewer::everybody()) {
    auto asked = query(expression);
    asked.facets = {spec};
    const auto facets = search_.facets(viewer, asked);
    EXPECT_TRUE(facets) << facets.error().message;
    return facets ? facets->facets.at(0) : Facets::Facet{};
  }
  std::string facet_refusal(const std::string& spec) {
    auto asked = query();
    asked.facets = {spec};
    const auto facets = search_.facets(Viewer::everybody(), asked);
    return facets ? "answered" : facets.error().message;
  }
  Statistics statistics(std::vector<std::string> by, const Viewer& viewer = Viewer::everybody()) {
    auto asked = query();
    asked.by = std::move(by);
    auto statistics = search_.statistics(viewer, asked);
    EXPECT_TRUE(statistics) << statistics.error().message;
    return statistics ? *std::move(statistics) : Statistics{};
  }
  std::string statistics_refusal(std::string by) {
    auto asked = query();
    asked.by = {std::move(by)};
    const auto statistics = search_.statistics(Viewer::everybody(), asked);
    return statistics ? "answered" : statistics.error().message;
  }

  ToldStore store_;
  std::unique_ptr<Engine> engine_ = make_naive_engine(*store_, small_definitions());
  Search search_{*engine_, small_definitions()};
};

using Counts = decltype(Facets::Facet::counts);

double at(const char* text) { return static_cast<double>(read_time(text)->time_since_epoch().count()); }

}  // namespace

TEST_F(Searching, plain_members_narrow_the_expression) {
  auto a = dataset("a", {{"title", "x"}});
  a.sample_name = "lyso";
  auto b = dataset("b", {{"title", "x"}});
  b.key.proposal = "mx2485", b.key.instrument = "id30b", b.type = "processed", b.investigation = {2};
  const auto ids = store_.tell({{a, {}}, {b, {}}, {dataset("c", {{"title", "y"}}), {}}});
  const auto with = [&](auto member, auto value) {
    auto asked = query("title = x");
    asked.*member = value;
    return found(asked);
  };
  EXPECT_EQ(found(query("title = x")), (Ids{ids[0], ids[1]}));
  EXPECT_EQ(with(&Query::proposal, "MX-2485"), Ids{ids[1]}) << "in any spelling";
  EXPECT_EQ(with(&Query::instrument, "ID30A-1"), Ids{ids[0]});
  EXPECT_EQ(with(&Query::instrument, "massif1"), Ids{ids[0]});
  EXPECT_EQ(with(&Query::investigation, InvestigationId{2}), Ids{ids[1]});
  EXPECT_EQ(with(&Query::sample, SampleId{1}), Ids{ids[0]});
  EXPECT_EQ(with(&Query::type, "processed"), Ids{ids[1]});
  EXPECT_EQ(with(&Query::type, "raw"), Ids{ids[0]});
  EXPECT_EQ(with(&Query::name, "b"), Ids{ids[1]});
  EXPECT_EQ(with(&Query::location, "/data/visitor//mx1/id30a1/1/a/"), Ids{ids[0]});
  auto all = query("title = x or title = y");
  all.type = "acquisition", all.name = "c";
  EXPECT_EQ(found(all), Ids{ids[2]}) << "an `or` is narrowed as a whole";
  auto nowhere = query();
  nowhere.location = "data";
  EXPECT_EQ(refusal(nowhere), "location is an absolute path");
}

TEST_F(Searching, tombstones_are_shown_when_asked_for) {
  const auto a = store_.tell(dataset("a"));
  const auto b = store_.tell(dataset("b"));
  store_.set_state(a, DatasetState::deleted);
  EXPECT_EQ(found(query()), Ids{b});
  auto with_deleted = query();
  with_deleted.with_deleted = true;
  EXPECT_EQ(found(with_deleted), (Ids{a, b}));
  EXPECT_EQ(found(query("state = deleted")), Ids{a});
}

TEST_F(Searching, an_expression_is_seen_from_a_dataset) {
  const auto raw = store_.tell(dataset("raw"));
  const auto good = store_.tell(dataset("good", {{"energy", "12"}}), {{raw}});
  store_.tell(dataset("bad", {{"energy", "1"}}), {{raw}});
  auto asked = query("output(energy > 10 keV)");
  asked.from = raw;
  EXPECT_EQ(found(asked), Ids{good});
}

TEST_F(Searching, errors_of_the_language_come_through) {
  store_.tell(dataset("a", {{"sent_only", "1"}}));
  EXPECT_EQ(found(query("sent_only = 1")).size(), 1u) << "known because somebody sent it";
  const auto page = search_.find(Viewer::of({}), query("sent_only = 1"));
  ASSERT_FALSE(page) << "nobody this viewer sees sent it";
  EXPECT_FALSE(search_.find(Viewer::everybody(), query("title = ")));
}

TEST_F(Searching, limits_are_between_one_and_a_thousand) {
  auto asked = query();
  for (const int limit : {0, -1, 1001}) {
    asked.limit = limit;
    EXPECT_EQ(refusal(asked), "limit is between 1 and 1000");
  }
}

TEST_F(Searching, sorts_both_ways_with_missing_values_last) {
  const auto ids = store_.tell({{dataset("e", {{"energy", "9"}, {"title", "b"}, {"own", "9"}}), {}},
                                {dataset("d", {{"title", "NA"}}), {}},
                                {dataset("c", {{"energy", "10 keV"}, {"title", "10"}, {"own", "10"}}), {}},
                                {dataset("b", {{"energy", "NA"}, {"title", "9"}, {"own", "x"}}), {}},
                                {dataset("a", {{"energy", "9000 eV"}, {"title", "a"}}), {}}});
  const auto order = [&](std::initializer_list<int> which) {
    Ids out;
    for (const int i : which) out.push_back(ids[static_cast<std::size_t>(i)]);
    return out;
  };
  EXPECT_EQ(sorted("energy"), order({0, 4, 2, 1, 3}));
  EXPECT_EQ(sorted("-energy"), order({2, 0, 4, 1, 3}));
  EXPECT_EQ(sorted("title"), order({2, 3, 4, 0, 1})) << "a text of the dictionary sorts as text";
  EXPECT_EQ(sorted("-title"), order({0, 4, 3, 2, 1}));
  EXPECT_EQ(sorted("own"), order({0, 2, 1, 3, 4})) << "unknown to the dictionary, but somebody sent a number";
  EXPECT_EQ(sorted("name"), order({4, 3, 2, 1, 0}));
  EXPECT_EQ(sorted("-id"), order({4, 3, 2, 1, 0}));
  EXPECT_EQ(sorted(""), order({0, 1, 2, 3, 4}));
  auto unknown = query();
  unknown.sort = "nothing_like_it";
  EXPECT_NE(refusal(unknown), "answered");
}

TEST_F(Searching, a_cursor_of_another_sort_is_refused) {
  store_.tell({{dataset("a"), {}}, {dataset("b"), {}}});
  auto asked = query();
  asked.limit = 1, asked.sort = "name";
  asked.cursor = search_.find(Viewer::everybody(), asked)->next_cursor;
  ASSERT_FALSE(asked.cursor.empty());
  EXPECT_EQ(found(asked), Ids{{2}});
  asked.sort = "-name";
  EXPECT_NE(refusal(asked), "answered");
  asked.sort = "", asked.cursor = "1";
  EXPECT_NE(refusal(asked), "answered");
}

class PagingBy : public Searching, public testing::WithParamInterface<std::string> {};

// Between any two pages datasets arrive, change and leave; those that stood still come exactly once, in order.
TEST_P(PagingBy, repeats_and_skips_nothing_unchanged_while_data_arrive) {
  std::mt19937 random(11);
  const auto any = [&] {
    std::vector<Parameter> parameters;
    if (random() % 4) parameters.push_back({"energy", std::to_string(random() % 5)});
    if (random() % 4) parameters.push_back({"own", random() % 3 ? std::to_string(random() % 5) : "word"});
    return dataset("d" + std::to_string(random()), parameters);
  };
  std::vector<ToldStore::Told> first;
  for (int i = 0; i < 40; ++i) first.push_back({any(), {}});
  store_.tell(first);
  const auto before = sorted(GetParam());
  std::set<DatasetId> unchanged(before.begin(), before.end());
  Ids came;
  auto asked = query();
  asked.limit = 7, asked.sort = GetParam();
  do {
    const auto page = search_.find(Viewer::everybody(), asked);
    ASSERT_TRUE(page) << page.error().message;
    came.insert(came.end(), page->datasets.begin(), page->datasets.end());
    asked.cursor = page->next_cursor;
    auto other = any();
    other.id = before[random() % before.size()];
    const auto gone = before[random() % before.size()];
    unchanged.erase(other.id), unchanged.erase(gone);
    store_.tell({{any(), {}}, {any(), {}}, {any(), {}}, {other, {}}});
    store_.set_state(gone, DatasetState::deleted);
  } while (!asked.cursor.empty());
  const auto only_unchanged = [&](Ids ids) {
    std::erase_if(ids, [&](DatasetId id) { return !unchanged.count(id); });
    return ids;
  };
  ASSERT_GT(unchanged.size(), 15u);
  EXPECT_EQ(only_unchanged(came), only_unchanged(before));
}

INSTANTIATE_TEST_SUITE_P(Sorts, PagingBy,
                         testing::Values("", "-id", "energy", "-energy", "own", "-own", "name", "-name"));

TEST_F(Searching, an_offset_begins_where_walking_by_cursor_arrives) {
  std::vector<ToldStore::Told> all;
  for (int i = 0; i < 23; ++i) {
    std::vector<Parameter> parameters;
    if (i % 4) parameters.push_back({"energy", std::to_string(i * 7 % 5)});
    if (i % 3) parameters.push_back({"title", i % 5 ? "t" + std::to_string(i % 7) : "NA"});
    all.push_back({dataset("d" + std::to_string(i), parameters), {}, {}});
  }
  store_.tell(std::move(all));
  for (const std::string sort : {"", "-id", "energy", "-energy", "title", "-title", "name", "startDate"}) {
    auto whole = query();
    whole.sort = sort, whole.limit = 1000;
    const auto every = found(whole);
    for (std::int64_t offset = 0; offset < 26; ++offset) {
      auto some = whole;
      some.offset = offset, some.limit = 4;
      auto page = search_.find(Viewer::everybody(), some);
      ASSERT_TRUE(page) << page.error().message;
      EXPECT_EQ(page->total, 23);
      auto walked = page->datasets;
      some.offset = 0;
      while (!page->next_cursor.empty()) {
        some.cursor = page->next_cursor;
        page = search_.find(Viewer::everybody(), some);
        ASSERT_TRUE(page) << page.error().message;
        walked.insert(walked.end(), page->datasets.begin(), page->datasets.end());
      }
      EXPECT_EQ(walked, Ids(every.begin() + std::min<std::ptrdiff_t>(offset, 23), every.end())) << sort << offset;
    }
  }
}

TEST_F(Searching, an_offset_and_a_cursor_together_are_refused) {
  store_.tell({{dataset("a"), {}}, {dataset("b"), {}}});
  auto both = query();
  both.limit = 1;
  both.cursor = search_.find(Viewer::everybody(), both)->next_cursor;
  both.offset = 1;
  EXPECT_EQ(refusal(both), "a page begins at an offset or after a cursor: give one of them");
}

TEST_F(Searching, facets_count_the_whole_result) {
  std::vector<ToldStore::Told> all;
  for (int i = 0; i < 120; ++i)
    all.push_back(
        {dataset("d" + std::to_string(i), {{"title", i % 3 ? "often" : "seldom"}, {"motors", "phi chi"}}), {}});
  all[7].dataset.key.instrument = "id30b";
  store_.tell(all);
  auto asked = query("title = often or title = seldom");
  asked.facets = {"title", "instrument", "motors:1", "name:values:2"};
  asked.limit = 1;
  const auto facets = search_.facets(Viewer::everybody(), asked);
  ASSERT_TRUE(facets) << facets.error().message;
  EXPECT_EQ(facets->total, 120);
  EXPECT_EQ(facets->facets[0].counts, (Counts{{"often", 80}, {"seldom", 40}}));
  EXPECT_EQ(facets->facets[1].counts, (Counts{{"ID30A-1", 119}, {"ID30B", 1}})) << "as people know them";
  EXPECT_EQ(found(query("instrument = ID30B")).size(), 1u) << "and as a query takes them";
  EXPECT_EQ(facets->facets[2].counts, (Counts{{"chi", 120}}));
  EXPECT_EQ(facets->facets[2].distinct, 2);
  EXPECT_EQ(facets->facets[3].counts.size(), 2u);
  EXPECT_EQ(facets->facets[3].distinct, 120);
  EXPECT_EQ(facets->facets[3].field, "name:values:2");
  EXPECT_EQ(facets->facets[3].name, "name");
}

TEST_F(Searching, numbers_become_histograms_unless_asked_otherwise) {
  for (const auto* energy : {"1", "2000 eV", "2.5", "10", "NA"}) store_.tell(dataset(energy, {{"energy", energy}}));
  auto histogram = facet("energy:5");
  EXPECT_EQ(histogram.kind, Facets::Kind::numbers);
  EXPECT_EQ(histogram.unit, "keV");
  EXPECT_EQ(histogram.datasets, 4);
  EXPECT_EQ(histogram.buckets, (std::vector<Facets::Bucket>{{0, 2, 1}, {2, 4, 2}, {4, 6, 0}, {6, 8, 0}, {8, 10, 1}}));
  EXPECT_EQ(facet("energy").buckets.size(), 18u) << "twenty at most";
  EXPECT_EQ(facet("energy:histogram:5"), [&] {
    histogram.field = "energy:histogram:5";
    return histogram;
  }());
  EXPECT_EQ(facet("energy:values").counts, (Counts{{"1", 1}, {"10", 1}, {"2.5", 1}, {"2000 eV", 1}}));
  EXPECT_EQ(facet("energy", "name = NA").buckets.size(), 0u);
  EXPECT_EQ(facet("energy", "name = \"10\"").datasets, 1);
}

TEST_F(Searching, times_are_cut_as_finely_as_their_span_suggests) {
  for (const auto* start : {"2023-01-01T00:00:00Z", "2023-01-02T23:59:59Z", "2023-02-03T00:00:00Z"}) {
    auto one = dataset(start, {{"taken", start}});
    one.start = read_time(start);
    store_.tell(one);
  }
  const auto days = facet("startDate");
  EXPECT_EQ(days.kind, Facets::Kind::times);
  ASSERT_EQ(days.buckets.size(), 34u);
  EXPECT_EQ(days.buckets[1], (Facets::Bucket{at("2023-01-02"), at("2023-01-03"), 1}));
  EXPECT_EQ(days.buckets[2].count, 0);
  EXPECT_EQ(facet("startDate:month").buckets, (std::vector<Facets::Bucket>{{at("2023-01-01"), at("2023-02-01"), 2},
                                                                           {at("2023-02-01"), at("2023-03-01"), 1}}));
  EXPECT_EQ(facet("startDate:year").buckets.size(), 1u);
  EXPECT_EQ(facet("startDate:3").buckets.size(), 2u) << "no more than three: months";
  EXPECT_EQ(facet("taken:month").buckets.size(), 2u);
}

TEST_F(Searching, facets_that_make_no_sense_are_refused) {
  for (const auto* spec : {"energy:0", "energy:10001", "energy:week", "energy:year", "energy:values:x", "energy:5:5",
                           "title:month", "", ":", "nothing_like_it"})
    EXPECT_NE(facet_refusal(spec), "answered") << spec;
  EXPECT_EQ(facet_refusal("endDate:histogram:7"), "answered");
  auto many = query();
  many.facets.assign(51, "title");
  EXPECT_FALSE(search_.facets(Viewer::everybody(), many));
}

TEST_F(Searching, statistics_group_by_fields_parameters_and_time) {
  auto raw = dataset("a", {{"definition", "MX SAD"}});
  raw.start = read_time("2023-04-25T10:00:00Z"), raw.sample_name = "lyso", raw.file_count = 4, raw.size_bytes = 400;
  auto processed = dataset("b", {{"definition", "MX"}});
  processed.start = read_time("2022-04-25T10:00:00Z"), processed.sample_name = "lyso", processed.type = "processed";
  auto elsewhere = dataset("c");
  elsewhere.key.instrument = "id30b";
  store_.tell({{raw, {}}, {processed, {}}, {elsewhere, {}}});
  const auto by = [&](std::vector<std::string> names) {
    std::vector<std::pair<std::vector<std::string>, std::int64_t>> rows;
    for (const auto& row : statistics(std::move(names)).rows) rows.emplace_back(row.values, row.counters.datasets);
    return rows;
  };
  using Rows = decltype(by({}));
  EXPECT_EQ(by({"instrument", "year"}), (Rows{{{"ID30A-1", "2022"}, 1}, {{"ID30A-1", "2023"}, 1}, {{"ID30B", ""}, 1}}));
  EXPECT_EQ(by({"technique"}), (Rows{{{""}, 1}, {{"MX"}, 2}}));
  EXPECT_EQ(by({"month"}), (Rows{{{""}, 1}, {{"2022-04"}, 1}, {{"2023-04"}, 1}}));
  EXPECT_EQ(by({"startDate:day"}), (Rows{{{""}, 1}, {{"2022-04-25"}, 1}, {{"2023-04-25"}, 1}}));
  EXPECT_EQ(by({}), Rows{});
  const auto total = statistics({"type"}).total;
  EXPECT_EQ(total, (Counters{1, 3, 2, 1, 4, 4, 0, 400, 400, 0, 2})) << "a sample of two types is one sample";
  EXPECT_NE(statistics_refusal("title:year"), "answered");
  EXPECT_NE(statistics_refusal("nothing_like_it"), "answered");
  auto many = query();
  many.by.assign(9, "id");
  EXPECT_FALSE(search_.statistics(Viewer::everybody(), many)) << "each group would have nine texts";
}

TEST_F(Searching, whoever_sees_less_counts_less) {
  const auto hidden = store_.tell(dataset("hidden", {{"title", "secret"}, {"energy", "99"}, {"own_secret", "1"}}));
  const auto seen = store_.tell(dataset("seen", {{"title", "open"}, {"energy", "1"}}), {{hidden}});
  const auto viewer = Viewer::of({seen});
  EXPECT_EQ(found(query(), viewer), Ids{seen});
  EXPECT_EQ(search_.find(viewer, query())->total, 1);
  EXPECT_EQ(found(query("input()"), viewer), Ids{});
  EXPECT_EQ(found(query("not title = open"), viewer), Ids{});
  EXPECT_EQ(facet("title", "", viewer).counts, (Counts{{"open", 1}}));
  EXPECT_EQ(facet("energy", "", viewer).datasets, 1);
  EXPECT_LT(facet("energy", "", viewer).buckets.back().to, 99);
  EXPECT_EQ(statistics({}, viewer).total.datasets, 1);
  const auto page = search_.find(viewer, query("own_secre = 1"));
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().message.find("own_secret"), std::string::npos) << "no name is suggested that he cannot see";
  const auto matching = search_.matching(viewer, *search_.meaning(viewer, query()));
  ASSERT_TRUE(matching);
  EXPECT_EQ(matching->selection->ids(), Ids{seen});
}

TEST_F(Searching, a_page_that_ends_at_a_long_text_goes_on_behind_it) {
  Ids ids;
  for (const char* end : {"c", "a", "b"})
    ids.push_back(store_.tell(dataset(end, {{"title", std::string(30'000, 'x') + end}})));
  auto asked = query();
  asked.sort = "title", asked.limit = 1;
  const auto first = search_.find(Viewer::everybody(), asked);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->datasets, Ids{ids[1]});
  EXPECT_LT(first->next_cursor.size(), 4'000u);
  asked.cursor = first->next_cursor;
  EXPECT_EQ(search_.find(Viewer::everybody(), asked)->datasets, Ids{ids[2]});
  store_.set_state(ids[1], DatasetState::deleted);
  EXPECT_EQ(search_.find(Viewer::everybody(), asked)->datasets, Ids{ids[2]}) << "where it stood is known still";
  auto changed = dataset("a", {{"title", "y"}});
  changed.id = ids[1];
  store_.tell(changed);
  const auto page = search_.find(Viewer::everybody(), asked);
  ASSERT_FALSE(page);
  EXPECT_NE(page.error().message.find("has changed since"), std::string::npos) << page.error().message;
}

TEST_F(Searching, a_page_and_its_counts_are_of_one_moment) {
  store_.tell(dataset("a", {{"title", "x"}}));
  auto asked = query("title = x");
  asked.facets = {"name"};
  const auto both = search_.find_and_count(Viewer::everybody(), asked);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->page, *search_.find(Viewer::everybody(), asked));
  EXPECT_EQ(both->facets, *search_.facets(Viewer::everybody(), asked));
  asked.facets = {"nobody_has_this"};
  EXPECT_FALSE(search_.find_and_count(Viewer::everybody(), asked));
}

TEST_F(Searching, followers_know_whether_a_query_reaches_across) {
  store_.tell(dataset("a"));
  const auto across = [&](const Query& query) {
    return search_.matching(Viewer::everybody(), *search_.meaning(Viewer::everybody(), query))->across;
  };
  EXPECT_FALSE(across(query()));
  EXPECT_FALSE(across(query("title = x or not energy > 1")));
  EXPECT_TRUE(across(query("title = x or not input(energy > 1)")));
  auto from = query("output()");
  from.from = {1};
  EXPECT_TRUE(across(from));
}

TEST_F(Searching, what_a_query_means_outlives_the_datasets_that_bore_its_names) {
  const auto one = store_.tell(dataset("a", {{"my_count", "4"}}));
  const auto everybody = Viewer::everybody();
  const auto meaning = search_.meaning(everybody, query("my_count > 3"));
  ASSERT_TRUE(meaning);
  store_.set_state(one, DatasetState::deleted);
  EXPECT_FALSE(search_.meaning(everybody, query("my_count > 3")));
  EXPECT_EQ(search_.matching(everybody, *meaning)->selection->count(), 0);
  EXPECT_EQ(search_.meaning(everybody, query("my_count > 3"), UnknownName::is_parameter)->condition,
            meaning->condition);
}

TEST_F(Searching, whoever_is_gone_gets_no_answer) {
  store_.tell(dataset("a"));
  const auto gone = std::make_shared<std::atomic<bool>>(true);
  auto page = search_.find(Viewer::everybody(), query(), gone);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::timed_out);
  EXPECT_FALSE(search_.facets(Viewer::everybody(), query(), gone));
  EXPECT_FALSE(search_.statistics(Viewer::everybody(), query(), gone));
  EXPECT_FALSE(search_.matching(Viewer::everybody(), {}, gone));
}

}  // namespace weft
