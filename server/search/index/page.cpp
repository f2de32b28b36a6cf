#include <algorithm>
#include <limits>

#include "search/index/ordered.h"

namespace weft::index {
namespace {

// The `most` first of many, by operator<.
template <class T>
class First {
 public:
  explicit First(std::size_t most) : most_(most) {}
  bool is_full() const { return heap_.size() == most_; }
  const T& last() const { return heap_.front(); }  // when not empty
  void add(T one) {
    if (most_ == 0) return;
    if (!is_full()) {
      heap_.push_back(std::move(one));
      std::push_heap(heap_.begin(), heap_.end());
    } else if (one < heap_.front()) {
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.back() = std::move(one);
      std::push_heap(heap_.begin(), heap_.end());
    }
  }
  std::vector<T> take() {
    std::sort_heap(heap_.begin(), heap_.end());
    return std::move(heap_);
  }

 private:
  std::size_t most_;
  std::vector<T> heap_;
};

template <class Key>
struct Keyed {
  Key key;  // turned round when descending
  std::int64_t id;
  auto operator<=>(const Keyed&) const = default;
};

class Paging {
 public:
  Paging(const Ordered& ordered, const std::optional<Position>& after, int limit)
      : ordered_(ordered),
        snapshot_(ordered.snapshot),
        ids_(ordered.ids),
        order_(ordered.order),
        after_(after),
        limit_(static_cast<std::size_t>(std::max(limit, 0))),
        cancel_(ordered.cancel),
        column_(ordered.column()) {}

  std::vector<Position> go() {
    if (limit_ == 0) return {};
    if (ordered_.is_by_id()) return by_id();
    std::vector<Position> page;
    if (!after_ || after_->has_value) page = with_value();
    if (page.size() < limit_) add_without_value(page);
    return page;
  }

 private:
  std::vector<Position> with_value() const {
    if (!ordered_.withheld) return order_.by_number ? by_number(ids_) : by_text(ids_);
    const IdSet told = without(ids_, ordered_.withheld);
    return order_.by_number ? by_number(told) : by_text(told);
  }

  std::vector<Position> by_id() const {
    std::vector<Position> page;
    const auto count = static_cast<std::int64_t>(ids_.blocks().size());
    for (std::int64_t i = 0; i < count && page.size() < limit_; ++i) {
      const std::int64_t block = order_.descending ? count - 1 - i : i;
      const std::int64_t first = block * kBlockSize;
      if (after_ && (order_.descending ? first > after_->id.value : first + kBlockSize <= after_->id.value)) continue;
      add_ids(ids_.blocks()[static_cast<std::size_t>(block)], first, page);
    }
    return page;
  }
  void add_ids(const Set& block, std::int64_t first, std::vector<Position>& page) const {
    std::vector<std::int64_t> found;
    block.each([&](std::uint32_t ordinal) {
      const std::int64_t id = first + ordinal;
      if (after_ && (order_.descending ? id >= after_->id.value : id <= after_->id.value)) return;
      if (order_.descending || page.size() + found.size() < limit_) found.push_back(id);
    });
    if (order_.descending) std::reverse(found.begin(), found.end());
    for (const std::int64_t id : found) {
      if (page.size() == limit_) return;
      page.push_back({true, static_cast<double>(id), "", {id}});
    }
  }

  double turned(double number) const { return ordered_.turned(number); }

  // The least that a segment has to offer.
  double bound(const Segment& segment) const {
    const ColumnAt* column = segment.find(column_);
    if (!column || column->numbers.codes.count == 0) return std::numeric_limits<double>::infinity();
    if (column->numbers.kind == NumbersAt::raw) return -std::numeric_limits<double>::infinity();
    const Numbers numbers = segment.view(*column).numbers();
    return turned(numbers.number(order_.descending ? column->numbers.most_code : 0));
  }

  // Segments that may have the first numbers come first; when one has nothing to offer any more, none has.
  std::vector<Position> by_number(const IdSet& ids) const {
    struct Place {
      double bound;
      std::uint32_t block;
      const Part* part;
    };
    std::vector<Place> places;
    for (std::uint32_t b = 0; b < ids.blocks().size(); ++b)
      if (!ids.blocks()[b].empty())
        for (const Part& part : snapshot_.blocks[b]->parts) places.push_back({bound(*part.segment), b, &part});
    std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.bound < b.bound; });
    First<Keyed<double>> first(limit_);
    Set rows;
    for (const Place& place : places) {
      if (first.is_full() && first.last().key < place.bound) break;
      stop_if(cancel_);
      place.part->segment->rows_of(ids.blocks()[place.block], rows);
      if (place.part->current) rows.keep(*place.part->current);
      add_numbers(*place.part->segment, rows, static_cast<std::int64_t>(place.block) * kBlockSize, first);
    }
    std::vector<Position> page;
    for (const auto& one : first.take()) page.push_back({true, turned(one.key), "", {one.id}});
    return page;
  }
  void add_numbers(const Segment& segment, const Set& rows, std::int64_t first_id, First<Keyed<double>>& first) const {
    const ColumnAt* column = segment.find(column_);
    if (!column) return;
    const ColumnView view = segment.view(*column);
    each_common(rows, view.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      const Keyed<double> one{turned(view.numbers()[view.numbers_of(entry).first]), first_id + segment.ordinal(row)};
      if (!after_ || Keyed<double>{turned(after_->number), after_->id.value} < one) first.add(one);
    });
  }

  bool comes_first(const Position& a, const Position& b) const {
    if (a.text != b.text) return order_.descending ? a.text > b.text : a.text < b.text;
    return a.id < b.id;
  }

  std::vector<Position> by_text(const IdSet& ids) const {
    std::vector<Position> page;
    each_part(snapshot_, ids, cancel_, [&](const Part& part, const Set& rows, std::int64_t first_id) {
      const Segment& segment = *part.segment;
      const ColumnAt* column = segment.find(column_);
      if (!column) return;
      const ColumnView view = segment.view(*column);
      if (view.with_text().count() > 0) add_texts(view, segment, rows, first_id, page);
      if (view.has_silent_texts()) add_silent_texts(view, segment, rows, first_id, page);
      cut(page);
    });
    return page;
  }
  void cut(std::vector<Position>& page) const {
    std::sort(page.begin(), page.end(), [this](const Position& a, const Position& b) { return comes_first(a, b); });
    if (page.size() > limit_) page.resize(limit_);
  }
  // Within a segment texts are ordered as their codes are.
  void add_texts(const ColumnView& view, const Segment& segment, const Set& rows, std::int64_t first_id,
                 std::vector<Position>& page) const {
    First<Keyed<std::int64_t>> first(limit_);
    std::string scratch;
    std::int64_t start = -1;
    bool is_there = false;
    if (after_) {
      start = view.texts().lower_bound(after_->text);
      is_there =
          start < view.texts().size() && view.texts().at(static_cast<std::uint32_t>(start), scratch) == after_->text;
    }
    each_common(rows, view.with_text(), [&](std::uint32_t row, std::uint32_t entry) {
      const std::uint32_t code = ordering_code(view, entry);
      if (code == kNone) return;
      const std::int64_t id = first_id + segment.ordinal(row);
      if (after_) {
        const bool same = is_there && code == start;
        if (same ? id <= after_->id.value : order_.descending ? code >= start : code < start) return;
      }
      first.add({order_.descending ? -static_cast<std::int64_t>(code) : code, id});
    });
    for (const auto& one : first.take()) {
      const auto code = static_cast<std::uint32_t>(order_.descending ? -one.key : one.key);
      page.push_back({true, 0, std::string(view.texts().at(code, scratch)), {one.id}});
    }
  }
  void add_silent_texts(const ColumnView& view, const Segment& segment, const Set& rows, std::int64_t first_id,
                        std::vector<Position>& page) const {
    DecimalBuffer buffer;
    each_common(rows, view.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      if (view.with_text().contains(row)) return;
      Position one{true,
                   0,
                   std::string(view.write(view.numbers()[view.numbers_of(entry).first], buffer)),
                   {first_id + segment.ordinal(row)}};
      if (!after_ || comes_first(*after_, one)) page.push_back(std::move(one));
      if (page.size() > limit_ * 4 + 1000) cut(page);
    });
  }

  // Those without a value stand last, by id.
  void add_without_value(std::vector<Position>& page) const {
    auto found = ids_without_value(ordered_, after_ && !after_->has_value ? after_->id.value : -1);
    const std::size_t room = std::min(limit_ - page.size(), found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(room), found.end());
    for (std::size_t i = 0; i < room; ++i) page.push_back({false, 0, "", {found[i]}});
  }

  const Ordered& ordered_;
  const Snapshot& snapshot_;
  const IdSet& ids_;
  const Order& order_;
  const std::optional<Position>& after_;
  const std::size_t limit_;
  const Cancel& cancel_;
  const std::uint32_t column_;
};

Set with_value(const Ordered& ordered, const ColumnView& view, const Segment& segment) {
  Set rows(segment.rows());
  if (ordered.order.by_number)
    rows.add(view.with_number());
  else if (!view.is_textless())
    rows.add(view.exists());
  return rows;
}

void remove_withheld(const IdSet& withheld, const Segment& segment, std::int64_t first_id, Set& rows) {
  Set untold;
  segment.rows_of(withheld.blocks()[static_cast<std::size_t>(first_id / kBlockSize)], untold);
  rows.remove(untold);
}

}  // namespace

std::vector<Position> page_of(const Ordered& ordered, const std::optional<Position>& after, int limit) {
  return Paging(ordered, after, limit).go();
}

std::vector<std::int64_t> ids_without_value(const Ordered& ordered, std::int64_t after) {
  std::vector<std::int64_t> found;
  const auto number = ordered.column();
  each_part(ordered.snapshot, ordered.ids, ordered.cancel,
            [&](const Part& part, const Set& rows, std::int64_t first_id) {
              const Segment& segment = *part.segment;
              Set others = rows;
              if (const ColumnAt* column = segment.find(number)) {
                Set told = with_value(ordered, segment.view(*column), segment);
                if (ordered.withheld) remove_withheld(*ordered.withheld, segment, first_id, told);
                others.remove(told);
              }
              others.each([&](std::uint32_t row) {
                if (const std::int64_t id = first_id + segment.ordinal(row); id > after) found.push_back(id);
              });
            });
  return found;
}

}  // namespace weft::index
