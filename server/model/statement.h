// A Statement: what one message says, in the sender's own words. Nothing is normalised here: keys, numbers and links
// are derived later.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

namespace weft {

// A parameter as it was sent. No text: the sender removes it (JSON null).
struct ParameterText {
  std::string name;
  std::optional<std::string> text;
  bool operator==(const ParameterText&) const = default;
};

// One input as it was sent: a folder, a file in it, an id, a DOI or something else. Our JSON's {"id": 123} is kept as
// "id:123", {"doi": "10.x/y"} as "doi:10.x/y", {"path": P} and {"text": P} as P.
struct InputText {
  std::string text;
  std::string role;  // "sample", "buffer" ...; empty when not said
  bool operator==(const InputText&) const = default;
};

// A data file named in the message (the schema has it since pyicat-plus 2; no client call fills it yet).
struct DatafileText {
  std::string location;
  std::optional<std::int64_t> size_bytes;
  std::vector<ParameterText> parameters;
  bool operator==(const DatafileText&) const = default;
};

// One dataset = one folder. `inputs` comes from our own JSON as a list; XML senders write one text into the parameter
// input_datasets, which stays a parameter and is split when the links are made.
struct DatasetStatement {
  std::string proposal;
  std::string instrument;
  std::string location;
  std::string name;
  std::optional<std::string> type;  // when stated: acquisition, processed, ...
  std::string start_date;           // as sent; "" when not said
  std::string end_date;
  std::string sample_name;  // "" when not said
  std::string sample_type;
  std::vector<ParameterText> sample_parameters;
  std::vector<ParameterText> parameters;  // in the order sent; a name sent twice stands twice
  std::optional<std::vector<InputText>> inputs;
  std::vector<DatafileText> datafiles;
  std::string job;               // the sender's own job id, if any
  std::string investigation_id;  // forced: the facility's investigation id (ICAT), if any
  std::string external_id;       // the sender's datasetId, if any
  std::string doi;
  std::string comment;
  bool complete = true;
  bool operator==(const DatasetStatement&) const = default;
};

// A time slot of a proposal at an instrument: declared when a beamline starts, official when imported from the user
// office.
struct InvestigationStatement {
  std::string proposal;
  std::string instrument;
  std::string start_date;
  std::string end_date;          // "" for open-ended
  std::string investigation_id;  // the facility's id (ICAT), if any
  std::string title;
  std::string visit;
  bool official = false;
  bool operator==(const InvestigationStatement&) const = default;
};

// One parameter of every dataset in these folders.
struct MetadataUpdate {
  std::string proposal;
  std::string instrument;
  std::vector<std::string> paths;
  ParameterText parameter;
  bool operator==(const MetadataUpdate&) const = default;
};

// Files were added to a dataset's folder, or taken out: it is to be listed again.
struct FilesAdded {
  std::string dataset;  // its number in Weft, or the id its own message gave
  bool operator==(const FilesAdded&) const = default;
};

// Acts of people and of Weft itself: rows of the same log, on destinations below /weft/.
struct Deletion {
  DatasetId dataset;
  std::string reason;
  bool operator==(const Deletion&) const = default;
};
struct Restoration {
  DatasetId dataset;
  std::string reason;
  bool operator==(const Restoration&) const = default;
};
// Looks at refused or waiting messages again, each under its first receipt. One act names one message: it takes that
// message's place in the feed of changes.
struct Replay {
  std::vector<Seq> messages;
  bool operator==(const Replay&) const = default;
};
// What walking the folders of some datasets found.
struct FolderCounts {
  DatasetId dataset;
  std::int64_t file_count = -1;  // -1: the folder is not there, or may not be read: what was known stays
  std::int64_t size_bytes = -1;
  Time due{};  // of the task it answers: a task that came meanwhile stays
  bool operator==(const FolderCounts&) const = default;
};
struct FoldersWalked {
  std::vector<FolderCounts> folders;
  bool operator==(const FoldersWalked&) const = default;
};
// Understood, kept, and left waiting: a queue whose part of Weft is not built yet.
struct NotServedYet {
  std::string why;
  bool operator==(const NotServedYet&) const = default;
};

using Statement = std::variant<DatasetStatement, InvestigationStatement, MetadataUpdate, FilesAdded, Deletion,
                               Restoration, Replay, FoldersWalked, NotServedYet>;

}  // namespace weft
