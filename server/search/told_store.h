// A store that a test tells datasets, links and deletions directly. For the tests of this room. One thread.
#pragma once
#include <stdlib.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/check.h"
#include "store/store.h"

namespace weft {

class ToldStore {
 public:
  // Each is an input: what it links. All live ones and tombstones alike; empty: pending.
  using Links = std::vector<std::vector<DatasetId>>;

  ToldStore() {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_search_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto opened = open_sqlite_store(folder_);
    CHECK(opened.has_value(), "the test's store does not open: " + opened.error().message);
    store_ = std::move(*opened);
  }
  ~ToldStore() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

  static Dataset dataset(std::string name, std::vector<Parameter> parameters = {}) {
    Dataset dataset;
    dataset.key = {"mx1", "id30a1", "/data/visitor/mx1/id30a1/1/" + name, name};
    dataset.type = "acquisition";
    dataset.investigation = {1};
    dataset.parameters = std::move(parameters);
    return dataset;
  }

  // Many datasets as one transaction. id 0: a new one; else it is replaced whole, its inputs too.
  struct Told {
    Dataset dataset;
    Links inputs;
  };
  std::vector<DatasetId> tell(std::vector<Told> all) {
    auto writing = store_->write();
    std::vector<DatasetId> ids;
    for (auto& one : all) ids.push_back(tell(*writing, std::move(one.dataset), one.inputs));
    writing->commit();
    return ids;
  }
  DatasetId tell(Dataset dataset, Links inputs = {}) {
    return tell(std::vector<Told>{{std::move(dataset), std::move(inputs)}}).at(0);
  }
  // Gives it a tombstone, or takes that away.
  void set_state(DatasetId id, DatasetState state) {
    auto writing = store_->write();
    auto dataset = writing->datasets(std::span(&id, 1)).at(0);
    dataset.state = state;
    Draft draft;
    const auto seq = append(*writing);
    draft.change = {seq,      Time{}, state == DatasetState::deleted ? ChangeKind::deleted : ChangeKind::restored,
                    id.value, seq,    Principal::weft()};
    draft.datasets.push_back(std::move(dataset));
    writing->apply(draft);
    writing->commit();
  }

 private:
  static Seq append(Writing& writing) {
    Message message;
    message.source = "test";
    message.body = "{}";
    return writing.append(std::span(&message, 1));
  }

  DatasetId tell(Writing& writing, Dataset dataset, const Links& inputs) {
    Draft draft;
    const auto seq = append(writing);
    if (!dataset.id) dataset.id = writing.next_dataset(), dataset.first_seq = seq;
    dataset.last_seq = seq;
    const auto id = dataset.id;
    if (!dataset.sample_name.empty()) give_sample(writing, dataset, draft);
    draft.change = {seq, Time{}, ChangeKind::dataset, id.value, seq, Principal::anyone()};
    draft.datasets.push_back(std::move(dataset));
    draft.inputs.push_back({id, {}});
    for (const auto& links : inputs) draft.inputs[0].inputs.push_back(input(id, draft.inputs[0].inputs.size(), links));
    writing.apply(draft);
    return id;
  }

  static Input input(DatasetId output, std::size_t position, const std::vector<DatasetId>& links) {
    Input input;
    input.output = output;
    input.position = static_cast<int>(position);
    input.target = "/data/" + std::to_string(output.value) + "/" + std::to_string(position);
    input.text = input.target;
    input.state = links.empty() ? InputState::pending : InputState::resolved;
    std::set<DatasetId> each(links.begin(), links.end());
    if (each.erase(output) && each.empty()) input.state = InputState::itself;
    input.datasets.assign(each.begin(), each.end());
    return input;
  }

  void give_sample(Writing& writing, Dataset& dataset, Draft& draft) {
    auto& known = samples_[{dataset.investigation, dataset.sample_name}];
    if (!known) {
      known = writing.next_sample();
      draft.samples.push_back({known, dataset.investigation, dataset.sample_name});
    }
    dataset.sample = known;
  }

  std::string folder_;
  std::unique_ptr<Store> store_;
  std::map<std::pair<InvestigationId, std::string>, SampleId> samples_;
};

}  // namespace weft
