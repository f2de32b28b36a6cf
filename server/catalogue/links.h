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

// What a dataset is called beside its key.
struct ExternalNames {
  std::vector<std::string> ids;   // the facility's dataset ids
  std::vector<std::string> dois;  // in normal form
};

// Who stands where once the draft is applied: the store, with the draft's datasets laid over it. Remembers what it
// asked.
class PlacesAfter final : public Places {
 public:
  explicit PlacesAfter(Reading& reading) : reading_(reading) {}

  // `dataset` stands there, deleted or not, and bears `names`.
  void lay_over(const Dataset& dataset, const ExternalNames& names);

  std::vector<Candidate> in_folder(const std::string& folder) override;
  std::vector<Candidate> named(InputKind kind, const std::string& id_or_doi) override;

 private:
  std::vector<Candidate> with_overlay(std::vector<Candidate> found, const std::vector<Candidate>& laid) const;

  Reading& reading_;
  std::map<std::string, std::vector<Candidate>> folders_;  // asked before
  std::map<std::string, std::vector<Candidate>> laid_folders_;
  std::map<std::pair<InputKind, std::string>, std::vector<Candidate>> laid_names_;
};

// Who came, left or returned: what can mean something else now.
struct Moved {
  std::string location;  // rows that name it or lie below it; "" when nobody came to or left a folder
  ExternalNames names;   // rows that name one of these
  DatasetId except;      // whose own rows are in the draft anyway; 0 nobody
};

// The rows that mean something else now. Looks at the rows concerned and at no others, so that the thousandth input of
// one output costs what the first did; only a whole that may stand or fall takes all rows of its output along.
std::vector<Input> relink(Reading& reading, PlacesAfter& places, const Facility& facility, const Moved& moved);

}  // namespace weft
