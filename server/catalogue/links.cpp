#include "catalogue/links.h"

#include <algorithm>

namespace weft {
namespace {

Candidate candidate(const Place& place) {
  return {place.dataset, place.key.proposal, place.key.instrument, place.state == DatasetState::deleted};
}

std::vector<Candidate> candidates(const std::vector<Place>& places) {
  std::vector<Candidate> out;
  for (const auto& place : places) out.push_back(candidate(place));
  return out;
}

// Outputs are linked again in portions, so that a hub with 300,000 of them does not load all their rows at once.
constexpr std::size_t kPortion = 4096;

}  // namespace

void PlacesAfter::lay_over(const Dataset& dataset, std::vector<std::string> ids, std::vector<std::string> dois) {
  const Candidate laid{dataset.id, dataset.key.proposal, dataset.key.instrument,
                       dataset.state == DatasetState::deleted};
  laid_folders_[dataset.key.location].push_back(laid);
  for (auto& id : ids) laid_names_[{InputKind::external_id, id}].push_back(laid);
  for (auto& doi : dois) laid_names_[{InputKind::doi, doi}].push_back(laid);
}

std::vector<Candidate> PlacesAfter::with_overlay(std::vector<Candidate> found,
                                                 const std::vector<Candidate>& laid) const {
  for (const auto& over : laid) {
    const auto same =
        std::find_if(found.begin(), found.end(), [&](const Candidate& c) { return c.dataset == over.dataset; });
    if (same == found.end())
      found.push_back(over);
    else
      *same = over;
  }
  return found;
}

std::vector<Candidate> PlacesAfter::in_folder(const std::string& folder) {
  auto [at, is_new] = folders_.try_emplace(folder);
  if (is_new) at->second = with_overlay(candidates(reading_.places({&folder, 1})), laid_folders_[folder]);
  return at->second;
}

std::vector<Candidate> PlacesAfter::named(InputKind kind, const std::string& id_or_doi) {
  std::vector<DatasetId> ids;
  for (const auto id : reading_.external(kind == InputKind::doi ? "doi" : "dataset", id_or_doi))
    ids.push_back(DatasetId{id});
  return with_overlay(candidates(reading_.places_of(ids)), laid_names_[{kind, id_or_doi}]);
}

std::vector<Input> relink(Reading& reading, PlacesAfter& places, const Facility& facility, const std::string& location,
                          const std::vector<std::string>& ids, const std::vector<std::string>& dois, DatasetId except) {
  std::set<DatasetId> concerned;
  const auto collect = [&](const std::vector<Input>& rows) {
    for (const auto& row : rows)
      if (row.output != except) concerned.insert(row.output);
  };
  collect(reading.inputs_below(location));
  for (const auto& id : ids) collect(reading.inputs_naming(InputKind::external_id, id));
  for (const auto& doi : dois) collect(reading.inputs_naming(InputKind::doi, doi));

  std::vector<Input> changed;
  const std::vector<DatasetId> outputs(concerned.begin(), concerned.end());
  for (std::size_t begin = 0; begin < outputs.size(); begin += kPortion) {
    const std::span<const DatasetId> portion(outputs.data() + begin, std::min(kPortion, outputs.size() - begin));
    std::map<DatasetId, std::vector<Input>> lists;
    for (auto& row : reading.inputs_of(portion)) lists[row.output].push_back(std::move(row));
    for (const auto& place : reading.places_of(portion)) {
      auto& rows = lists[place.dataset];
      const auto before = rows;
      resolve(rows, place.dataset, place.key, places, facility);
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].state != before[i].state || rows[i].datasets != before[i].datasets)
          changed.push_back(std::move(rows[i]));
    }
  }
  return changed;
}

}  // namespace weft
