#include <algorithm>
#include <map>

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

using ByFolder = std::map<std::string, std::vector<FolderUpdate>>;

// A dataset whose folder was named: folded again with the update's `rows` of that folder among the others.
void fold_again(const Telling& telling, DatasetId id, const ByFolder& by_folder, Draft& draft) {
  const auto before = telling.writing.datasets({&id, 1}).front();
  const auto& rows = by_folder.at(before.key.location);
  auto updates = telling.writing.updates_at(before.key.location);
  std::erase_if(updates,
                [&](const FolderUpdate& u) { return u.message == telling.message.seq; });  // a replay says it again
  updates.insert(updates.end(), rows.begin(), rows.end());
  std::stable_sort(updates.begin(), updates.end(), [](const auto& a, const auto& b) { return a.message < b.message; });
  auto folded = fold(before.key, telling.writing.history(id), updates, telling.facility);
  auto& d = folded.dataset;
  d.id = id;
  d.state = before.state;
  d.state_reason = before.state_reason;
  d.investigation = before.investigation;
  d.sample = before.sample;
  settle_counts(d, &before);
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

// Who stands in the folders of an update and is meant by it.
struct Meant {
  std::vector<DatasetId> live;
  std::vector<DatasetId> deleted;
  std::vector<std::string> empty;  // folders where nobody is meant
};

Meant look_into(const ByFolder& by_folder, Writing& writing) {
  Meant meant;
  for (const auto& [folder, rows] : by_folder) {
    bool found = false;
    for (const auto& place : writing.places({&folder, 1})) {
      if (!is_meant(rows.front(), place.key)) continue;
      (place.state == DatasetState::live ? meant.live : meant.deleted).push_back(place.dataset);
      found = true;
    }
    if (!found) meant.empty.push_back(folder);
  }
  return meant;
}

// "waits for a dataset in /a, /b, /c and 997 more"
std::string waits_for(const std::vector<std::string>& folders) {
  constexpr std::size_t kNamed = 3;
  std::string reason = "waits for a dataset in ";
  for (std::size_t i = 0; i < folders.size() && i < kNamed; ++i) reason += (i ? ", " : "") + folders[i];
  if (folders.size() > kNamed) reason += " and " + std::to_string(folders.size() - kNamed) + " more";
  return reason;
}

}  // namespace

// A deleted dataset beside living ones gets the update on its tombstone, and has it when it is restored. Where all are
// deleted and none is waited for, nothing is kept.
Draft draft_update(const Telling& telling, const MetadataUpdate& update) {
  auto rows = rows_of(telling, update);
  if (!rows) return telling.refused(rows.error());
  ByFolder by_folder;
  for (const auto& row : *rows) by_folder[row.location].push_back(row);
  const auto meant = look_into(by_folder, telling.writing);
  if (meant.live.empty() && meant.empty.empty())
    return telling.refused({ErrorCode::deleted,
                            "the dataset in this folder was deleted; restore it, then replay this message",
                            rows->front().location});
  auto draft = telling.draft(ChangeKind::update, 0, MessageState::catalogued);
  for (const auto& ids : {meant.live, meant.deleted})
    for (const auto id : ids) fold_again(telling, id, by_folder, draft);
  draft.updates = std::move(*rows);
  auto& outcome = draft.outcomes.front();
  if (!meant.live.empty()) outcome.dataset = *std::min_element(meant.live.begin(), meant.live.end());
  if (!meant.empty.empty()) outcome.state = MessageState::waiting, outcome.reason = waits_for(meant.empty);
  if (!telling.fingerprint.empty())
    draft.history.push_back({{}, telling.message.seq, telling.message.received_at, telling.fingerprint, {}, {}});
  return draft;
}

}  // namespace weft
