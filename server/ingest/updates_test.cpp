// Metadata updates that wait, are looked at again, and name many folders.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "catalogue/check.h"
#include "ingest/processing.h"
#include "ingest/reading.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

struct Updates : testing::Test {
  fs::path folder = [] {
    std::string pattern = testing::TempDir() + "updatesXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  ManualClock clock{*read_time("2025-01-01")};
  Facility facility = Facility::plain();
  Catalogue catalogue{facility, clock};
  std::unique_ptr<Store> store = *open_sqlite_store(folder.string());
  std::unique_ptr<Writing> writing = store->write();

  void TearDown() override {
    writing.reset();
    store.reset();
    fs::remove_all(folder);
  }
  Seq tell(const std::string& body, const std::string& broker_id = "", const std::string& to = "/queue/icatIngest") {
    Message message;
    message.destination = to;
    message.body = body;
    message.broker_id = broker_id;
    message.received_at = clock.now();
    message.seq = writing->append({&message, 1});
    process(message, catalogue, *writing);
    return message.seq;
  }
  Seq look_again(Seq seq) { return tell(write_act(Replay{{seq}}), "", std::string(kActsDestination)); }
  Message message(Seq seq) { return writing->messages_at({&seq, 1}).front(); }
  static std::string raw(int number) { return "/data/visitor/p1/i1/20250101/RAW_DATA/s/" + std::to_string(number); }
  static std::string dataset(int number, const std::string& name = "n") {
    return R"({"type":"dataset","proposal":"p1","instrument":"i1","name":")" + name + R"(","location":")" +
           raw(number) + R"("})";
  }
  static std::string update(int folders, const std::string& text = "1") {
    std::string paths;
    for (int i = 0; i < folders; ++i) paths += (i ? ",\"" : "\"") + raw(i) + "\"";
    return R"({"type":"metadata","proposal":"p1","instrument":"i1","paths":[)" + paths + R"(],"name":"X","value":")" +
           text + "\"}";
  }
  std::int64_t found_by_check() {
    writing->commit();
    writing.reset();
    const auto found = check_catalogue(*store->read(Viewer::everybody()), facility, {}).found;
    writing = store->write();
    return found;
  }
};

TEST_F(Updates, with_a_broker_id_one_that_waits_still_waits_when_looked_at_again) {
  const auto waits = tell(update(1), "m-1");
  const auto act = look_again(waits);
  EXPECT_EQ(message(act).state, MessageState::catalogued);
  EXPECT_EQ(message(waits).state, MessageState::waiting);
  EXPECT_EQ(message(tell(update(1), "m-1")).state, MessageState::catalogued);  // the same message again
  tell(dataset(0));
  EXPECT_EQ(message(waits).state, MessageState::catalogued);
  EXPECT_EQ(writing->updates_at(raw(0)).size(), 1u);
  EXPECT_EQ(found_by_check(), 0);
}

TEST_F(Updates, dataset_bytes_on_the_queue_of_updates_are_no_second_statement) {
  tell(dataset(0));
  tell(dataset(0), "", "/queue/icatUpdateDatasetMetadata");
  EXPECT_EQ(writing->history(DatasetId{1}).size(), 1u);
}

TEST_F(Updates, one_that_waits_names_three_folders_and_counts_the_rest) {
  const auto waits = tell(update(2000));
  EXPECT_EQ(message(waits).reason,
            "waits for a dataset in " + raw(0) + ", " + raw(1) + ", " + raw(10) + " and 1997 more");
  EXPECT_EQ(message(tell(update(1))).reason, "waits for a dataset in " + raw(0));
}

TEST_F(Updates, one_that_waits_is_settled_by_the_last_of_its_datasets) {
  const auto waits = tell(update(4));
  for (const int arrives : {2, 0, 3}) {
    tell(dataset(arrives));
    EXPECT_EQ(message(waits).state, MessageState::waiting);
  }
  tell(dataset(1));
  EXPECT_EQ(message(waits).state, MessageState::catalogued);
  EXPECT_EQ(message(waits).dataset, DatasetId{4});
  EXPECT_EQ(found_by_check(), 0);
}

TEST_F(Updates, one_that_is_catalogued_keeps_its_dataset_when_another_comes_to_the_folder) {
  tell(dataset(0, "first"));
  const auto known = tell(update(1));
  tell(dataset(0, "second"));
  EXPECT_EQ(message(known).dataset, DatasetId{1});
  const DatasetId second{2};
  EXPECT_EQ(writing->datasets({&second, 1}).front().parameters.size(), 1u);
}

}  // namespace
}  // namespace weft
