// Numbers: the numbers of a column, exactly, in few bits. A code stands for each; codes are ordered as their numbers
// are, so that an interval of numbers is an interval of codes. Any thread.
//
//   decimal: number = (offset + code * step) / 10^decimals, when that gives every double back bit for bit
//   table:   number = table[code], when there are few different ones
//   raw:     the bits of the double, turned so that they are ordered as numbers
#pragma once
#include "search/index/packed.h"

namespace weft::index {

// As it lies in a segment.
struct NumbersAt {
  enum Kind : std::uint32_t { decimal, table, raw };
  PackedAt codes;
  Kind kind = decimal;
  std::int32_t decimals = 0;
  std::int64_t offset = 0;
  std::int64_t step = 1;
  std::uint64_t table_at = 0;
  std::uint64_t most_code = 0;
};

class Numbers {
 public:
  // From the first code to the last, both inclusive; none when `first` > `last`.
  struct Codes {
    std::uint64_t first = 1, last = 0;
    bool empty() const { return first > last; }
    bool contains(std::uint64_t code) const { return code - first <= last - first; }  // when not empty
  };

  Numbers() = default;
  Numbers(const std::byte* base, const NumbersAt& here);

  std::uint32_t size() const { return codes_.size(); }
  std::uint64_t code(std::uint32_t i) const { return codes_[i]; }
  double operator[](std::uint32_t i) const { return number(codes_[i]); }
  double number(std::uint64_t code) const {
    if (kind_ == NumbersAt::decimal)
      return static_cast<double>(offset_ + static_cast<std::int64_t>(code) * step_) / scale_;
    return other_number(code);
  }
  Codes between(double from, double to) const;

 private:
  double other_number(std::uint64_t code) const;

  Packed codes_;
  NumbersAt::Kind kind_ = NumbersAt::decimal;
  std::int64_t offset_ = 0;
  std::int64_t step_ = 1;
  double scale_ = 1;
  const double* table_ = nullptr;
  std::uint64_t most_code_ = 0;
};

NumbersAt write_numbers(Bytes& to, std::span<const double> numbers);

}  // namespace weft::index
