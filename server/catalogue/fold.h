// Fold: the state of a dataset from all that was said of it. Pure; any thread.
#pragma once
#include <vector>

#include "definitions/facility.h"
#include "model/dataset.h"
#include "store/draft.h"

namespace weft {

// A dataset as its statements make it, before slot and links: `inputs` is what it says it was made from.
struct Folded {
  Dataset dataset;
  std::vector<Input> inputs;              // not resolved
  bool names_inputs = true;               // false: `inputs` is not filled, the stored list stands
  std::vector<std::string> external_ids;  // every datasetId its statements said: it bears them all
  std::vector<std::string> dois;          // likewise, in normal form
};

// `statements` in any order, at least one; `updates` those of its folder. Statements go by (revision, place in the
// log). An update goes right behind the statement that was the latest when it came, and never before the first: it
// waits for the dataset.
Folded fold(const DatasetKey& key, std::vector<HistoryStatement> statements, const std::vector<FolderUpdate>& updates,
            const Facility& facility);

// The same of one statement, and no update.
Folded fold_alone(const DatasetKey& key, const HistoryStatement& said, const Facility& facility);

// The same from the state before and one more statement that goes behind all others, without looking at the others.
// None when it takes them all: the statement states a type or a job, takes the inputs away, or revisions decide the
// order. One dataset may be told of thousands of times (one message per scan and per detector).
std::optional<Folded> fold_onto(const Dataset& before, const HistoryStatement& said, const Facility& facility);

// True when the update means datasets of this key.
bool is_meant(const FolderUpdate& update, const DatasetKey& key);

// Sets or removes one parameter in a list that is sorted by name.
void set_parameter(std::vector<Parameter>& parameters, const ParameterText& sent);
const std::string* find_parameter(const std::vector<Parameter>& parameters, const std::string& name);

// Files and bytes as a sender counted them (ICAT's __fileCount and __volume) are what a dataset has until our own walk
// has counted, and again when a later statement says other ones. `before`: null for a new dataset.
void settle_counts(Dataset& now, const Dataset* before);

// The integer revision a statement carries, if the facility has such a parameter.
std::optional<std::int64_t> revision_of(const DatasetStatement& statement, const Facility& facility);

}  // namespace weft
