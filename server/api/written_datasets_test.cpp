// A page of kept texts is never older than what was committed before it was asked for.
#include "api/written_datasets.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <random>
#include <thread>

#include "api/datasets.h"
#include "search/naive_engine.h"

using namespace weft;

namespace {

using Parameters = WrittenDatasets::Parameters;

class WrittenDatasetsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_written_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto opened = open_sqlite_store(folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    for (int i = 0; i < kDatasets; ++i) tell([this](Writing& writing, Draft& draft) { add_new(writing, draft); });
    engine_ = make_naive_engine(*store_, definitions_);
    search_.emplace(*engine_, definitions_);
    written_ = std::make_unique<WrittenDatasets>(*store_, definitions_);
  }
  void TearDown() override {
    written_.reset();
    engine_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // One message and what it changes, committed.
  void tell(const std::function<void(Writing&, Draft&)>& act) {
    const auto writing = store_->write();
    Message message;
    message.destination = "/queue/icatIngest";
    message.body = "<dataset/>";
    Draft draft;
    const Seq seq = writing->append({&message, 1});
    draft.change.seq = draft.change.cause = seq;
    draft.change.what = ChangeKind::dataset;
    draft.change.id = 1;
    draft.outcomes.push_back({seq, MessageState::catalogued, "", "", {1}});
    act(*writing, draft);
    for (auto& dataset : draft.datasets) dataset.last_seq = seq;
    writing->apply(draft);
    writing->commit();
  }
  static void add_new(Writing& writing, Draft& draft) {
    Dataset dataset;
    dataset.id = writing.next_dataset();
    dataset.key = {"mx1", "bm29", "/data/" + std::to_string(dataset.id.value), "d"};
    dataset.type = "acquisition";
    dataset.investigation = {1};
    dataset.parameters = {{"voltage", "1"}};
    dataset.first_seq = draft.change.seq;
    draft.datasets.push_back(dataset);
  }
  Dataset stored(DatasetId id) {
    const auto found = store_->read(Viewer::everybody())->datasets({&id, 1});
    return found.at(0);
  }
  void change(DatasetId id, const std::function<void(Dataset&)>& act) {
    Dataset dataset = stored(id);
    act(dataset);
    tell([&](Writing&, Draft& draft) { draft.datasets.push_back(dataset); });
  }

  std::string ask(bool kept, const std::string& parameters = "all", const Viewer& viewer = Viewer::everybody()) {
    Request request;
    request.asker.viewer = viewer;
    request.query = {{"deleted", "true"}};
    if (!parameters.empty()) request.query.emplace_back("parameters", parameters);
    const auto response = ListDatasets{*store_, *search_, kept ? written_.get() : nullptr}(request);
    return response ? response->body : response.error().message;
  }
  // Kept pages are the pages that are read anew.
  void expect_fresh() {
    for (const auto* parameters : {"", "all", "voltage"}) EXPECT_EQ(ask(true, parameters), ask(false, parameters));
  }
  std::string text(DatasetId id) {
    const auto texts = written_->read({&id, 1}, Parameters::none);
    return texts.empty() ? "" : *texts.front();
  }

  static constexpr int kDatasets = 6;
  std::string folder_;
  std::unique_ptr<Store> store_;
  Definitions definitions_{{}, Facility::plain()};
  std::unique_ptr<Engine> engine_;
  std::optional<Search> search_;
  std::unique_ptr<WrittenDatasets> written_;
};

TEST_F(WrittenDatasetsTest, a_page_is_written_once_while_nobody_writes) {
  const auto first = written_->read(std::vector<DatasetId>{{3}, {99}, {1}, {3}}, Parameters::none);
  ASSERT_EQ(first.size(), 3u);
  EXPECT_NE(first[0]->find("\"id\":3,"), std::string::npos);
  EXPECT_NE(first[1]->find("\"id\":1,"), std::string::npos);
  EXPECT_EQ(first[0], first[2]);
  EXPECT_EQ(written_->read(std::vector<DatasetId>{{1}}, Parameters::none).at(0), first[1]);
  EXPECT_NE(*written_->read(std::vector<DatasetId>{{1}}, Parameters::all).at(0), *first[1]);
}

TEST_F(WrittenDatasetsTest, a_changed_deleted_or_restored_dataset_is_shown_so_at_once) {
  expect_fresh();
  change({2}, [](Dataset& it) { it.parameters = {{"voltage", "2"}, {"definition", "MX"}}; });
  expect_fresh();
  EXPECT_NE(ask(true).find("\"text\":\"2\""), std::string::npos);
  change({2}, [](Dataset& it) { it.state = DatasetState::deleted, it.state_reason = "wrong"; });
  expect_fresh();
  EXPECT_NE(text({2}).find("\"state\":\"deleted\""), std::string::npos);
  change({2}, [](Dataset& it) { it.state = DatasetState::live, it.state_reason = ""; });
  expect_fresh();
  EXPECT_NE(text({2}).find("\"state\":\"live\""), std::string::npos);
}

// Neither raises lastSeq when it comes late in the log's order.
TEST_F(WrittenDatasetsTest, a_matched_investigation_and_a_walked_folder_are_shown_at_once) {
  expect_fresh();
  tell([](Writing&, Draft& draft) {
    draft.change.what = ChangeKind::investigation;
    draft.assignments.push_back({{4}, {77}, {}});
  });
  expect_fresh();
  EXPECT_NE(text({4}).find("\"investigation\":77"), std::string::npos);
  tell([](Writing&, Draft& draft) { draft.folder_counts.push_back({{5}, 12, 3456}); });
  expect_fresh();
  EXPECT_NE(text({5}).find("\"fileCount\":12,\"volume\":3456"), std::string::npos);
}

TEST_F(WrittenDatasetsTest, a_limited_viewer_neither_leaves_nor_gets_kept_texts) {
  const auto limited = Viewer::of({{2}, {3}});
  change({2}, [](Dataset& it) { it.parameters = {{"input_datasets", "/data/1"}, {"voltage", "1"}}; });
  tell([](Writing&, Draft& draft) {
    Input input;
    input.output = {2};
    input.text = input.target = "/data/1";
    input.state = InputState::resolved;
    input.datasets = {{1}};
    draft.inputs.push_back({{2}, {input}});
  });
  const auto withheld = ask(true, "all", limited);
  EXPECT_EQ(withheld.find("/data/1\""), std::string::npos) << withheld;
  EXPECT_NE(ask(true).find("/data/1\""), std::string::npos);
  EXPECT_EQ(ask(true, "all", limited), withheld);
  expect_fresh();
}

TEST_F(WrittenDatasetsTest, memory_is_bounded_and_what_was_asked_last_stays) {
  WrittenDatasets small(*store_, definitions_, 1200);
  std::vector<WrittenDatasets::Text> texts;
  for (int i = 1; i <= kDatasets; ++i) texts.push_back(small.read(std::vector<DatasetId>{{i}}, Parameters::none).at(0));
  EXPECT_LE(small.bytes(), 1200u);
  EXPECT_GT(small.bytes(), 0u);
  EXPECT_EQ(small.read(std::vector<DatasetId>{{kDatasets}}, Parameters::none).at(0), texts.back());
  EXPECT_NE(small.read(std::vector<DatasetId>{{1}}, Parameters::none).at(0), texts.front());
}

TEST_F(WrittenDatasetsTest, random_writes_never_leave_a_page_behind) {
  std::mt19937 random(7);
  for (int step = 0; step < 200; ++step) {
    const DatasetId id{1 + static_cast<std::int64_t>(random() % kDatasets)};
    const auto number = static_cast<std::int64_t>(random() % 1000);
    switch (random() % 5) {
      case 0:
        change(id, [&](Dataset& it) { it.parameters = {{"voltage", std::to_string(number)}}; });
        break;
      case 1:
        change(id, [&](Dataset& it) { it.state = static_cast<DatasetState>(number % 2); });
        break;
      case 2:
        tell([&](Writing&, Draft& draft) { draft.assignments.push_back({id, {number + 1}, {}}); });
        break;
      case 3:
        tell([&](Writing&, Draft& draft) { draft.folder_counts.push_back({id, number, number}); });
        break;
      default:
        break;
    }
    ASSERT_EQ(ask(true), ask(false)) << "step " << step;
    ASSERT_EQ(ask(true, ""), ask(false, "")) << "step " << step;
  }
}

// Two datasets always written together: whoever reads both sees the same number in both, and none smaller than the last
// that was committed before he asked.
TEST_F(WrittenDatasetsTest, a_page_is_of_one_moment_while_somebody_writes) {
  constexpr int kWrites = 300;
  std::atomic<std::int64_t> committed = -1;
  std::atomic<bool> is_over = false;
  const auto number_in = [](const std::string& text) {
    const auto at = text.find("\"fileCount\":");
    return at == std::string::npos ? -1 : std::stoll(text.substr(at + 12));
  };
  const auto look = [&] {
    do {
      const auto before = committed.load();
      const auto texts = written_->read(std::vector<DatasetId>{{1}, {3}, {2}}, Parameters::none);
      ASSERT_EQ(texts.size(), 3u);
      ASSERT_EQ(number_in(*texts[0]), number_in(*texts[2]));
      ASSERT_GE(number_in(*texts[0]), before);
    } while (!is_over);
  };
  std::thread one(look), other(look);
  for (int i = 0; i < kWrites; ++i) {
    tell([i](Writing&, Draft& draft) {
      draft.folder_counts.push_back({{1}, i, i});
      draft.folder_counts.push_back({{2}, i, i});
    });
    committed = i;
  }
  is_over = true;
  one.join();
  other.join();
}

}  // namespace
