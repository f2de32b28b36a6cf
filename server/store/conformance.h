// What every backend must do: the suite's fixture and its list of backends. The tests stand in conformance_*_test.cpp;
// a second backend is one more row in backends().
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite_store.h"

namespace weft {

struct Backend {
  std::string name;
  std::function<Result<std::unique_ptr<Store>>(const std::string& folder)> open;
};

inline std::vector<Backend> backends() {
  return {{"sqlite", [](const std::string& folder) { return open_sqlite_store(folder); }}};
}

inline Time at_second(std::int64_t seconds) { return Time(std::chrono::seconds(seconds)); }

class Conformance : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_store_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    reopen();
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void reopen() {
    store_.reset();
    auto opened = GetParam().open(folder_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  std::unique_ptr<Reading> read(const Viewer& viewer = Viewer::everybody()) { return store_->read(viewer); }

  static Message message(std::string body) {
    Message message;
    message.received_at = at_second(1000);
    message.source = "test";
    message.destination = "/queue/icatIngest";
    message.body = std::move(body);
    return message;
  }
  static Seq append(Writing& writing, std::string body = "<x/>") {
    const Message one = message(std::move(body));
    return writing.append(std::span(&one, 1));
  }
  static Dataset dataset(std::string location, std::string name = "d") {
    Dataset dataset;
    dataset.key = {"mx1", "id30a1", std::move(location), std::move(name)};
    dataset.type = "acquisition";
    return dataset;
  }
  static Input input(DatasetId output, std::string target, std::vector<DatasetId> links = {}) {
    Input input;
    input.output = output;
    input.text = target;
    input.target = std::move(target);
    input.state = links.empty() ? InputState::pending : InputState::resolved;
    input.datasets = std::move(links);
    return input;
  }
  // The draft that the dataset of one message makes; ids are given here.
  static Draft draft_of(Writing& writing, Dataset dataset) {
    Draft draft;
    const Seq seq = append(writing);
    if (!dataset.id) dataset.id = writing.next_dataset();
    if (!dataset.first_seq) dataset.first_seq = seq;
    dataset.last_seq = seq;
    draft.outcomes.push_back({seq, MessageState::catalogued, "", "", dataset.id});
    draft.change = {seq, at_second(1001), ChangeKind::dataset, dataset.id.value, seq, Principal{"beamline"}};
    draft.datasets.push_back(std::move(dataset));
    return draft;
  }
  static DatasetId bring(Writing& writing, Dataset dataset, std::vector<Input> inputs = {}) {
    Draft draft = draft_of(writing, std::move(dataset));
    const DatasetId id = draft.datasets[0].id;
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].output = id, inputs[i].position = static_cast<int>(i);
    if (!inputs.empty()) draft.inputs.push_back({id, std::move(inputs)});
    writing.apply(draft);
    return id;
  }
  DatasetId bring(Dataset dataset, std::vector<Input> inputs = {}) {
    const auto writing = store_->write();
    const DatasetId id = bring(*writing, std::move(dataset), std::move(inputs));
    writing->commit();
    return id;
  }
  // An act without dataset of its own.
  static Draft act(Writing& writing, ChangeKind what, std::int64_t id = 0) {
    Draft draft;
    const Seq seq = append(writing, "{}");
    draft.outcomes.push_back({seq, MessageState::catalogued, "", "", {}});
    draft.change = {seq, at_second(1002), what, id, seq, Principal::weft()};
    return draft;
  }

  std::string folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace weft
