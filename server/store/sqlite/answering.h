// Answering: the verbs of Reading for whatever class is a Reading, each handed to a Reader and its failures translated.
// Here so that reading and writing share them. One thread.
#pragma once
#include "store/sqlite/failure.h"
#include "store/sqlite/reader.h"

namespace weft::sqlite {

template <class Base>
class Answering : public Base {
 public:
  explicit Answering(Connection& connection) : reader_(connection), answering_(connection) {}

  StoreStatus status() override {
    return answer([&] { return reader_.status(); });
  }
  std::vector<Message> messages(const MessageFilter& filter) override {
    return answer([&] { return reader_.messages(filter); });
  }
  std::int64_t count_messages(const MessageFilter& filter) override {
    return answer([&] { return reader_.count_messages(filter); });
  }
  std::vector<Message> messages_at(std::span<const Seq> seqs) override {
    return answer([&] { return reader_.messages_at(seqs); });
  }
  std::vector<DatasetId> find(std::span<const DatasetKey> keys) override {
    return answer([&] { return reader_.find(keys); });
  }
  void each_dataset(std::span<const DatasetId> ids, const TellDataset& tell) override {
    answer([&] { reader_.each_dataset(ids, tell); });
  }
  std::vector<DatasetId> list(const DatasetFilter& filter, DatasetId after, int limit) override {
    return answer([&] { return reader_.list(filter, after, limit); });
  }
  std::int64_t count(const DatasetFilter& filter) override {
    return answer([&] { return reader_.count(filter); });
  }
  std::vector<Place> places(std::span<const std::string> folders) override {
    return answer([&] { return reader_.places(folders); });
  }
  std::vector<Place> places_of(std::span<const DatasetId> ids) override {
    return answer([&] { return reader_.places_of(ids); });
  }
  std::vector<Input> inputs_of(std::span<const DatasetId> outputs) override {
    return answer([&] { return reader_.inputs_of(outputs); });
  }
  std::vector<Input> inputs_below(const std::string& folder) override {
    return answer([&] { return reader_.inputs_below(folder); });
  }
  std::vector<Input> inputs_naming(InputKind kind, const std::string& target) override {
    return answer([&] { return reader_.inputs_naming(kind, target); });
  }
  std::vector<Edge> outputs_of(std::span<const DatasetId> inputs, int limit) override {
    return answer([&] { return reader_.outputs_of(inputs, limit); });
  }
  std::vector<HistoryStatement> history(DatasetId dataset) override {
    return answer([&] { return reader_.history(dataset); });
  }
  std::vector<SlotStatement> slot_history(InvestigationId investigation) override {
    return answer([&] { return reader_.slot_history(investigation); });
  }
  std::optional<Seq> said_before(DatasetId dataset, const std::string& fingerprint) override {
    return answer([&] { return reader_.said_before(dataset, fingerprint); });
  }
  std::vector<FolderUpdate> updates_at(const std::string& location) override {
    return answer([&] { return reader_.updates_at(location); });
  }
  std::vector<FolderUpdate> updates_of(Seq message) override {
    return answer([&] { return reader_.updates_of(message); });
  }
  bool waits_no_longer(Seq update, const DatasetKey& arriving) override {
    return answer([&] { return reader_.waits_no_longer(update, arriving); });
  }
  std::vector<Investigation> investigations(const std::string& proposal, const std::string& instrument) override {
    return answer([&] { return reader_.investigations(proposal, instrument); });
  }
  std::vector<Investigation> investigations_at(std::span<const InvestigationId> ids) override {
    return answer([&] { return reader_.investigations_at(ids); });
  }
  std::vector<Sample> samples(InvestigationId investigation) override {
    return answer([&] { return reader_.samples(investigation); });
  }
  std::vector<Sample> samples_at(std::span<const SampleId> ids) override {
    return answer([&] { return reader_.samples_at(ids); });
  }
  std::vector<SampleId> find_samples(std::span<const Sample> samples) override {
    return answer([&] { return reader_.find_samples(samples); });
  }
  std::vector<std::int64_t> external(const std::string& kind, const std::string& value) override {
    return answer([&] { return reader_.external(kind, value); });
  }
  std::vector<Counted> counters(CountBy by, const DatasetFilter& filter) override {
    return answer([&] { return reader_.counters(by, filter); });
  }
  std::vector<Change> changes(Seq after, int limit) override {
    return answer([&] { return reader_.changes(after, limit); });
  }
  using Base::touched;
  std::vector<DatasetId> touched(Seq after, Seq until) override {
    return answer([&] { return reader_.touched(after, until); });
  }
  std::vector<Task> tasks(const std::string& kind, Time due_by, int limit) override {
    return answer([&] { return reader_.tasks(kind, due_by, limit); });
  }

 protected:
  template <class Act>
  auto answer(Act&& act) {
    if (!answering_.in_transaction()) throw StoreFailure("The transaction is over: it was committed or rolled back.");
    return guarded(std::forward<Act>(act));
  }

 private:
  Reader reader_;
  Connection& answering_;
};

}  // namespace weft::sqlite
