// Ordered: some datasets of a snapshot, put in order by one column; pages of it, and who stands at one place. Views of
// what its maker holds. One thread.
#pragma once
#include "search/index/view.h"

namespace weft::index {

struct Ordered {
  const Snapshot& snapshot;
  const IdSet& ids;
  const IdSet* withheld;  // who says nothing in that column, whatever the segments hold; null: nobody
  const Order& order;
  const Cancel& cancel;

  bool is_by_id() const { return order.column.field == Field::id && order.by_number; }
  std::uint32_t column() const { return snapshot.columns->find(order.column).value_or(kNone); }
  double turned(double number) const { return order.descending ? -number : number; }
};

// In order, strictly after `after`, at most `limit`.
std::vector<Position> page_of(const Ordered& ordered, const std::optional<Position>& after, int limit);
// The one at `place`, from 0; none: there are not so many. However far down, it takes about what one pass over the
// column takes; memory for each that has a value: 16 bytes, 4 when texts are compared.
std::optional<Position> place_of(const Ordered& ordered, std::int64_t place);

// Those without a value, who stand last: the ids above `after`, in no order.
std::vector<std::int64_t> ids_without_value(const Ordered& ordered, std::int64_t after);

// The text that an entry of with_text() is put in order by; kNone: it means "no value".
inline std::uint32_t ordering_code(const ColumnView& view, std::uint32_t entry) {
  const std::uint32_t code = view.texts().size() == 1 ? 0 : view.code(entry);
  if (view.is_missing(code)) return kNone;
  if (!view.has_lists()) return code;
  const auto [begin, end] = view.elements_of(code);
  return begin < end ? view.element(begin) : code;
}

}  // namespace weft::index
