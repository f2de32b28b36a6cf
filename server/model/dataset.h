// A Dataset as the catalogue knows it: the fold of its statements.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

namespace weft {

// What makes a dataset that dataset: all from the message itself and the alias table. Proposal and instrument are
// folded to the facility's spelling, the location is absolute and normalised; location and name keep their case, as
// file systems do.
struct DatasetKey {
  std::string proposal;    // "mx2485"
  std::string instrument;  // "id30a1"
  std::string location;    // "/data/visitor/mx2485/id30a1/20230425/RAW_DATA/s/s_0001"
  std::string name;
  auto operator<=>(const DatasetKey&) const = default;
};

// Name and text letter by letter as sent.
struct Parameter {
  std::string name;
  std::string text;
  auto operator<=>(const Parameter&) const = default;
};

enum class DatasetState { live, deleted };

struct Dataset {
  DatasetId id;  // 0: not stored yet
  DatasetKey key;
  DatasetState state = DatasetState::live;
  std::string type;  // acquisition | processed | what was stated
  bool complete = true;
  InvestigationId investigation;
  SampleId sample;  // 0: names none
  std::string sample_name;
  std::string sample_type;
  std::vector<Parameter> sample_parameters;  // by name
  std::optional<Time> start;
  std::optional<Time> end;
  std::vector<Parameter> parameters;  // by name
  std::string job;                    // sender's job, else Workflow_id within the proposal, else "" (the output itself)
  std::string application;            // Process_program
  std::string forced_investigation;   // the facility's investigation id the sender asked for, honoured or not
  std::string comment;
  std::int64_t file_count = -1;  // -1: folder not walked yet
  std::int64_t size_bytes = -1;
  std::string manifest;              // the file list; empty until its part of Weft exists
  std::optional<Time> release_date;  // embargo end; none until policy exists
  Seq first_seq;                     // the message that brought it
  Seq last_seq;                      // the last message or act that changed it
  std::string state_reason;          // why deleted
  bool operator==(const Dataset&) const = default;
};

}  // namespace weft
