#include "store/sqlite/recent.h"

#include <algorithm>
#include <unordered_map>

namespace weft::sqlite {
namespace {

// Which draft writes each dataset whole, and last. An assignment or a count that comes later changes a dataset that is
// then read again.
std::unordered_map<std::int64_t, Dataset*> last_written(std::vector<Draft>& applied) {
  std::unordered_map<std::int64_t, Dataset*> written;
  for (Draft& draft : applied) {
    for (Dataset& dataset : draft.datasets) written[dataset.id.value] = &dataset;
    for (const Assignment& it : draft.assignments) written.erase(it.dataset.value);
    for (const FolderCounts& it : draft.folder_counts) written.erase(it.dataset.value);
  }
  return written;
}

std::size_t bytes_of(const Dataset& dataset) {
  std::size_t bytes = sizeof dataset + dataset.comment.size();
  for (const auto* parameters : {&dataset.parameters, &dataset.sample_parameters})
    for (const Parameter& it : *parameters) bytes += sizeof it + it.name.size() + it.text.size();
  return bytes;
}

std::shared_ptr<const Recent::Batch> batch_of(std::vector<Draft>& applied, std::uint64_t version) {
  auto batch = std::make_shared<Recent::Batch>();
  batch->version = version;
  const auto written = last_written(applied);
  batch->datasets.reserve(written.size());
  batch->places.reserve(written.size());
  for (const auto& [id, dataset] : written) {
    batch->places.emplace_back(DatasetId{id}, batch->datasets.size());
    batch->bytes += bytes_of(*dataset);
    batch->datasets.push_back(std::move(*dataset));
  }
  std::sort(batch->places.begin(), batch->places.end());
  return batch;
}

}  // namespace

std::vector<std::shared_ptr<const void>> Recent::keep(std::vector<Draft>& applied, std::uint64_t version) {
  std::vector<std::shared_ptr<const void>> old;
  auto batch = batch_of(applied, version);
  if (batch->datasets.empty()) return old;
  const std::lock_guard lock(mutex_);
  count_ += batch->datasets.size(), bytes_ += batch->bytes;
  batches_.push_front(std::move(batch));
  while (count_ > kMostKept || bytes_ > kMostBytes) {
    count_ -= batches_.back()->datasets.size(), bytes_ -= batches_.back()->bytes;
    old.push_back(std::move(batches_.back()));
    batches_.pop_back();
  }
  return old;
}

Recent::Look Recent::look() const {
  const std::lock_guard lock(mutex_);
  return {{batches_.begin(), batches_.end()}, versions_};
}

// The first batch that has it has it as it was last written whole. The Reading began after that commit, and nobody
// has written it since, as long as its version says so.
const Dataset* Recent::Look::find(DatasetId id) const {
  for (const auto& batch : batches_) {
    const auto at = std::lower_bound(batch->places.begin(), batch->places.end(), std::pair(id, std::size_t{0}));
    if (at == batch->places.end() || at->first != id) continue;
    return versions_.unchanged(id, batch->version) ? &batch->datasets[at->second] : nullptr;
  }
  return nullptr;
}

}  // namespace weft::sqlite
