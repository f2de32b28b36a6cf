// Store: the contract of every backend. Verbs work in batches; there is no SQL above this line.
//
// Reading: one consistent view of one moment, for one Viewer: datasets it may not see do not exist in any answer, count
// or link (an input that means a hidden dataset comes back as InputState::restricted, blank, and the texts that hold
// its path are withheld: the parameter input_datasets, the list of a statement, the body of the message). A Reading
// belongs to one thread; many may be open at once and never wait. Writing: the one writer's transaction; a Reading too,
// of what it has written itself. Only one exists at a time. A failing machine (disk full, database corrupt) throws
// StoreFailure; the Writing is then rolled back by its destructor.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/counters.h"
#include "model/graph.h"
#include "model/principal.h"
#include "model/query.h"
#include "store/draft.h"

namespace weft {

struct StoreFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Thrown by Writing::apply() when only that draft is at fault (a key or fingerprint twice, a text of 1 GB): nothing of
// it remains and the transaction goes on. Any other StoreFailure ends the transaction: nothing but its destructor is
// left.
struct DraftFailure : StoreFailure {
  using StoreFailure::StoreFailure;
};

struct StoreStatus {
  std::string uuid;        // of this store, made once
  std::int64_t epoch = 0;  // raised when a store is restored or re-keyed: whoever cached it starts over
  int schema_version = 0;
  std::string alias_version;  // the alias table its keys were made with; "" in a new store
  Seq received;               // the last message in the log
  Seq applied;                // the last one whose outcome is in the catalogue; every one before it is, too
  std::int64_t bytes = 0;     // on disk
};

// Filters are written with the members asked for: {.state = MessageState::refused, .limit = 10}.
struct MessageFilter {
  std::optional<MessageState> state = {};
  std::string destination = {};  // exact; "" any
  std::string reason_code = {};  // exact; "" any
  Seq after = {};                // only later ones
  Seq before = {};               // only earlier ones; 0: any
  int limit = 50;
  bool newest_first = false;
  bool with_bodies = false;
};

// A dataset standing in a folder: what is known of it without opening its documents.
struct Place {
  DatasetId dataset;
  DatasetKey key;
  DatasetState state = DatasetState::live;
  std::optional<Time> start;
  InvestigationId investigation;
  SampleId sample;
  std::string sample_name;
  std::string forced_investigation;
};

struct DatasetFilter {
  std::string proposal = {};    // normalised; "" any
  std::string instrument = {};  // normalised; "" any
  InvestigationId investigation = {};
  SampleId sample = {};
  std::string type = {};
  std::string name = {};
  std::string location = {};
  std::string job = {};  // as Dataset::job
  bool with_deleted = false;
};

enum class CountBy { everything, investigation, sample, instrument, type };

struct Counted {
  std::int64_t id = 0;  // of the investigation or sample
  std::string group;    // the instrument or type
  Counters counters;
};

using TellDataset = std::function<void(const Dataset&)>;

class Reading {
 public:
  virtual ~Reading() = default;
  virtual StoreStatus status() = 0;
  // In log order (or newest first). Bodies only when asked.
  virtual std::vector<Message> messages(const MessageFilter& filter) = 0;
  virtual std::int64_t count_messages(const MessageFilter& filter) = 0;  // ignores limit, after and before
  // The messages of these positions, with bodies; unknown ones are left out.
  virtual std::vector<Message> messages_at(std::span<const Seq> seqs) = 0;
  // The dataset of each key, 0 where there is none. Deleted ones are found.
  virtual std::vector<DatasetId> find(std::span<const DatasetKey> keys) = 0;
  // Whole datasets, deleted ones too, in the order asked; unknown ids are left out. Each holds until `tell` returns,
  // which asks this Reading for nothing.
  virtual void each_dataset(std::span<const DatasetId> ids, const TellDataset& tell) = 0;
  std::vector<Dataset> datasets(std::span<const DatasetId> ids);
  // These without documents, in the order asked; unknown ids are left out.
  virtual std::vector<Place> places_of(std::span<const DatasetId> ids) = 0;
  // Ids after `after` (by id), at most `limit`.
  virtual std::vector<DatasetId> list(const DatasetFilter& filter, DatasetId after, int limit) = 0;
  virtual std::int64_t count(const DatasetFilter& filter) = 0;
  // Who stands in exactly these folders; deleted ones too.
  virtual std::vector<Place> places(std::span<const std::string> folders) = 0;
  // The inputs of these outputs, unused rows too, by (output, position), with state and links.
  virtual std::vector<Input> inputs_of(std::span<const DatasetId> outputs) = 0;
  // The inputs that name `folder` or anything below it (a key range, bytewise).
  virtual std::vector<Input> inputs_below(const std::string& folder) = 0;
  // The inputs that name this id or DOI.
  virtual std::vector<Input> inputs_naming(InputKind kind, const std::string& target) = 0;
  // Edges that leave these datasets, each (input, output, role) once, by output; to and from deleted ones too. At most
  // `limit`: ask for one more to notice a cut.
  virtual std::vector<Edge> outputs_of(std::span<const DatasetId> inputs, int limit) = 0;
  // By (revision, place in the log).
  virtual std::vector<HistoryStatement> history(DatasetId dataset) = 0;
  // What was said of a slot, in log order.
  virtual std::vector<SlotStatement> slot_history(InvestigationId investigation) = 0;
  // The first receipt of the statement of this dataset that has this fingerprint, if there is one. Dataset 0: of the
  // messages that told of none.
  virtual std::optional<Seq> said_before(DatasetId dataset, const std::string& fingerprint) = 0;
  virtual std::vector<FolderUpdate> updates_at(const std::string& location) = 0;  // in log order
  virtual std::vector<FolderUpdate> updates_of(Seq message) = 0;                  // by position
  // True for an update that waits although all its folders have a dataset that it means, `arriving` (not stored yet)
  // counted among them. For who sees everything; false for others.
  virtual bool waits_no_longer(Seq update, const DatasetKey& arriving) = 0;
  // Of a proposal ("" any), of an instrument ("" any), or by id. A viewer with limits sees investigations and samples
  // of the datasets he sees.
  virtual std::vector<Investigation> investigations(const std::string& proposal, const std::string& instrument) = 0;
  virtual std::vector<Investigation> investigations_at(std::span<const InvestigationId> ids) = 0;
  virtual std::vector<Sample> samples(InvestigationId investigation) = 0;  // id 0: all
  virtual std::vector<Sample> samples_at(std::span<const SampleId> ids) = 0;
  // The id of each (investigation, name), 0 where there is none.
  virtual std::vector<SampleId> find_samples(std::span<const Sample> samples) = 0;
  // Everybody who bears this id, ascending. `kind` as in ExternalId.
  virtual std::vector<std::int64_t> external(const std::string& kind, const std::string& value) = 0;
  // Counters of live datasets, one row a group that has any; filtered.
  virtual std::vector<Counted> counters(CountBy by, const DatasetFilter& filter) = 0;
  // The feed, after `after`. A change that names what this viewer may not see has no id and no principal, and may still
  // have touched what he sees.
  virtual std::vector<Change> changes(Seq after, int limit) = 0;
  // Datasets whose row, links or attributes the changes after `after`, up to `until`, may have changed: what a follower
  // of the feed reads again. Ascending; rather one too many than one too few. Many changes at once cost less.
  virtual std::vector<DatasetId> touched(Seq after, Seq until) = 0;
  std::vector<DatasetId> touched(const Change& change) { return touched({change.seq.value - 1}, change.seq); }
  virtual std::vector<Task> tasks(const std::string& kind, Time due_by, int limit) = 0;
};

class Writing : public Reading {
 public:
  // Gives each message the next position; received_at, source, attempts ... as in `messages`, state received. Returns
  // the first position.
  virtual Seq append(std::span<const Message> messages) = 0;
  // Counts an attempt for each.
  virtual void count_attempts(std::span<const Seq> messages) = 0;
  // The next ids, dense. They count as taken once a draft that carries their rows is applied; what the next apply()
  // does not carry, or loses by failing, is given again.
  virtual DatasetId next_dataset() = 0;
  virtual InvestigationId next_investigation() = 0;
  virtual SampleId next_sample() = 0;
  // Applies a draft, all of it or nothing: on a DraftFailure nothing of it remains and the transaction goes on.
  virtual void apply(Draft draft) = 0;
  virtual Leavings take_leavings() = 0;  // after commit()
  // Removes tasks as they were read: one whose `due` was moved meanwhile stays.
  virtual void finish_tasks(std::span<const Task> tasks) = 0;
  virtual void set_alias_version(const std::string& version, bool raise_epoch) = 0;
  // Durable when it returns (fsync). Then this Writing is over.
  virtual void commit() = 0;
};

inline std::vector<Dataset> Reading::datasets(std::span<const DatasetId> ids) {
  std::vector<Dataset> all;
  all.reserve(ids.size());
  each_dataset(ids, [&](const Dataset& dataset) { all.push_back(dataset); });
  return all;
}

// Lives longer than its Readings and Writings. Any thread may ask for one; write() waits while another thread writes.
class Store {
 public:
  virtual ~Store() = default;
  virtual std::unique_ptr<Reading> read(const Viewer& viewer) = 0;
  virtual std::unique_ptr<Writing> write() = 0;
  // For who keeps what datasets() told somebody who sees everything, longer than the Reading that told it. version():
  // what is committed; a Reading begun afterwards sees that much or more. unchanged(): nobody has written this dataset
  // after version `since`, as far as anybody can see by now; rather no once too often than yes.
  virtual std::uint64_t version() const = 0;
  virtual bool unchanged(DatasetId dataset, std::uint64_t since) const = 0;
  // A part of what append() and apply() do, done before on another thread; any thread. Body and statement must not be
  // changed afterwards.
  virtual void pack(Message& message) const = 0;
  virtual void pack(HistoryStatement& said) const = 0;
};

// Opens or makes the store in folder `data`, taking its lock (a second process gets Error unavailable with the holder's
// pid). Migrates forward by schema version; a newer schema is refused with a sentence.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& data);

}  // namespace weft
