// Drafting: one file a kind of statement; all make a Draft inside the writer's transaction. Private to the catalogue.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "catalogue/foretold.h"
#include "definitions/facility.h"
#include "store/store.h"

namespace weft {

// What every kind needs to know of the message whose draft it makes.
struct Telling {
  const Message& message;
  const std::string fingerprint;  // to be kept with the message; "" when it has none, or has it already
  Seq seq;                        // whose change this is
  const Facility& facility;
  const Clock& clock;
  Writing& writing;

  Draft draft(ChangeKind what, std::int64_t id, MessageState state, DatasetId dataset = {}) const;
  Draft refused(const Error& why) const;
};

Draft draft_dataset(const Telling& telling, Foretold foretold);
Draft draft_investigation(const Telling& telling, const InvestigationStatement& statement);
Draft draft_update(const Telling& telling, const MetadataUpdate& update);
Draft draft_deletion(const Telling& telling, const Deletion& deletion);
Draft draft_restoration(const Telling& telling, const Restoration& restoration);
Draft draft_files_added(const Telling& telling, const FilesAdded& added);
Draft draft_folders(const Telling& telling, const FoldersWalked& walked);

// Gives datasets their investigation and sample, making the rows that do not exist yet. One draft long.
class Assigning {
 public:
  Assigning(const Telling& telling, Draft& draft) : telling_(telling), draft_(draft) {}
  // Slots as they will be when the draft is applied; the draft bears the slot's ids already.
  void lay_over(const Investigation& slot) { laid_ = slot; }
  InvestigationId investigation(const DatasetKey& key, std::optional<Time> start, const std::string& forced);
  SampleId sample(InvestigationId investigation, const std::string& name);

 private:
  const std::vector<Investigation>& slots(const std::string& proposal, const std::string& instrument);
  const std::vector<Investigation>& bearers(const std::string& forced);

  const Telling& telling_;
  Draft& draft_;
  std::optional<Investigation> laid_;
  std::map<std::pair<std::string, std::string>, std::vector<Investigation>> slots_;
  std::map<std::string, std::vector<Investigation>> bearers_;
  std::map<std::pair<InvestigationId, std::string>, SampleId> samples_;
};

}  // namespace weft
