// Investigation: a time slot of a proposal at an instrument, or the one unscheduled investigation of that pair.
#pragma once
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/ids.h"

namespace weft {

enum class SlotKind {
  official,     // imported
  declared,     // a start message said so
  unscheduled,  // where datasets go that no slot claims; it has no start
};

struct Investigation {
  InvestigationId id;
  std::string proposal;    // normalised, as in DatasetKey
  std::string instrument;  // normalised
  SlotKind kind = SlotKind::unscheduled;
  std::optional<Time> start;  // none only for unscheduled
  std::optional<Time> end;    // none: open-ended
  std::string external_id;    // the facility's investigation id (ICAT), "" when unknown
  std::string title;
  std::string visit;
  Seq first_seq;
  Seq last_seq;
};

// Sample = (investigation, name); exists while a dataset or an import names it.
struct Sample {
  SampleId id;
  InvestigationId investigation;
  std::string name;
};

}  // namespace weft
