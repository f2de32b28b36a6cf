// Segment: what some datasets of one block say, column by column; immutable, one run of bytes, in memory as in a file.
// A row is a dataset; rows are in the order of ids. A block is 65,536 ids: id / 65,536 is its number, id % 65,536 the
// ordinal in it. Any thread.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "base/ids.h"
#include "search/index/column.h"
#include "search/index/set.h"

namespace weft::index {

inline std::uint32_t block_of(DatasetId id) { return static_cast<std::uint32_t>(id.value / kBlockSize); }
inline std::uint32_t ordinal_of(DatasetId id) { return static_cast<std::uint32_t>(id.value % kBlockSize); }

// The first bytes of a segment.
struct SegmentAt {
  std::uint32_t rows = 0;
  std::uint32_t base = 0;           // the ordinal of row 0 when they are consecutive
  std::uint64_t ordinals_at = 0;    // else 16 bits a row; 0: consecutive
  std::uint64_t columns_at = 0;     // ColumnAt, by column
  std::uint64_t row_tables_at = 0;  // RowsAt
  std::uint32_t columns = 0;
  std::uint32_t row_tables = 0;
};

// Bytes that stay where they are: of memory or of a mapped file.
class Memory {
 public:
  virtual ~Memory() = default;
  virtual std::span<const std::byte> bytes() const = 0;
};

class Segment {
 public:
  explicit Segment(std::vector<std::byte> bytes);
  explicit Segment(std::unique_ptr<const Memory> memory);

  std::span<const std::byte> bytes() const { return bytes_; }
  std::uint32_t rows() const { return head().rows; }
  // Rows are ordinals.
  bool is_identity() const { return is_consecutive() && head().base == 0; }
  std::uint32_t ordinal(std::uint32_t row) const {
    return is_consecutive() ? head().base + row : array_at<std::uint16_t>(base(), head().ordinals_at)[row];
  }
  // kNone when it has no such row.
  std::uint32_t row_at(std::uint32_t ordinal) const;
  // Null when nobody here says anything in that column.
  const ColumnAt* find(std::uint32_t column) const;
  ColumnView view(const ColumnAt& column) const { return {base(), column, tables(), rows()}; }
  std::span<const ColumnAt> columns() const { return {array_at<ColumnAt>(base(), head().columns_at), head().columns}; }
  // Rows of some ordinals, and ordinals of some rows.
  void rows_of(const Set& ordinals, Set& rows) const;
  void add_ordinals_of(const Set& rows, Set& ordinals) const;
  // Adds its bytes, by part.
  void add_memory(std::map<std::string, std::int64_t>& parts) const;

 private:
  const std::byte* base() const { return bytes_.data(); }
  const SegmentAt& head() const { return *array_at<SegmentAt>(base(), 0); }
  const RowsAt* tables() const { return array_at<RowsAt>(base(), head().row_tables_at); }
  bool is_consecutive() const { return head().ordinals_at == 0; }

  std::unique_ptr<const Memory> memory_;
  std::span<const std::byte> bytes_;
};

}  // namespace weft::index
