#include "synthetic_store.h"

#include <algorithm>

#include "synth/datasets.h"

namespace weft {
namespace {

[[noreturn]] void not_told() { throw StoreFailure("a synthetic store tells datasets and their inputs, nothing else"); }

class SyntheticReading final : public Reading {
 public:
  SyntheticReading(const SynthPlan& plan, const Facility& facility) : plan_(plan), facility_(facility), maker_(plan) {}

  StoreStatus status() override {
    StoreStatus status;
    status.uuid = "synthetic-" + std::to_string(plan_.size().datasets) + "-" + std::to_string(plan_.size().seed);
    status.received = status.applied = Seq{plan_.datasets()};
    return status;
  }

  void each_dataset(std::span<const DatasetId> ids, const TellDataset& tell) override {
    for (const auto id : ids)
      if (id.value > 0 && id.value <= plan_.datasets()) tell(dataset_of(maker_.make(id.value - 1)));
  }

  std::vector<DatasetId> list(const DatasetFilter&, DatasetId after, int limit) override {
    std::vector<DatasetId> ids;
    for (auto id = std::max<std::int64_t>(after.value, 0) + 1; id <= plan_.datasets() && std::ssize(ids) < limit; ++id)
      ids.push_back(DatasetId{id});
    return ids;
  }

  std::vector<Input> inputs_of(std::span<const DatasetId> outputs) override {
    std::vector<Input> all;
    for (const auto output : outputs)
      for (const auto arrival : maker_.make(output.value - 1).inputs) {
        auto& input = all.emplace_back();
        input.output = output;
        input.state = InputState::resolved;
        input.datasets = {DatasetId{arrival + 1}};
      }
    return all;
  }

  std::vector<Change> changes(Seq, int) override { return {}; }
  std::int64_t count(const DatasetFilter&) override { return plan_.datasets(); }

  std::vector<Message> messages(const MessageFilter&) override { not_told(); }
  std::int64_t count_messages(const MessageFilter&) override { not_told(); }
  std::vector<Message> messages_at(std::span<const Seq>) override { not_told(); }
  std::vector<DatasetId> find(std::span<const DatasetKey>) override { not_told(); }
  std::vector<Place> places_of(std::span<const DatasetId>) override { not_told(); }
  std::vector<Place> places(std::span<const std::string>) override { not_told(); }
  std::vector<Input> inputs_below(const std::string&) override { not_told(); }
  std::vector<Input> inputs_naming(InputKind, const std::string&) override { not_told(); }
  std::vector<Edge> outputs_of(std::span<const DatasetId>, int) override { not_told(); }
  std::vector<HistoryStatement> history(DatasetId) override { not_told(); }
  std::vector<SlotStatement> slot_history(InvestigationId) override { not_told(); }
  std::optional<Seq> said_before(DatasetId, const std::string&) override { not_told(); }
  std::vector<FolderUpdate> updates_at(const std::string&) override { not_told(); }
  std::vector<FolderUpdate> updates_of(Seq) override { not_told(); }
  bool waits_no_longer(Seq, const DatasetKey&) override { not_told(); }
  std::vector<Investigation> investigations(const std::string&, const std::string&) override { not_told(); }
  std::vector<Investigation> investigations_at(std::span<const InvestigationId>) override { not_told(); }
  std::vector<Sample> samples(InvestigationId) override { not_told(); }
  std::vector<Sample> samples_at(std::span<const SampleId>) override { not_told(); }
  std::vector<SampleId> find_samples(std::span<const Sample>) override { not_told(); }
  std::vector<std::int64_t> external(const std::string&, const std::string&) override { not_told(); }
  std::vector<Counted> counters(CountBy, const DatasetFilter&) override { not_told(); }
  std::vector<DatasetId> touched(Seq, Seq) override { not_told(); }
  std::vector<Task> tasks(const std::string&, Time, int) override { not_told(); }

 private:
  Dataset dataset_of(const SynthDataset& said) const {
    Dataset d;
    d.id = DatasetId{said.arrival + 1};
    d.key = {facility_.proposal_key(said.proposal), facility_.instrument_key(said.instrument),
             std::string(said.location), std::string(said.name)};
    d.type = said.stage == Stage::raw ? "acquisition" : "processed";
    d.investigation = InvestigationId{said.investigation + std::int64_t{1}};
    d.sample = SampleId{said.collection + std::int64_t{1}};
    d.sample_name = said.sample;
    d.start = said.starts;
    d.end = said.ends;
    d.file_count = said.files;
    d.size_bytes = said.bytes;
    d.first_seq = d.last_seq = Seq{d.id.value};
    for (const auto& told : said.parameters) add(d, told.name, std::string(told.text));
    if (!said.lists_inputs && !said.input_texts.empty()) add(d, "input_datasets", joined(said.input_texts));
    std::sort(d.parameters.begin(), d.parameters.end());
    return d;
  }

  static void add(Dataset& d, std::string_view name, std::string text) {
    if (name == "Workflow_id") d.job = text;
    if (name == "Process_program") d.application = text;
    d.parameters.push_back({std::string(name), std::move(text)});
  }

  static std::string joined(const std::vector<std::string_view>& texts) {
    std::string all;
    for (const auto text : texts) (all += all.empty() ? "" : ",") += text;
    return all;
  }

  const SynthPlan& plan_;
  const Facility& facility_;
  SynthMaker maker_;
};

class SyntheticStore final : public Store {
 public:
  SyntheticStore(const SynthPlan& plan, const Facility& facility) : plan_(plan), facility_(facility) {}
  std::unique_ptr<Reading> read(const Viewer&) override { return std::make_unique<SyntheticReading>(plan_, facility_); }
  std::unique_ptr<Writing> write() override { not_told(); }
  std::uint64_t version() const override { return 0; }
  bool unchanged(DatasetId, std::uint64_t) const override { return true; }
  void pack(Message&) const override { not_told(); }
  void pack(HistoryStatement&) const override { not_told(); }

 private:
  const SynthPlan& plan_;
  const Facility& facility_;
};

}  // namespace

std::unique_ptr<Store> make_synthetic_store(const SynthPlan& plan, const Facility& facility) {
  return std::make_unique<SyntheticStore>(plan, facility);
}

}  // namespace weft
