// ColumnBuilder: gathers what the rows of a segment say in one column, then writes it. Rows come in any order, each
// once. One thread.
#pragma once
#include <memory>

#include "search/facts.h"
#include "search/index/column.h"

namespace weft::index {

// The segment's table of rows while it is written: equal rows stand in it once.
class RowsTable {
 public:
  RowsTable(Bytes& to, std::uint32_t of) : to_(to), of_(of) {}
  // Ascending rows; kNone when there are none.
  std::uint32_t number(std::span<const std::uint16_t> rows);
  const std::vector<RowsAt>& rows() const { return table_; }
  // Rows beyond this count are kept as a map.
  std::size_t longest_list() const { return words_for(of_) * 5; }

 private:
  Bytes& to_;
  const std::uint32_t of_;
  std::vector<RowsAt> table_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> hashes_;  // of rows, and number
};

// Texts, each once, in memory that does not move.
class TextPool {
 public:
  std::uint32_t number(std::string_view text);
  std::string_view operator[](std::uint32_t number) const { return texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  std::string_view keep(std::string_view text);
  void grow();

  std::vector<std::string_view> texts_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> slots_;  // 0: empty, else number + 1
  std::vector<std::unique_ptr<char[]>> pages_;
  std::size_t left_ = 0, page_size_ = 0;
};

class ColumnBuilder {
 public:
  ColumnBuilder(std::uint32_t column, bool textless) : column_(column), textless_(textless) {}

  void add(std::uint32_t row, const Fact& fact);
  // Once.
  ColumnAt write(Bytes& to, RowsTable& rows);

 private:
  struct Line {  // what one row says
    std::uint16_t row = 0;
    std::int8_t decimals = -1;  // see Writing
    bool is_shortest = false;
    std::uint16_t number_count = 0;
    std::uint32_t text = 0;    // in texts_, + 1; 0: none of its own
    std::uint64_t number = 0;  // the first of its numbers in numbers_
  };
  struct List {
    std::uint32_t text;
    std::uint32_t first, count;  // in elements_
  };
  std::uint32_t keep(const Fact& fact);
  bool is_silent(const Line& line) const;
  void choose_writing();
  void keep_other_texts();
  void write_numbers_of(Bytes& to, RowsTable& rows, ColumnAt& here);
  void write_texts_of(Bytes& to, RowsTable& rows, ColumnAt& here);
  std::vector<std::uint32_t> sort_texts(Bytes& to, ColumnAt& here) const;  // code of each text
  void write_postings(Bytes& to, RowsTable& rows, ColumnAt& here, std::span<const std::uint32_t> codes,
                      std::span<const std::uint16_t> with_text);
  void write_lists(Bytes& to, ColumnAt& here, std::span<const std::uint32_t> code_of);

  const std::uint32_t column_;
  const bool textless_;
  std::int32_t written_ = ColumnAt::kShortest;
  std::vector<Line> lines_;
  std::vector<double> numbers_;
  TextPool texts_;
  std::vector<bool> missing_;  // of each text
  std::vector<bool> is_list_;
  std::vector<List> lists_;
  std::vector<std::uint32_t> elements_;
};

}  // namespace weft::index
