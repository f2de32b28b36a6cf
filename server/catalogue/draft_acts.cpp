#include <charconv>
#include <set>

#include "catalogue/drafting.h"
#include "catalogue/links.h"

namespace weft {
namespace {

Result<Dataset> known_dataset(const Telling& telling, DatasetId id) {
  const auto found = telling.writing.datasets({&id, 1});
  if (found.empty()) return fail(ErrorCode::not_found, "no dataset has this id", std::to_string(id.value));
  return found.front();
}

// The dataset leaves or returns: whoever names its folder is linked again.
Draft draft_state(const Telling& telling, DatasetId id, DatasetState state, const std::string& reason) {
  if (reason.empty())
    return telling.refused({ErrorCode::invalid, "say why: deleting and restoring need a reason", "reason"});
  auto dataset = known_dataset(telling, id);
  if (!dataset) return telling.refused(dataset.error());
  const bool deleted = state == DatasetState::deleted;
  if (dataset->state == state)
    return telling.refused({ErrorCode::conflict,
                            deleted ? "this dataset is deleted already" : "this dataset is not deleted",
                            std::to_string(id.value)});
  dataset->state = state;
  dataset->state_reason = deleted ? reason : "";
  dataset->last_seq = telling.seq;
  auto draft =
      telling.draft(deleted ? ChangeKind::deleted : ChangeKind::restored, id.value, MessageState::catalogued, id);
  const auto folded = fold(dataset->key, telling.writing.history(id), {}, telling.facility);
  const ExternalNames names{folded.external_ids, folded.dois};
  PlacesAfter places(telling.writing);
  places.lay_over(*dataset, names);
  draft.relinked = relink(telling.writing, places, telling.facility, {dataset->key.location, names, id});
  draft.datasets.push_back(std::move(*dataset));
  return draft;
}

}  // namespace

Draft draft_deletion(const Telling& telling, const Deletion& deletion) {
  return draft_state(telling, deletion.dataset, DatasetState::deleted, deletion.reason);
}

Draft draft_restoration(const Telling& telling, const Restoration& restoration) {
  return draft_state(telling, restoration.dataset, DatasetState::live, restoration.reason);
}

// Who sends an id has it from Weft, or from the catalogue that gave it before Weft: both are meant, and looking into a
// folder once too often does no harm. Nothing changes until it was looked into.
Draft draft_files_added(const Telling& telling, const FilesAdded& added) {
  std::set<std::int64_t> meant;
  for (const auto id : telling.writing.external("dataset", added.dataset)) meant.insert(id);
  std::int64_t number = 0;
  const auto* end = added.dataset.data() + added.dataset.size();
  if (std::from_chars(added.dataset.data(), end, number).ptr == end) meant.insert(number);
  std::vector<DatasetId> ids;
  for (const auto id : meant) ids.push_back({id});
  auto draft = telling.draft(ChangeKind::nothing, 0, MessageState::catalogued);
  for (const auto& place : telling.writing.places_of(ids)) {
    if (place.state == DatasetState::deleted) continue;
    draft.tasks.push_back({"walk", place.dataset.value, telling.clock.now(), 0});
    draft.outcomes[0].dataset = place.dataset;
  }
  if (!draft.tasks.empty()) return draft;
  return telling.refused({ErrorCode::not_found,
                          "no dataset has this id: send its number in Weft, or the datasetId its own message gave",
                          added.dataset});
}

// Where nobody could count, the last known counts stay.
Draft draft_folders(const Telling& telling, const FoldersWalked& walked) {
  auto draft = telling.draft(ChangeKind::folders, 0, MessageState::catalogued);
  for (const auto& folder : walked.folders)
    if (folder.file_count >= 0) draft.folder_counts.push_back(folder);
  return draft;
}

}  // namespace weft
