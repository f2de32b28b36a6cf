// Policy stands at every door: what a restricted viewer may not see is in no list, count, graph or page.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "api/changes.h"
#include "api/dataset_page.h"
#include "api/datasets.h"
#include "api/facets.h"
#include "api/investigations.h"
#include "api/lineage.h"
#include "api/messages.h"
#include "api/statistics.h"
#include "api/suggest.h"
#include "api/whole.h"
#include "search/naive_engine.h"

using namespace weft;

namespace {

// raw 1 (seen) -> processed 2 (seen) ; raw 3 (hidden, another investigation) -> 2 ; 2 -> processed 4 (hidden).
class ViewerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_viewer_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto opened = open_sqlite_store(folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    auto writing = store_->write();
    bring(*writing, 1, "/data/seen/raw", 1, {});
    bring(*writing, 2, "/data/seen/processed", 1, {1, 3});
    bring(*writing, 3, "/data/secret/raw", 2, {});
    bring(*writing, 4, "/data/secret/processed", 2, {2});
    writing->commit();
    engine_ = make_naive_engine(*store_, definitions_);
    search_.emplace(*engine_, definitions_);
  }
  void TearDown() override {
    engine_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void bring(Writing& writing, std::int64_t id, const std::string& location, std::int64_t home,
             const std::vector<std::int64_t>& inputs) {
    Message message;
    message.destination = "/queue/icatIngest";
    message.body = "<dataset>" + location + "</dataset>";
    Seq seq = writing.append({&message, 1});
    Draft draft;
    Dataset dataset;
    dataset.id = writing.next_dataset();
    ASSERT_EQ(dataset.id.value, id);
    dataset.key = {"mx" + std::to_string(home), "bm29", location, "d"};
    dataset.type = inputs.empty() ? "acquisition" : "processed";
    dataset.first_seq = dataset.last_seq = seq;
    if (made_.insert(home).second) {
      Investigation investigation;
      investigation.id = writing.next_investigation();
      investigation.proposal = dataset.key.proposal;
      investigation.instrument = "bm29";
      investigation.first_seq = investigation.last_seq = seq;
      draft.investigations.push_back(investigation);
      draft.samples.push_back({writing.next_sample(), investigation.id, "sample" + std::to_string(home)});
    }
    dataset.investigation.value = dataset.sample.value = home;
    dataset.sample_name = "sample" + std::to_string(home);
    draft.datasets.push_back(dataset);
    InputList list{dataset.id, {}};
    for (auto input : inputs) {
      Input row;
      row.output = dataset.id;
      row.position = static_cast<int>(list.inputs.size());
      row.text = row.target = input == 3 ? "/data/secret/raw" : "/data/seen/" + std::to_string(input);
      row.state = InputState::resolved;
      row.datasets = {{input}};
      list.inputs.push_back(row);
    }
    draft.inputs.push_back(list);
    draft.change.seq = draft.change.cause = seq;
    draft.change.what = ChangeKind::dataset;
    draft.change.id = id;
    draft.outcomes.push_back({seq, MessageState::catalogued, "", "", dataset.id});
    writing.apply(draft);
  }

  Request ask(std::vector<std::string> named = {}) {
    Request request;
    request.named = std::move(named);
    request.asker.viewer = viewer_;
    return request;
  }
  std::string text(const Result<Response>& response) {
    return response ? response->body : std::string(to_text(response.error().code));
  }
  void expect_no_secret(const std::string& body) {
    EXPECT_EQ(body.find("secret"), std::string::npos) << body;
    EXPECT_EQ(body.find("\"id\":3"), std::string::npos) << body;
    EXPECT_EQ(body.find("\"id\":4"), std::string::npos) << body;
    EXPECT_EQ(body.find("mx2"), std::string::npos) << body;
    EXPECT_EQ(body.find("sample2"), std::string::npos) << body;
  }

  std::string folder_;
  std::unique_ptr<Store> store_;
  std::set<std::int64_t> made_;
  Viewer viewer_ = Viewer::of({{1}, {2}});
  Definitions definitions_{{}, Facility::plain()};
  std::unique_ptr<Engine> engine_;
  std::optional<Search> search_;
};

TEST_F(ViewerTest, everybody_sees_all_of_it) {
  viewer_ = Viewer::everybody();
  EXPECT_NE(text(ListDatasets{*store_, *search_}(ask())).find("\"total\":4"), std::string::npos);
  EXPECT_NE(text(ShowLineage{*store_, definitions_.facility}(ask({"2"}))).find("\"id\":4"), std::string::npos);
}

TEST_F(ViewerTest, lists_and_their_counts_hold_only_what_is_seen) {
  auto body = text(ListDatasets{*store_, *search_}(ask()));
  expect_no_secret(body);
  EXPECT_NE(body.find("\"total\":2"), std::string::npos) << body;
}

TEST_F(ViewerTest, searches_facets_groups_and_suggestions_hold_only_what_is_seen) {
  auto with = [&](std::vector<std::pair<std::string, std::string>> query) {
    auto request = ask();
    request.query = std::move(query);
    return request;
  };
  auto found = text(ListDatasets{
      *store_, *search_}(with({{"q", "type != nothing"}, {"facets", "proposal,location"}, {"parameters", "all"}})));
  expect_no_secret(found);
  EXPECT_NE(found.find("\"total\":2,\"partial\":false"), std::string::npos) << found;
  auto across = text(ListDatasets{*store_, *search_}(with({{"q", "input(name = d)"}})));
  EXPECT_NE(across.find("\"total\":1"), std::string::npos) << across;
  EXPECT_NE(text(ListDatasets{*store_, *search_}(with({{"q", "output(type = processed)"}}))).find("\"total\":1"),
            std::string::npos);
  auto facets = text(ShowFacets{*store_, *search_}(with({{"facets", "proposal,sample,location"}})));
  expect_no_secret(facets);
  EXPECT_NE(facets.find("{\"value\":\"mx1\",\"count\":2}"), std::string::npos) << facets;
  expect_no_secret(text(ShowStatistics{*store_, *search_}(with({{"by", "proposal,sample"}}))));
  expect_no_secret(text(Suggest{*search_}(with({{"prefix", "proposal = "}}))));
}

TEST_F(ViewerTest, a_live_stream_tells_only_what_is_seen) {
  auto request = ask();
  request.query = {{"q", "type = processed or type = acquisition"}, {"after", "0"}};
  Live live(*store_);
  auto response = FollowChanges{*store_, *search_, live}(request);
  ASSERT_TRUE(response) << response.error().message;
  auto begun = Follower::begin({*store_, *search_}, viewer_, Meaning{}, StreamId{{0}, ""}, {});
  ASSERT_TRUE(begun);
  auto first = (*begun)->take_first();
  expect_no_secret(first);
  EXPECT_NE(first.find("event: change"), std::string::npos) << first;
  EXPECT_NE(first.find("event: ready\ndata: {\"seq\":4,\"total\":2}"), std::string::npos) << first;
}

TEST_F(ViewerTest, counters_hold_only_what_is_seen) {
  auto statistics = text(ShowStatistics{*store_, *search_}(ask()));
  EXPECT_NE(statistics.find("\"datasets\":2,\"acquisition\":1,\"processed\":1"), std::string::npos) << statistics;
  auto investigations = text(ListInvestigations{*store_, *search_}(ask()));
  expect_no_secret(investigations);
  EXPECT_NE(investigations.find("\"total\":1"), std::string::npos) << investigations;
  auto samples = text(ListSamples{*store_, *search_}(ask()));
  expect_no_secret(samples);
  EXPECT_NE(samples.find("\"total\":1"), std::string::npos) << samples;
  EXPECT_EQ(text(ShowInvestigation{*store_, definitions_.facility}(ask({"2"}))), "not_found");
  EXPECT_EQ(text(ShowSample{*store_, definitions_.facility}(ask({"2"}))), "not_found");
  EXPECT_NE(text(ListInstruments{*store_, *search_}(ask())).find("\"datasets\":2"), std::string::npos);
}

TEST_F(ViewerTest, a_graph_ends_where_sight_ends) {
  auto body = text(ShowLineage{*store_, definitions_.facility}(ask({"2"})));
  expect_no_secret(body);
  EXPECT_NE(body.find("{\"input\":1,\"output\":2}"), std::string::npos) << body;
  EXPECT_EQ(body.find("\"input\":3"), std::string::npos) << body;
  EXPECT_EQ(body.find("\"output\":4"), std::string::npos) << body;
}

TEST_F(ViewerTest, a_page_shows_no_hidden_neighbour) {
  ShowDataset show{*store_, definitions_};
  auto body = text(show(ask({"2"})));
  expect_no_secret(body);
  EXPECT_NE(body.find("\"outputs\":{\"total\":0,\"datasets\":[]}"), std::string::npos) << body;
  EXPECT_NE(body.find("\"state\":\"restricted\""), std::string::npos) << body;
  EXPECT_EQ(text(show(ask({"3"}))), "not_found");
  EXPECT_EQ(text(show(ask({"99"}))), "not_found");
}

TEST_F(ViewerTest, messages_and_changes_of_hidden_datasets_say_nothing) {
  expect_no_secret(text(ListMessages{*store_}(ask())));
  EXPECT_EQ(text(ShowMessage{*store_}(ask({"3"}))), "not_found");
  expect_no_secret(text(ListChanges{*store_}(ask())));
}

TEST_F(ViewerTest, an_export_holds_what_is_seen) {
  for (const char* canonical : {"false", "true"}) {
    auto request = ask();
    request.query = {{"canonical", canonical}};
    auto body = text(ExportWhole{*store_}(request));
    expect_no_secret(body);
    EXPECT_NE(body.find("/data/seen/processed"), std::string::npos) << body;
  }
}

TEST_F(ViewerTest, an_export_too_large_for_one_answer_is_told) {
  EXPECT_EQ(text(ExportWhole{*store_, 100}(ask())), "too_large");
}

TEST_F(ViewerTest, only_who_sees_everything_may_check) {
  EXPECT_EQ(text(CheckWhole{*store_, definitions_.facility}(ask())), "forbidden");
  viewer_ = Viewer::everybody();
  EXPECT_NE(text(CheckWhole{*store_, definitions_.facility}(ask())).find("\"datasets\":4"), std::string::npos);
}

}  // namespace
