// The graph around a dataset as one viewer sees it, out of a Reading. The Reading's thread.
#pragma once
#include <map>

#include "base/result.h"
#include "lineage/traverse.h"
#include "store/store.h"

namespace weft {

class StoreNeighbours final : public Neighbours {
 public:
  explicit StoreNeighbours(Reading& reading) : reading_(reading) {}
  std::vector<Edge> into(std::span<const DatasetId> outputs, int limit) override;
  std::vector<Edge> out_of(std::span<const DatasetId> inputs, int limit) override;

 private:
  Reading& reading_;
};

std::map<DatasetId, Dataset> datasets_by_id(Reading& reading, const std::vector<DatasetId>& ids);
// The rows people are shown: not the other readings of the same text.
std::vector<Input> shown_inputs(Reading& reading, std::span<const DatasetId> outputs);
// Error not_found when there is none for this viewer.
Result<Dataset> find_dataset(Reading& reading, DatasetId id);

}  // namespace weft
