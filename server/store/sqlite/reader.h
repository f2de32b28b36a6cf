// Reader: the verbs of Reading, asked of one connection inside one transaction, for that connection's viewer. The verbs
// stand in read_messages.cpp, read_datasets.cpp, read_inputs.cpp, read_investigations.cpp and read_feed.cpp. One
// thread.
#pragma once
#include <string>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace weft::sqlite {

// The first of these, as far as each is the next number after the one before it. Not of none.
template <class Id>
std::span<const Id> first_run(std::span<const Id> ids) {
  std::size_t count = 1;
  while (count < ids.size() && ids[count].value == ids[count - 1].value + 1) ++count;
  return ids.first(count);
}

class Reader {
 public:
  explicit Reader(Connection& connection) : connection_(connection) {}

  StoreStatus status();
  std::vector<Message> messages(const MessageFilter& filter);
  std::int64_t count_messages(const MessageFilter& filter);
  std::vector<Message> messages_at(std::span<const Seq> seqs);

  std::vector<DatasetId> find(std::span<const DatasetKey> keys);
  void each_dataset(std::span<const DatasetId> ids, const TellDataset& tell);
  std::vector<Place> places_of(std::span<const DatasetId> ids);
  std::vector<DatasetId> list(const DatasetFilter& filter, DatasetId after, int limit);
  std::int64_t count(const DatasetFilter& filter);
  std::vector<Place> places(std::span<const std::string> folders);
  std::vector<HistoryStatement> history(DatasetId dataset);
  std::optional<Seq> said_before(DatasetId dataset, const std::string& fingerprint);
  std::vector<FolderUpdate> updates_at(const std::string& location);
  std::vector<FolderUpdate> updates_of(Seq message);
  bool waits_no_longer(Seq update, const DatasetKey& arriving);

  std::vector<Input> inputs_of(std::span<const DatasetId> outputs);
  std::vector<Input> inputs_below(const std::string& folder);
  std::vector<Input> inputs_naming(InputKind kind, const std::string& target);
  std::vector<Edge> outputs_of(std::span<const DatasetId> inputs, int limit);

  std::vector<Investigation> investigations(const std::string& proposal, const std::string& instrument);
  std::vector<SlotStatement> slot_history(InvestigationId investigation);
  std::vector<Investigation> investigations_at(std::span<const InvestigationId> ids);
  std::vector<Sample> samples(InvestigationId investigation);
  std::vector<Sample> samples_at(std::span<const SampleId> ids);
  std::vector<SampleId> find_samples(std::span<const Sample> samples);
  std::vector<std::int64_t> external(const std::string& kind, const std::string& value);
  std::vector<Counted> counters(CountBy by, const DatasetFilter& filter);

  std::vector<Change> changes(Seq after, int limit);
  std::vector<DatasetId> touched(Seq after, Seq until);
  std::vector<Task> tasks(const std::string& kind, Time due_by, int limit);

 private:
  bool may_read(DatasetId id) const { return connection_.viewer().may_read(id); }
  bool sees_all() const { return connection_.viewer().sees_all(); }
  // The output was made from something this viewer may not see: where its list of inputs stands in words, the words are
  // withheld.
  bool names_hidden(DatasetId output);
  std::int64_t count_catalogued();
  bool anybody_names_from(const std::string& stem);
  void read_whole(const Rows& rows, Dataset& dataset);
  // A viewer with limits sees the investigations and samples of the datasets he sees.
  std::string only_seen_investigations() const;
  std::string only_seen_samples() const;
  std::string only_seen_updates() const;
  bool sees_change_of(const Change& change);

  Connection& connection_;
};

}  // namespace weft::sqlite
