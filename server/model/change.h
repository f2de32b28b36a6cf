// Change: one row for each position of the log, written by the one writer in the transaction that made it. Index, live
// stream, replicas and statistics read this feed and re-read current state (Reading::touched), so applying twice is
// harmless.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/ids.h"
#include "model/principal.h"

namespace weft {

enum class ChangeKind {
  nothing,        // a repeat, a refusal, something kept waiting: the catalogue is as before
  dataset,        // `id` is new or changed; whoever names its folder as input was linked again
  deleted,        // dataset `id` has a tombstone
  restored,       // dataset `id` lives again
  investigation,  // slot `id`: the datasets of its proposal and instrument were matched again
  update,         // a metadata update reached the datasets in its folders
  folders,        // files were counted
};

std::string_view to_text(ChangeKind kind);

struct Change {
  Seq seq;  // dense: 1, 2, 3 ...
  Time at{};
  ChangeKind what = ChangeKind::nothing;
  std::int64_t id = 0;  // of the dataset or investigation, else 0
  Seq cause;            // the message that told it: seq itself, or the one that act `seq` had looked at again
  Principal principal;
};

}  // namespace weft
