// IndexView: one snapshot for one viewer. One thread.
#pragma once
#include "search/index/evaluate.h"
#include "search/index/withheld.h"

namespace weft::index {

class IndexSelection final : public Selection {
 public:
  explicit IndexSelection(IdSet ids) : ids_(std::move(ids)), count_(ids_.count()) {}
  std::int64_t count() const override { return count_; }
  bool contains(DatasetId id) const override;
  std::vector<DatasetId> ids() const override;
  const IdSet& set() const { return ids_; }

 private:
  IdSet ids_;
  std::int64_t count_;
};

// tell(part, rows, first id of its block) for each part that has some of `ids`.
template <class Tell>
void each_part(const Snapshot& snapshot, const IdSet& ids, const Cancel& cancel, Tell&& tell) {
  Set rows;
  for (std::uint32_t b = 0; b < ids.blocks().size(); ++b) {
    const Set& chosen = ids.blocks()[b];
    if (chosen.empty()) continue;
    stop_if(cancel);
    for (const Part& part : snapshot.blocks[b]->parts) {
      const Set* here = &chosen;
      if (!part.segment->is_identity() || part.segment->rows() != kBlockSize || part.current) {
        part.segment->rows_of(chosen, rows);
        if (part.current) rows.keep(*part.current);
        here = &rows;
      }
      if (!here->empty()) tell(part, *here, static_cast<std::int64_t>(b) * kBlockSize);
    }
  }
}

ValueCounts count_values_of(const Snapshot& snapshot, const IdSet& ids, const Column& column, int top,
                            std::string_view prefix, const Cancel& cancel);
NumberCounts count_numbers_of(const Snapshot& snapshot, const IdSet& ids, const Column& column,
                              const std::vector<double>& edges, const Cancel& cancel);
std::vector<Group> groups_of(const Snapshot& snapshot, const IdSet& ids, const std::vector<GroupBy>& by,
                             std::size_t most, Withheld& withheld, const Cancel& cancel);

std::unique_ptr<View> make_view(std::shared_ptr<const Snapshot> snapshot, Visible visible, Cancel cancel);

}  // namespace weft::index
