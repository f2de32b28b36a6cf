// Links: resolves the inputs a draft touches, as they will be when the draft is applied. Runs on the writer's thread,
// one draft long.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "definitions/facility.h"
#include "lineage/resolve.h"
#include "store/store.h"

namespace weft {

// Who stands where once the draft is applied: the store, with the draft's datasets laid over it. Remembers what it
// asked.
class PlacesAfter final : public Places {
 public:
  explicit PlacesAfter(Reading& reading) : reading_(reading) {}

  // `dataset` stands there, deleted or not; `names` are the ids and DOIs it bears.
  void lay_over(const Dataset& dataset, std::vector<std::string> ids, std::vector<std::string> dois);

  std::vector<Candidate> in_folder(const std::string& folder) override;
  std::vector<Candidate> named(InputKind kind, const std::string& id_or_doi) override;

 private:
  std::vector<Candidate> with_overlay(std::vector<Candidate> found, const std::vector<Candidate>& laid) const;

  Reading& reading_;
  std::map<std::string, std::vector<Candidate>> folders_;  // asked before
  std::map<std::string, std::vector<Candidate>> laid_folders_;
  std::map<std::pair<InputKind, std::string>, std::vector<Candidate>> laid_names_;
};

// The rows of other outputs that mean something else now that somebody came to, left or returned to `location`, or took
// `ids` or `dois`. Rows of `except` (the dataset itself, whose list is in the draft anyway) are left out.
std::vector<Input> relink(Reading& reading, PlacesAfter& places, const Facility& facility, const std::string& location,
                          const std::vector<std::string>& ids, const std::vector<std::string>& dois, DatasetId except);

}  // namespace weft
