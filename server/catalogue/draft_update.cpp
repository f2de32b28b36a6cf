#include <algorithm>

#include "catalogue/drafting.h"
#include "catalogue/links.h"

namespace weft {
namespace {

Result<std::vector<FolderUpdate>> rows_of(const Telling& telling, const MetadataUpdate& update) {
  if (update.parameter.name.empty())
    return fail(ErrorCode::invalid, "a metadata update names its parameter", "metadataName");
  if (update.paths.empty())
    return fail(ErrorCode::invalid, "a metadata update names the folders of its datasets", "datasetPaths");
  std::vector<FolderUpdate> rows;
  for (const auto& sent : update.paths) {
    const auto location = telling.facility.path(sent);
    if (!location) return fail(ErrorCode::invalid, "a metadata update names datasets by absolute path", sent);
    rows.push_back({telling.message.seq, telling.message.received_at, static_cast<int>(rows.size()),
                    telling.facility.proposal_key(update.proposal), telling.facility.instrument_key(update.instrument),
                    *location, update.parameter});
  }
  return rows;
}

// A dataset whose folder was named: folded again with the update among the others.
void fold_again(const Telling& telling, DatasetId id, const std::vector<FolderUpdate>& rows, Draft& draft) {
  const auto before = telling.writing.datasets({&id, 1}).front();
  auto updates = telling.writing.updates_at(before.key.location);
  std::erase_if(updates,
                [&](const FolderUpdate& u) { return u.message == telling.message.seq; });  // a replay says it again
  updates.insert(updates.end(), rows.begin(), rows.end());
  std::stable_sort(updates.begin(), updates.end(), [](const auto& a, const auto& b) { return a.message < b.message; });
  auto folded = fold(before.key, telling.writing.history(id), updates, telling.facility);
  auto& d = folded.dataset;
  d.id = id;
  d.investigation = before.investigation;
  d.sample = before.sample;
  d.file_count = before.file_count;
  d.size_bytes = before.size_bytes;
  d.manifest = before.manifest;
  d.release_date = before.release_date;
  d.first_seq = before.first_seq;
  d.last_seq = telling.seq;
  draft.datasets.push_back(d);
  if (rows.front().parameter.name != "input_datasets") return;
  PlacesAfter places(telling.writing);
  resolve(folded.inputs, id, d.key, places, telling.facility);
  for (auto& row : folded.inputs) row.output = id;
  draft.inputs.push_back({id, folded.inputs});
}

}  // namespace

Draft draft_update(const Telling& telling, const MetadataUpdate& update) {
  auto rows = rows_of(telling, update);
  if (!rows) return telling.refused(rows.error());
  auto draft = telling.draft(ChangeKind::update, 0, MessageState::catalogued);
  std::vector<DatasetId> meant;
  std::string missing;
  for (const auto& row : *rows) {
    bool found = false;
    for (const auto& place : telling.writing.places({&row.location, 1})) {
      if (!is_meant(row, place.key)) continue;
      if (place.state == DatasetState::deleted)
        return telling.refused({ErrorCode::deleted,
                                "the dataset in this folder was deleted; restore it, then replay this message",
                                row.location});
      found = true;
      meant.push_back(place.dataset);
    }
    if (!found) missing += (missing.empty() ? "" : ", ") + row.location;
  }
  std::sort(meant.begin(), meant.end());
  meant.erase(std::unique(meant.begin(), meant.end()), meant.end());
  for (const auto id : meant) fold_again(telling, id, *rows, draft);
  draft.updates = std::move(*rows);
  auto& outcome = draft.outcomes.front();
  if (!meant.empty()) outcome.dataset = meant.front();
  if (!missing.empty()) outcome.state = MessageState::waiting, outcome.reason = "waits for a dataset in " + missing;
  if (!telling.fingerprint.empty())
    draft.history.push_back({{}, telling.message.seq, telling.message.received_at, telling.fingerprint, {}, {}});
  return draft;
}

}  // namespace weft
