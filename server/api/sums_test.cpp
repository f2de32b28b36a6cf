// Whoever is asked for the sums of a catalogue, the store or the search engine, says the same.
#include "api/sums.h"

#include <gtest/gtest.h>

#include "api/investigations.h"
#include "api/statistics.h"
#include "search/index_engine.h"
#include "search/naive_engine.h"
#include "search/small_definitions.h"
#include "search/told_store.h"

namespace weft {
namespace {

class SumsOf : public testing::Test {
 protected:
  SumsOf() {
    std::vector<ToldStore::Told> all;
    for (int i = 0; i < 12; ++i) {
      auto dataset = ToldStore::dataset("d" + std::to_string(i));
      dataset.key.instrument = i % 3 ? "id30b" : "id30a1";
      dataset.key.proposal = i % 2 ? "mx1" : "mx2485";
      dataset.type = i % 4 == 0 ? "acquisition" : i == 11 ? "" : "processed";
      dataset.investigation = {i == 7 ? 0 : 1 + i % 3};
      if (i % 5) dataset.sample_name = "s" + std::to_string(i % 4);
      all.push_back({dataset, {}, {}});
    }
    ids_ = store_.tell(std::move(all));
    store_.assign("mx2485", "id30b");
    store_.count_files(ids_[0], 4, 400);
    store_.count_files(ids_[1], 0, 0);
    store_.count_files(ids_[2], 30, 3000);
    store_.set_state(ids_[2], DatasetState::deleted);
    index_.open();
  }

  template <class Endpoint>
  std::string answer(const Endpoint& endpoint, Request request, const Viewer& viewer) {
    request.asker.viewer = viewer;
    const auto answer = endpoint(request);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : "";
  }
  // By the store, the naive engine and the index.
  template <class Endpoint>
  void expect_the_same(const Request& request) {
    for (const auto& viewer : {Viewer::everybody(), Viewer::of({ids_[1], ids_[2], ids_[5], ids_[7]}), Viewer::of({})}) {
      Request of_engine = request;
      of_engine.engine_may_answer = true;
      const auto by_store = answer(Endpoint{*store_, naive_search_}, request, viewer);
      EXPECT_EQ(answer(Endpoint{*store_, naive_search_}, of_engine, viewer), by_store);
      EXPECT_EQ(answer(Endpoint{*store_, index_search_}, of_engine, viewer), by_store);
    }
  }
  static Request asking(std::vector<std::pair<std::string, std::string>> query) {
    Request request;
    request.query = std::move(query);
    return request;
  }

  ToldStore store_;
  std::vector<DatasetId> ids_;
  std::unique_ptr<Engine> naive_ = make_naive_engine(*store_, small_definitions());
  IndexEngine index_{*store_, small_definitions(), {}};
  Search naive_search_{*naive_, small_definitions()}, index_search_{index_, small_definitions()};
};

}  // namespace

TEST_F(SumsOf, a_whole_catalogue_are_the_same_from_store_and_engine) { expect_the_same<ShowStatistics>(asking({})); }

TEST_F(SumsOf, instruments_are_the_same_from_store_and_engine) {
  expect_the_same<ListInstruments>(asking({}));
  expect_the_same<ListInstruments>(asking({{"proposal", "MX-2485"}}));
  expect_the_same<ListInstruments>(asking({{"proposal", "nobody"}}));
}

TEST_F(SumsOf, investigations_are_the_same_from_store_and_engine) {
  expect_the_same<ListInvestigations>(asking({}));
  expect_the_same<ListInvestigations>(asking({{"proposal", "mx1"}, {"instrument", "ID30B"}}));
  expect_the_same<ListInvestigations>(asking({{"limit", "1"}}));
}

TEST_F(SumsOf, samples_are_the_same_from_store_and_engine) {
  expect_the_same<ListSamples>(asking({}));
  expect_the_same<ListSamples>(asking({{"investigation", "1"}}));
  expect_the_same<ListSamples>(asking({{"instrument", "ID30A-1"}}));
}

TEST_F(SumsOf, the_engine_are_of_the_moment_it_shows) {
  store_.tell(ToldStore::dataset("not in the index yet"));
  Request request;
  const auto late = sum_up(*store_, index_search_, request, {}, {CountBy::everything});
  request.engine_may_answer = true;
  const auto early = sum_up(*store_, index_search_, request, {}, {CountBy::everything});
  ASSERT_TRUE(late && early);
  EXPECT_EQ(early->seq.value + 1, late->seq.value);
  EXPECT_EQ(early->by.at(0).at(0).counters.datasets + 1, late->by.at(0).at(0).counters.datasets);
}

}  // namespace weft
