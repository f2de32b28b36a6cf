// ColumnView: what one column says in one segment. A row has a text, numbers, or both; a row without text of its own
// either has none ("textless") or the one that its number is written as (column-wide, see decimal.h). A text stands for
// its whole value and, when it is multi-valued, for its elements, which are texts of the same table. Any thread.
#pragma once
#include "search/index/decimal.h"
#include "search/index/numbers.h"
#include "search/index/rows.h"
#include "search/index/texts.h"

namespace weft::index {

// As it lies in a segment. Rows are numbers in the segment's table of rows, kNone for none: columns that stand in the
// same rows share them.
struct ColumnAt {
  static constexpr std::int32_t kShortest = -1;  // how silent texts are written: else with so many decimals

  std::uint32_t column = 0;    // in the snapshot's table of columns
  std::uint32_t textless = 0;  // 1: numbers by nature
  std::int32_t written = kShortest;
  std::uint32_t exists = kNone;  // rows that have a value and not one that means "none"
  std::uint32_t with_text = kNone;
  std::uint32_t with_number = kNone;

  NumbersAt numbers;
  PackedAt number_ends;  // of each row's numbers, when some have several; else a number a row

  TextsAt texts;
  PackedAt codes;         // of each row with text; empty when there is one text
  PackedAt posting_ends;  // of each text's list of rows
  std::uint64_t postings_at = 0;
  std::uint64_t dense_at = 0;  // texts of many rows, whose rows are in the table: code and number of rows
  std::uint32_t dense_count = 0;
  std::uint32_t missing_count = 0;
  std::uint64_t missing_at = 0;  // codes of texts that mean "no value"
  std::uint64_t lists_at = 0;    // codes of multi-valued texts
  PackedAt element_ends;         // of each of them
  PackedAt elements;             // codes
};

struct DenseAt {
  std::uint32_t code = 0;
  std::uint32_t rows = 0;
};

class ColumnView {
 public:
  // `rows` is the segment's table, of a segment with `of` rows.
  ColumnView() = default;
  ColumnView(const std::byte* base, const ColumnAt& here, const RowsAt* rows, std::uint32_t of);

  const ColumnAt& at() const { return *here_; }
  bool is_textless() const { return here_->textless != 0; }
  const Rows& exists() const { return exists_; }

  // Numbers.
  const Rows& with_number() const { return with_number_; }
  const Numbers& numbers() const { return numbers_; }
  bool has_one_number() const { return here_->number_ends.count == 0; }
  // The places of the numbers of an entry of with_number().
  std::pair<std::uint32_t, std::uint32_t> numbers_of(std::uint32_t entry) const {
    if (has_one_number()) return {entry, entry + 1};
    return {entry ? static_cast<std::uint32_t>(number_ends_[entry - 1]) : 0,
            static_cast<std::uint32_t>(number_ends_[entry])};
  }
  // Some rows have a number and a text that is not kept.
  bool has_silent_texts() const { return !is_textless() && silent_; }
  std::string_view write(double number, DecimalBuffer& buffer) const {
    return here_->written == ColumnAt::kShortest ? write_shortest(number, buffer)
                                                 : write_fixed(number, here_->written, buffer);
  }

  // Texts.
  const Rows& with_text() const { return with_text_; }
  const Texts& texts() const { return texts_; }
  std::uint32_t code(std::uint32_t entry) const { return static_cast<std::uint32_t>(codes_[entry]); }
  // Rows whose whole text this is.
  Rows posting(std::uint32_t code) const;
  std::span<const std::uint32_t> missing() const {
    return {array_at<std::uint32_t>(base_, here_->missing_at), here_->missing_count};
  }
  bool is_missing(std::uint32_t code) const;
  bool has_lists() const { return here_->element_ends.count != 0; }
  // Element codes of a multi-valued text, in its order: places in `elements`; none for other texts.
  std::pair<std::uint32_t, std::uint32_t> elements_of(std::uint32_t code) const;
  std::uint32_t element(std::uint32_t place) const { return static_cast<std::uint32_t>(elements_[place]); }
  // Multi-valued texts that have one of these elements (ascending).
  void lists_with(std::span<const std::uint32_t> wanted, std::vector<std::uint32_t>& codes) const;

 private:
  std::span<const std::uint32_t> lists() const {
    return {array_at<std::uint32_t>(base_, here_->lists_at), here_->element_ends.count};
  }

  const std::byte* base_ = nullptr;
  const ColumnAt* here_ = nullptr;
  const RowsAt* rows_ = nullptr;
  std::uint32_t of_ = 0;
  bool silent_ = false;
  Rows exists_, with_number_, with_text_;
  Numbers numbers_;
  Packed number_ends_, codes_, posting_ends_, element_ends_, elements_;
  Texts texts_;
};

}  // namespace weft::index
