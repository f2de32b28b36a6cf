#include "api/live/touched.h"

#include <algorithm>
#include <unordered_set>

#include "api/graph.h"

namespace weft {
namespace {

constexpr int kAtOnce = 1'000;               // changes
constexpr std::size_t kRemembered = 10'000;  // changes
constexpr std::size_t kMostEdges = 1'000'000;
constexpr std::size_t kMostAsked = 2'000;  // datasets, for their history

void check(const Cancel& cancel) {
  if (cancel && *cancel) throw Cancelled{};
}

std::vector<DatasetId> sorted(std::vector<DatasetId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Tells each change after `after` up to `last`, with what it touched, while `tell` wants more.
void each_change(Reading& reading, Seq after, Seq last, const Cancel& cancel,
                 const std::function<bool(const Change&, std::vector<DatasetId>)>& tell) {
  while (after < last) {
    const auto changes = reading.changes(after, kAtOnce);
    if (changes.empty()) return;
    for (const auto& change : changes) {
      if (change.seq > last) return;
      check(cancel);
      if (!tell(change, change.what == ChangeKind::nothing ? std::vector<DatasetId>{} : reading.touched(change)))
        return;
    }
    after = changes.back().seq;
  }
}

bool had_inputs(const std::vector<HistoryStatement>& history, Seq at) {
  return std::any_of(history.begin(), history.end(), [at](const HistoryStatement& one) {
    const auto& parameters = one.statement.parameters;
    const bool names_them = std::any_of(parameters.begin(), parameters.end(),
                                        [](const ParameterText& one) { return one.name == "input_datasets"; });
    return one.message <= at && (one.statement.inputs || names_them);
  });
}

}  // namespace

std::optional<std::vector<DatasetId>> touched_between(Reading& reading, Seq after, Seq last, const Cancel& cancel) {
  if (last.value - after.value > kOldestResumed) return std::nullopt;
  std::unordered_set<DatasetId> found;
  each_change(reading, after, last, cancel, [&](const Change&, const std::vector<DatasetId>& ids) {
    found.insert(ids.begin(), ids.end());
    return found.size() <= kMostTouched;
  });
  if (found.size() > kMostTouched) return std::nullopt;
  return sorted({found.begin(), found.end()});
}

bool may_have_lost_links(Reading& reading, Seq after, Seq last, const Cancel& cancel) {
  std::unordered_set<DatasetId> linked;
  each_change(reading, after, last, cancel, [&](const Change& change, const std::vector<DatasetId>& ids) {
    if (change.what == ChangeKind::dataset || change.what == ChangeKind::update) linked.insert(ids.begin(), ids.end());
    return linked.size() <= kMostAsked;
  });
  if (linked.size() > kMostAsked) return true;
  return std::any_of(linked.begin(), linked.end(), [&](DatasetId id) {
    check(cancel);
    return had_inputs(reading.history(id), after);
  });
}

std::optional<std::vector<DatasetId>> with_relatives(Reading& reading, std::vector<DatasetId> ids,
                                                     const Cancel& cancel) {
  StoreNeighbours neighbours(reading);
  std::unordered_set<DatasetId> found(ids.begin(), ids.end());
  for (const bool up : {true, false}) {
    std::unordered_set<DatasetId> seen(ids.begin(), ids.end());
    for (auto edge_of_it = ids; !edge_of_it.empty();) {
      check(cancel);
      const int limit = static_cast<int>(kMostEdges) + 1;
      const auto edges = up ? neighbours.into(edge_of_it, limit) : neighbours.out_of(edge_of_it, limit);
      if (edges.size() > kMostEdges) return std::nullopt;
      edge_of_it.clear();
      for (const auto& edge : edges)
        if (const auto next = up ? edge.input : edge.output; seen.insert(next).second) edge_of_it.push_back(next);
      if (seen.size() > kMostTouched) return std::nullopt;
    }
    found.insert(seen.begin(), seen.end());
  }
  return sorted({found.begin(), found.end()});
}

std::optional<std::vector<DatasetId>> RecentlyTouched::between(Store& store, Seq after, Seq last) {
  if (last <= after) return std::vector<DatasetId>{};
  const auto reading = store.read(Viewer::everybody());
  if (recent_.empty() || recent_.back().seq < after) {
    recent_.clear();
    remembered_ids_ = 0;
    recent_.push_back({after, {}});  // what is remembered begins here
  }
  if (after.value + 1 < recent_.front().seq.value) return touched_between(*reading, after, last, {});
  read_on(*reading, last);
  std::vector<DatasetId> found;
  for (const auto& one : recent_) {
    if (one.seq <= after || one.seq > last) continue;
    found.insert(found.end(), one.ids.begin(), one.ids.end());
    if (found.size() > kMostTouched) found = sorted(std::move(found));
    if (found.size() > kMostTouched) return std::nullopt;
  }
  forget();
  return sorted(std::move(found));
}

void RecentlyTouched::read_on(Reading& reading, Seq last) {
  each_change(reading, recent_.back().seq, last, {}, [&](const Change& change, std::vector<DatasetId> ids) {
    remembered_ids_ += ids.size();
    recent_.push_back({change.seq, std::move(ids)});
    return true;
  });
}

void RecentlyTouched::forget() {
  while (recent_.size() > 1 && (recent_.size() > kRemembered || remembered_ids_ > kMostTouched)) {
    remembered_ids_ -= recent_.front().ids.size();
    recent_.pop_front();
  }
}

}  // namespace weft
