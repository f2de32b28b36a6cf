#include "lineage/resolve.h"

#include <algorithm>
#include <map>

namespace weft {
namespace {

int depth_of(std::string_view path) { return static_cast<int>(std::count(path.begin(), path.end(), '/')); }

std::string folder_above(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

// Resolves the rows of one output.
class Resolver {
 public:
  Resolver(DatasetId output, const DatasetKey& key, Places& places, int root_depth)
      : output_(output), key_(key), places_(places), root_depth_(root_depth) {}

  void resolve(Input& row) {
    row.datasets.clear();
    switch (row.kind) {
      case InputKind::path:
        return resolve_path(row);
      case InputKind::external_id:
      case InputKind::doi:
        return resolve_name(row);
      case InputKind::other:
        row.state = InputState::not_a_path;
    }
  }

 private:
  void resolve_path(Input& row) {
    auto folder = row.target;
    auto found = others(places_.in_folder(folder));
    // The deepest folder that contains it, unless the output's own folder is deeper: then it is the output's own file.
    while (found.empty() && !row.whole_only && folder != key_.location && depth_of(folder) > root_depth_) {
      folder = folder_above(folder);
      found = others(places_.in_folder(folder));
    }
    if (found.empty() && folder == key_.location)
      row.state = InputState::itself;
    else
      link(row, std::move(found));
  }

  void resolve_name(Input& row) {
    const auto bearers = places_.named(row.kind, row.target);
    auto found = others(bearers);
    if (found.empty() && !bearers.empty())
      row.state = InputState::itself;
    else
      link(row, std::move(found));
  }

  std::vector<Candidate> others(std::vector<Candidate> found) const {
    std::erase_if(found, [&](const Candidate& c) { return c.dataset == output_; });
    return found;
  }

  // 0 is nearest.
  int distance(const Candidate& c) const {
    if (c.proposal != key_.proposal) return 2;
    return c.instrument == key_.instrument ? 0 : 1;
  }

  void link(Input& row, std::vector<Candidate> found) const {
    row.state = InputState::pending;
    if (found.empty()) return;
    int nearest = 2;
    for (const auto& c : found) nearest = std::min(nearest, distance(c));
    std::erase_if(found, [&](const Candidate& c) { return distance(c) != nearest; });
    row.state = InputState::withdrawn;
    for (const auto& c : found) {
      row.datasets.push_back(c.dataset);
      if (!c.deleted) row.state = InputState::resolved;
    }
    std::sort(row.datasets.begin(), row.datasets.end());
  }

  DatasetId output_;
  const DatasetKey& key_;
  Places& places_;
  int root_depth_;
};

// A whole that means something: its pieces count for nothing.
bool stands(const Input& whole) { return !whole.datasets.empty() || whole.state == InputState::itself; }

void set_unused(Input& row) {
  row.state = InputState::unused;
  row.datasets.clear();
}

}  // namespace

void resolve_row(Input& row, const DatasetKey& key, Places& places, const Facility& facility) {
  Resolver(row.output, key, places, facility.root_depth()).resolve(row);
}

void resolve(std::vector<Input>& inputs, DatasetId output, const DatasetKey& key, Places& places,
             const Facility& facility) {
  Resolver resolver(output, key, places, facility.root_depth());
  for (auto& row : inputs) resolver.resolve(row);
  std::map<int, Input*> wholes;
  for (auto& row : inputs)
    if (row.whole_only) wholes[row.position] = &row;
  const auto covered = [&](const Input& row) {
    for (int above = row.whole; above >= 0; above = wholes.at(above)->whole)
      if (stands(*wholes.at(above))) return true;
    return false;
  };
  std::vector<Input*> unused;
  for (auto& row : inputs)
    if (covered(row) || (row.whole_only && !stands(row))) unused.push_back(&row);
  for (auto* row : unused) set_unused(*row);
}

}  // namespace weft
