// Rows: some of the rows of a segment, as they lie in it: all, a list, or a map of bits with ranks. Any thread.
#pragma once
#include "search/index/bytes.h"

namespace weft::index {

inline constexpr std::uint32_t kBlockSize = 65'536;  // ids of a block, and the most rows of a segment
inline constexpr std::uint32_t kNone = ~0u;

// As it lies in a segment. A map is n/64 words and, for each word, the 16-bit count of rows before it.
struct RowsAt {
  enum Kind : std::uint32_t { all, list, map };
  std::uint64_t at = 0;
  std::uint32_t count = 0;
  Kind kind = all;
};

inline std::uint32_t words_for(std::uint32_t rows) { return (rows + 63) / 64; }

class Rows {
 public:
  Rows() : kind_(RowsAt::list) {}  // none
  Rows(const std::byte* base, const RowsAt& here, std::uint32_t of);
  static Rows all_of(std::uint32_t rows) {
    Rows rows_of;
    rows_of.kind_ = RowsAt::all;
    rows_of.count_ = rows;
    return rows_of;
  }
  static Rows list_of(std::span<const std::uint16_t> rows) {
    Rows rows_of;
    rows_of.list_ = rows.data();
    rows_of.count_ = static_cast<std::uint32_t>(rows.size());
    return rows_of;
  }

  std::uint32_t count() const { return count_; }
  RowsAt::Kind kind() const { return kind_; }
  std::span<const std::uint16_t> list() const { return {list_, count_}; }
  const std::uint64_t* words() const { return words_; }
  const std::uint16_t* ranks() const { return ranks_; }  // of each word, of a map
  std::uint32_t word_count() const { return word_count_; }

  bool contains(std::uint32_t row) const {
    if (kind_ == RowsAt::map) return words_[row / 64] >> (row % 64) & 1;
    return kind_ == RowsAt::all || entry(row) != kNone;
  }
  // Which of the rows it is, from 0; kNone when it is not among them.
  std::uint32_t entry(std::uint32_t row) const {
    if (kind_ == RowsAt::all) return row;
    if (kind_ == RowsAt::list) return entry_in_list(row);
    const std::uint64_t word = words_[row / 64], bit = 1ull << (row % 64);
    const std::uint32_t rank = ranks_[row / 64] + static_cast<std::uint32_t>(std::popcount(word & (bit - 1)));
    return word & bit ? rank : kNone;
  }
  // tell(row, entry), ascending.
  template <class Tell>
  void each(Tell&& tell) const {
    if (kind_ == RowsAt::all) {
      for (std::uint32_t row = 0; row < count_; ++row) tell(row, row);
    } else if (kind_ == RowsAt::list) {
      for (std::uint32_t i = 0; i < count_; ++i) tell(list_[i], i);
    } else {
      std::uint32_t entry = 0;
      for (std::uint32_t w = 0; w < word_count_; ++w)
        for (std::uint64_t word = words_[w]; word; word &= word - 1)
          tell(w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)), entry++);
    }
  }

 private:
  std::uint32_t entry_in_list(std::uint32_t row) const;

  RowsAt::Kind kind_;
  std::uint32_t count_ = 0;
  std::uint32_t word_count_ = 0;
  const std::uint64_t* words_ = nullptr;
  const std::uint16_t* ranks_ = nullptr;
  const std::uint16_t* list_ = nullptr;
};

// Writes rows (ascending) of a segment that has `of`, in the form that is smallest.
RowsAt write_rows(Bytes& to, std::span<const std::uint16_t> rows, std::uint32_t of);

}  // namespace weft::index
