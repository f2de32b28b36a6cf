// Input: what an output says it was made from, a fact as sent. Link: which dataset that means, derived and re-derived.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace weft {

enum class InputKind {
  path,         // an absolute folder or file, normalised in `target`
  external_id,  // the facility's dataset id
  doi,          // "10.15151/ESRF-ES-1"
  other,        // no absolute path: kept and flagged, never linked
};

enum class InputState {
  pending,     // nothing known there yet
  resolved,    // at least one live dataset
  withdrawn,   // only deleted ones
  itself,      // names the output itself: kept, never followed
  not_a_path,  // kind other
  restricted,  // what it means may not be shown to this viewer; text, target and links are blank
  unused,      // another reading of the same text (see `whole`) linked instead; not shown
};

std::string_view to_text(InputKind kind);
std::string_view to_text(InputState state);

// One row of an output's list. A text such as "/data/a,b" is first read whole and then split: the whole is a row
// (`whole_only`), its pieces point to it by `whole`. A whole row links only a dataset whose folder equals it; its
// pieces count only when it links nothing.
struct Input {
  DatasetId output;
  int position = 0;  // unique within the output, in the order of the text; a whole stands right before its pieces
  std::string role;
  std::string text;  // as sent
  InputKind kind = InputKind::path;
  std::string target;       // normalised path | id | DOI
  int whole = -1;           // the position of the whole row this one is a piece of, or -1
  bool whole_only = false;  // it has pieces: links only what equals it
  // Derived:
  InputState state = InputState::pending;
  std::vector<DatasetId> datasets;  // linked, ascending; live and deleted
};

}  // namespace weft
