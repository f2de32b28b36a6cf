#include "catalogue/links.h"

#include <algorithm>
#include <iterator>
#include <tuple>

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

// Rows are linked again in portions, so that a hub with 300,000 outputs does not ask for all their keys at once.
constexpr std::size_t kPortion = 4096;

std::vector<Input> concerned_rows(Reading& reading, const Facility& facility, const Moved& moved) {
  std::vector<Input> rows;
  const auto add = [&](std::vector<Input> found) { std::move(found.begin(), found.end(), std::back_inserter(rows)); };
  // A folder above the root depth is meant only by who names it exactly.
  const bool can_contain = std::count(moved.location.begin(), moved.location.end(), '/') >= facility.root_depth();
  if (!moved.location.empty())
    add(can_contain ? reading.inputs_below(moved.location) : reading.inputs_naming(InputKind::path, moved.location));
  for (const auto& id : moved.names.ids) add(reading.inputs_naming(InputKind::external_id, id));
  for (const auto& doi : moved.names.dois) add(reading.inputs_naming(InputKind::doi, doi));
  // A whole means only what equals it.
  std::erase_if(rows, [&](const Input& row) {
    return row.output == moved.except || (row.whole_only && row.target != moved.location);
  });
  return rows;
}

// Resolves rows of many outputs and keeps those whose meaning changed.
class Relinking {
 public:
  Relinking(Reading& reading, PlacesAfter& places, const Facility& facility)
      : reading_(reading), places_(places), facility_(facility) {}

  void rows(std::span<Input> concerned) {
    std::set<DatasetId> outputs, with_wholes;
    for (const auto& row : concerned) (row.whole_only ? with_wholes : outputs).insert(row.output);
    const auto keys = keys_of(outputs);
    for (auto& row : concerned)
      // An unused piece stays unused as long as its whole stands.
      if (!row.whole_only && row.state != InputState::unused && !with_wholes.contains(row.output))
        one(row, keys.at(row.output));
    for (const auto& [output, key] : keys_of(with_wholes)) all_of(output, key);
  }

  std::vector<Input> changed() && { return std::move(changed_); }

 private:
  std::map<DatasetId, DatasetKey> keys_of(const std::set<DatasetId>& outputs) {
    const std::vector<DatasetId> ids(outputs.begin(), outputs.end());
    std::map<DatasetId, DatasetKey> keys;
    for (auto& place : reading_.places_of(ids)) keys.emplace(place.dataset, std::move(place.key));
    return keys;
  }

  void one(Input& row, const DatasetKey& key) {
    const auto state = row.state;
    const auto datasets = row.datasets;
    resolve_row(row, key, places_, facility_);
    if (row.state != state || row.datasets != datasets) changed_.push_back(std::move(row));
  }

  void all_of(DatasetId output, const DatasetKey& key) {
    auto rows = reading_.inputs_of({&output, 1});
    const auto before = rows;
    resolve(rows, output, key, places_, facility_);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].state != before[i].state || rows[i].datasets != before[i].datasets)
        changed_.push_back(std::move(rows[i]));
  }

  Reading& reading_;
  PlacesAfter& places_;
  const Facility& facility_;
  std::vector<Input> changed_;
};

}  // namespace

void PlacesAfter::lay_over(const Dataset& dataset, const ExternalNames& names) {
  const Candidate laid{dataset.id, dataset.key.proposal, dataset.key.instrument,
                       dataset.state == DatasetState::deleted};
  laid_folders_[dataset.key.location].push_back(laid);
  for (const auto& id : names.ids) laid_names_[{InputKind::external_id, id}].push_back(laid);
  for (const auto& doi : names.dois) laid_names_[{InputKind::doi, doi}].push_back(laid);
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

std::vector<Input> relink(Reading& reading, PlacesAfter& places, const Facility& facility, const Moved& moved) {
  auto concerned = concerned_rows(reading, facility, moved);
  std::sort(concerned.begin(), concerned.end(), [](const Input& a, const Input& b) {
    return std::tie(a.output, a.position) < std::tie(b.output, b.position);
  });
  Relinking relinking(reading, places, facility);
  for (std::size_t begin = 0, end; begin < concerned.size(); begin = end) {
    end = std::min(begin + kPortion, concerned.size());
    while (end < concerned.size() && concerned[end].output == concerned[end - 1].output)
      ++end;  // an output stays whole
    relinking.rows(std::span(concerned).subspan(begin, end - begin));
  }
  return std::move(relinking).changed();
}

}  // namespace weft
