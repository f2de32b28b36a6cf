// A store that a test tells datasets, links and deletions directly. For the tests of this room. One thread.
#pragma once
#include <stdlib.h>

#include <algorithm>
#include <atomic>
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

  ToldStore() : folder_(make_folder()) { open(); }
  // A copy of it, as it is now.
  explicit ToldStore(const ToldStore& other) : folder_(make_folder()), samples_(other.samples_) {
    std::filesystem::copy(other.folder_, folder_, std::filesystem::copy_options::recursive);
    open();
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

  // id 0: a new one; else it is replaced whole, its inputs too.
  struct Told {
    Dataset dataset;
    Links inputs;
    std::vector<std::string> folders = {};  // inputs too: they link whoever stands there now or later
  };
  // Many datasets as one transaction.
  std::vector<DatasetId> tell(std::vector<Told> all) {
    auto writing = store_->write();
    std::vector<DatasetId> ids;
    for (auto& one : all) ids.push_back(tell(*writing, std::move(one)));
    writing->commit();
    return ids;
  }
  DatasetId tell(Dataset dataset, Links inputs = {}) {
    return tell(std::vector<Told>{{std::move(dataset), std::move(inputs), {}}}).at(0);
  }
  // Gives it a tombstone, or takes that away.
  void set_state(DatasetId id, DatasetState state) {
    auto writing = store_->write();
    auto dataset = writing->datasets(std::span(&id, 1)).at(0);
    dataset.state = state;
    auto draft =
        change(*writing, state == DatasetState::deleted ? ChangeKind::deleted : ChangeKind::restored, id.value);
    relink(*writing, dataset, draft);
    draft.datasets.push_back(std::move(dataset));
    writing->apply(draft);
    writing->commit();
  }
  // All datasets of this proposal and instrument are matched to another slot.
  void assign(const std::string& proposal, const std::string& instrument) {
    auto writing = store_->write();
    Investigation slot;
    slot.id = writing->next_investigation();
    slot.proposal = proposal, slot.instrument = instrument;
    auto draft = change(*writing, ChangeKind::investigation, slot.id.value);
    const auto ids = writing->list({.proposal = proposal, .instrument = instrument, .with_deleted = true}, {}, 1 << 20);
    for (auto& dataset : writing->datasets(ids)) {
      dataset.investigation = slot.id;
      if (!dataset.sample_name.empty()) give_sample(*writing, dataset, draft);
      draft.assignments.push_back({dataset.id, dataset.investigation, dataset.sample});
    }
    draft.investigations.push_back(std::move(slot));
    writing->apply(draft);
    writing->commit();
  }
  void count_files(DatasetId id, std::int64_t files, std::int64_t bytes) {
    auto writing = store_->write();
    auto draft = change(*writing, ChangeKind::folders);
    draft.folder_counts.push_back({id, files, bytes, Time{}});
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

  static Draft change(Writing& writing, ChangeKind what, std::int64_t id = 0) {
    Draft draft;
    const auto seq = append(writing);
    draft.change = {seq, next_moment(), what, id, seq, Principal::anyone()};
    return draft;
  }

  // No two changes of a test are of the same time.
  static Time next_moment() {
    static std::atomic<std::int64_t> moments = 0;
    return Time{std::chrono::microseconds(++moments)};
  }

  static std::string make_folder() {
    // In memory where there is such a place: nothing here is about disks, and each transaction is an fsync.
    const std::filesystem::path memory = "/dev/shm";
    std::string pattern =
        (std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) / "weft_search_XXXXXX";
    const char* made = mkdtemp(pattern.data());
    CHECK(made, "there is no place for the test's store: " + pattern);
    return made;
  }
  void open() {
    auto opened = open_sqlite_store(folder_);
    CHECK(opened.has_value(), "the test's store does not open: " + opened.error().message);
    store_ = std::move(*opened);
  }

  DatasetId tell(Writing& writing, Told told) {
    auto draft = change(writing, ChangeKind::dataset);
    auto& dataset = told.dataset;
    if (!dataset.id) dataset.id = writing.next_dataset(), dataset.first_seq = draft.change.seq;
    dataset.last_seq = draft.change.seq;
    const auto id = dataset.id;
    draft.change.id = id.value;
    if (!dataset.sample_name.empty()) give_sample(writing, dataset, draft);
    draft.inputs.push_back({id, {}});
    auto& inputs = draft.inputs[0].inputs;
    for (const auto& links : told.inputs) inputs.push_back(input(id, inputs.size(), links));
    for (const auto& folder : told.folders) {
      inputs.push_back(input(id, inputs.size(), {}));
      inputs.back().target = inputs.back().text = folder;
      resolve(inputs.back(), writing.places(std::span(&folder, 1)));
    }
    relink(writing, dataset, draft);
    draft.datasets.push_back(std::move(dataset));
    writing.apply(draft);
    return id;
  }

  static void resolve(Input& input, const std::vector<Place>& places) {
    input.state = InputState::pending;
    input.datasets.clear();
    for (const auto& place : places) {
      if (place.dataset == input.output) continue;
      input.datasets.push_back(place.dataset);
      if (place.state == DatasetState::live) input.state = InputState::resolved;
    }
    if (!input.datasets.empty() && input.state == InputState::pending) input.state = InputState::withdrawn;
  }

  // Inputs that name the folder of this dataset, which is new or has another state.
  static void relink(Writing& writing, const Dataset& dataset, Draft& draft) {
    auto places = writing.places(std::span(&dataset.key.location, 1));
    std::erase_if(places, [&](const Place& place) { return place.dataset == dataset.id; });
    places.push_back({dataset.id, dataset.key, dataset.state, {}, {}, {}, {}, {}});
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.dataset < b.dataset; });
    for (auto& input : writing.inputs_below(dataset.key.location)) {
      if (input.target != dataset.key.location || input.output == dataset.id) continue;
      resolve(input, places);
      draft.relinked.push_back(std::move(input));
    }
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
