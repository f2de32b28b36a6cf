#include "search/index/view.h"

#include <algorithm>

#include "base/check.h"
#include "search/index/ordered.h"

namespace weft::index {
namespace {

class IndexView final : public View {
 public:
  IndexView(std::shared_ptr<const Snapshot> snapshot, Visible visible, Cancel cancel)
      : snapshot_(std::move(snapshot)), visible_(std::move(visible)), cancel_(std::move(cancel)) {}

  Seq seq() const override { return snapshot_->seq; }

  std::unique_ptr<Selection> select(const Meaning& meaning) override {
    Evaluator evaluator(*snapshot_, visible_, withheld_, cancel_);
    return std::make_unique<IndexSelection>(evaluator.evaluate(meaning.condition, meaning.with_deleted));
  }
  std::vector<Position> page(const Selection& selection, const Order& order, const std::optional<Position>& after,
                             int limit) override {
    return page_of(ordered(selection, order), after, limit);
  }
  std::optional<Position> at(const Selection& selection, const Order& order, std::int64_t place) override {
    return place_of(ordered(selection, order), place);
  }
  ValueCounts count_values(const Selection& selection, const Column& column, int top,
                           std::string_view prefix) override {
    const IdSet* withheld = withheld_.in(column);
    if (!withheld) return count_values_of(*snapshot_, of(selection), column, top, prefix, cancel_);
    return count_values_of(*snapshot_, without(of(selection), withheld), column, top, prefix, cancel_);
  }
  NumberCounts count_numbers(const Selection& selection, const Column& column,
                             const std::vector<double>& edges) override {
    const IdSet* withheld = withheld_.in(column);
    if (!withheld) return count_numbers_of(*snapshot_, of(selection), column, edges, cancel_);
    return count_numbers_of(*snapshot_, without(of(selection), withheld), column, edges, cancel_);
  }
  std::vector<Group> group(const Selection& selection, const std::vector<GroupBy>& by, std::size_t most) override {
    return groups_of(*snapshot_, of(selection), by, most, withheld_, cancel_);
  }

  bool knows(const std::string& parameter) override {
    const auto column = snapshot_->columns->find({Field::parameter, parameter});
    if (!column) return false;
    const IdSet* withheld = withheld_.in({Field::parameter, parameter});
    for (std::size_t block = 0; block < snapshot_->blocks.size(); ++block)
      if (bears(block, *column, withheld ? &withheld->blocks()[block] : nullptr)) return true;
    return false;
  }
  std::vector<std::string> parameters() override {
    std::vector<std::string> known;
    for (const auto& name : snapshot_->columns->parameters()) {
      stop_if(cancel_);
      if (knows(name)) known.push_back(name);
    }
    std::sort(known.begin(), known.end());
    return known;
  }

 private:
  Ordered ordered(const Selection& selection, const Order& order) {
    return {*snapshot_, of(selection), withheld_.in(order.column), order, cancel_};
  }
  static const IdSet& of(const Selection& selection) {
    const auto* ours = dynamic_cast<const IndexSelection*>(&selection);
    CHECK(ours, "a Selection was used with a View that did not make it");
    return ours->set();
  }

  // Does somebody of that block who lives and is seen say anything in that column?
  bool bears(std::size_t block, std::uint32_t column, const Set* withheld) const {
    if (!snapshot_->blocks[block]) return false;
    for (const Part& part : snapshot_->blocks[block]->parts) {
      const ColumnAt* here = part.segment->find(column);
      if (!here) continue;
      if (!visible_ && !part.universe(false)) return true;
      const ColumnView view = part.segment->view(*here);
      Set rows;
      rows.assign(view.with_text(), part.segment->rows());
      rows.add(view.with_number());
      if (const Set* universe = part.universe(false)) rows.keep(*universe);
      Set ids;
      part.segment->add_ordinals_of(rows, ids);
      if (visible_) block < visible_->blocks().size() ? ids.keep(visible_->blocks()[block]) : ids.clear(kBlockSize);
      if (withheld) ids.remove(*withheld);
      if (!ids.empty()) return true;
    }
    return false;
  }

  const std::shared_ptr<const Snapshot> snapshot_;
  const Visible visible_;
  const Cancel cancel_;
  Withheld withheld_{*snapshot_, visible_, cancel_};
};

}  // namespace

bool IndexSelection::contains(DatasetId id) const {
  return id.value >= 0 && id.value <= UINT32_MAX && ids_.contains(static_cast<std::uint32_t>(id.value));
}

std::vector<DatasetId> IndexSelection::ids() const {
  std::vector<DatasetId> ids;
  ids.reserve(static_cast<std::size_t>(count_));
  ids_.each([&](std::uint32_t id) { ids.push_back({id}); });
  return ids;
}

std::unique_ptr<View> make_view(std::shared_ptr<const Snapshot> snapshot, Visible visible, Cancel cancel) {
  return std::make_unique<IndexView>(std::move(snapshot), std::move(visible), std::move(cancel));
}

}  // namespace weft::index
