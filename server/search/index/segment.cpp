#include "search/index/segment.h"

#include <algorithm>

#include "search/index/large_pages.h"

namespace weft::index {
namespace {

constexpr std::uint32_t kSearchedUpTo = 16;  // of so many rows one is searched for, rather than all looked at

class Heap final : public Memory {
 public:
  explicit Heap(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) { bytes_.shrink_to_fit(); }
  std::span<const std::byte> bytes() const override { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

std::int64_t bytes_of(const PackedAt& packed) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(packed.count) * packed.bits / 8);
}

std::int64_t bytes_of(const RowsAt& rows, std::uint32_t of) {
  if (rows.kind == RowsAt::all) return 0;
  return rows.kind == RowsAt::list ? rows.count * 2 : words_for(of) * 10;
}

}  // namespace

Segment::Segment(std::vector<std::byte> bytes) : Segment(std::make_unique<Heap>(std::move(bytes))) {}
Segment::Segment(std::unique_ptr<const Memory> memory)
    : memory_(in_large_pages(std::move(memory))), bytes_(memory_->bytes()) {}

std::uint32_t Segment::row_at(std::uint32_t ordinal) const {
  const SegmentAt& here = head();
  if (is_consecutive()) return ordinal - here.base < here.rows ? ordinal - here.base : kNone;
  const auto* ordinals = array_at<std::uint16_t>(base(), here.ordinals_at);
  const auto* found = std::lower_bound(ordinals, ordinals + here.rows, ordinal);
  return found != ordinals + here.rows && *found == ordinal ? static_cast<std::uint32_t>(found - ordinals) : kNone;
}

const ColumnAt* Segment::find(std::uint32_t column) const {
  const auto all = columns();
  const ColumnAt* first = all.data();
  for (std::size_t length = all.size(); length > 0;) {
    const std::size_t half = length / 2;
    if (first[half].column < column)
      first += half + 1, length -= half + 1;
    else
      length = half;
  }
  return first != all.data() + all.size() && first->column == column ? first : nullptr;
}

void Segment::rows_of(const Set& ordinals, Set& rows) const {
  if (is_consecutive()) return rows.assign_moved_down(ordinals, head().base, this->rows());
  rows.clear(this->rows());
  if (ordinals.count() < head().rows / kSearchedUpTo)
    return ordinals.each([&](std::uint32_t ordinal) {
      if (const std::uint32_t row = row_at(ordinal); row != kNone) rows.push(row);
    });
  for (std::uint32_t row = 0; row < head().rows; ++row)
    if (ordinals.contains(ordinal(row))) rows.push(row);
}

void Segment::add_ordinals_of(const Set& rows, Set& ordinals) const {
  if (is_consecutive()) return ordinals.add_moved_up(rows, head().base);
  std::vector<std::uint16_t> moved;
  moved.reserve(rows.count());
  rows.each([&](std::uint32_t row) { moved.push_back(static_cast<std::uint16_t>(ordinal(row))); });
  ordinals.add(Rows::list_of(moved));
}

void Segment::add_memory(std::map<std::string, std::int64_t>& parts) const {
  for (const ColumnAt& column : columns()) {
    parts["numbers"] += bytes_of(column.numbers.codes) + bytes_of(column.number_ends);
    parts["texts"] += static_cast<std::int64_t>(column.texts.size) + bytes_of(column.texts.ends);
    parts["codes of texts"] += bytes_of(column.codes);
    parts["postings"] += bytes_of(column.posting_ends) + (column.codes.count ? column.codes.count * 2 : 0);
    parts["elements"] += bytes_of(column.element_ends) + bytes_of(column.elements) + column.element_ends.count * 4;
    for (std::uint32_t i = 0; i < column.dense_count; ++i)
      parts["postings"] -= 2 * tables()[array_at<DenseAt>(base(), column.dense_at)[i].rows].count;
  }
  for (std::uint32_t i = 0; i < head().row_tables; ++i) parts["rows"] += bytes_of(tables()[i], rows());
  parts["columns"] += static_cast<std::int64_t>(columns().size_bytes() + head().row_tables * sizeof(RowsAt));
}

}  // namespace weft::index
