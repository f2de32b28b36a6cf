// Draft: everything one message changes, computed by the catalogue, applied by the store in one savepoint: all of it or
// nothing.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "model/change.h"
#include "model/dataset.h"
#include "model/input.h"
#include "model/investigation.h"
#include "model/message.h"
#include "model/statement.h"

namespace weft {

// What becomes of a message.
struct Outcome {
  Seq message;
  MessageState state = MessageState::catalogued;
  std::string reason_code;  // an ErrorCode by name; "" when catalogued
  std::string reason;
  DatasetId dataset;
};

// One statement in the history of a dataset, or (dataset 0, statement empty) the fingerprint of a message that told of
// none, so that its repeat is known. The order of statements of a dataset is (revision if it has one, else 0; place in
// the log).
struct HistoryStatement {
  DatasetId dataset;
  Seq message;  // first receipt
  Time received_at{};
  std::string fingerprint;  // 16 bytes over the message's bytes, unique within the dataset: byte-identical messages
                            // have the same key, and are one statement
  std::optional<std::int64_t> revision;
  DatasetStatement statement = {};
  std::string packed = {};      // made by Store::pack, or empty: the statement as the store keeps it
  bool tells_document = false;  // known: the dataset this draft brings says what the statement says, and nothing else
};

// One statement in the history of a slot. The order is the place in the log.
struct SlotStatement {
  InvestigationId investigation;
  Seq message;  // first receipt
  Time received_at{};
  InvestigationStatement statement;
};

// A metadata update, addressed to whatever dataset stands or will stand in that folder. Written again when its message
// is looked at again.
struct FolderUpdate {
  Seq message;
  Time received_at{};
  int position = 0;        // of the path in the message
  std::string proposal;    // normalised; "" any
  std::string instrument;  // normalised; "" any
  std::string location;
  ParameterText parameter;
};

// The whole list of inputs of an output, with states and links: replaces what was there.
struct InputList {
  DatasetId output;
  std::vector<Input> inputs;
};

// New investigation or sample of a dataset whose statements did not change.
struct Assignment {
  DatasetId dataset;
  InvestigationId investigation;
  SampleId sample;
};

struct ExternalId {
  std::string kind;  // "dataset", "doi", "investigation"
  std::string value;
  std::int64_t id = 0;  // of the DatasetId or InvestigationId
};

// Work to do off the hot path, durable: survives a crash and is taken again. `kind` and `subject` together are unique.
struct Task {
  std::string kind;  // "walk"
  std::int64_t subject = 0;
  Time due{};
  int attempts = 0;
};

struct Draft {
  std::vector<Outcome> outcomes;
  Change change;                  // seq 0: nothing for the feed
  std::vector<Dataset> datasets;  // new or replaced whole
  std::vector<HistoryStatement> history;
  std::vector<SlotStatement> slot_history;
  std::vector<FolderUpdate> updates;
  std::vector<InputList> inputs;  // replaced whole
  std::vector<Input> relinked;    // state and links only, of rows that stand
  std::vector<Investigation> investigations;
  std::vector<Sample> samples;
  std::vector<Assignment> assignments;
  std::vector<FolderCounts> folder_counts;
  std::vector<ExternalId> external_ids;  // several may bear the same one
  std::vector<Task> tasks;
};

// What a store needs no longer of what was applied, for who has time to free it: a draft is some hundred texts.
struct Leavings {
  std::vector<Draft> drafts;
  std::vector<std::shared_ptr<const void>> others;
};

}  // namespace weft
