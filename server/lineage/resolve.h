// Which datasets an input means. Derived, so it is asked again whenever somebody arrives, leaves or returns. Any
// thread.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "definitions/facility.h"
#include "model/dataset.h"
#include "model/input.h"

namespace weft {

// A dataset that stands in a folder.
struct Candidate {
  DatasetId dataset;
  std::string proposal;
  std::string instrument;
  bool deleted = false;
};

// Who stands where, answered by the store.
class Places {
 public:
  virtual ~Places() = default;
  virtual std::vector<Candidate> in_folder(const std::string& folder) = 0;
  virtual std::vector<Candidate> named(InputKind kind, const std::string& id_or_doi) = 0;
};

// Fills `state` and `datasets` of all rows of one output.
// Candidates: every dataset but the output, deleted ones included, whose folder equals the path, else those in the
// deepest folder that contains it, never shallower than the root depth. Of these the same proposal and instrument go
// first, then the same proposal, then any; all equals are linked. A path into the output's own folder where nobody else
// stands, and its own id or DOI, are the output itself. A whole row means only what equals it, and then its pieces are
// unused.
void resolve(std::vector<Input>& inputs, DatasetId output, const DatasetKey& key, Places& places,
             const Facility& facility);

// The same for one row that is no whole and that no whole covers. `key` is that of its output.
void resolve_row(Input& row, const DatasetKey& key, Places& places, const Facility& facility);

}  // namespace weft
