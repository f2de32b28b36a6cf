// SegmentBuilder: from facts, or from other segments, to a Segment. One thread.
#pragma once
#include <array>
#include "search/index/column_builder.h"
#include "search/index/columns.h"
#include "search/index/segment.h"

namespace weft::index {

class SegmentBuilder {
 public:
  void add(std::uint32_t row, std::uint32_t column, const Fact& fact);
  // `ordinals` of all rows, ascending.
  std::shared_ptr<const Segment> finish(std::span<const std::uint16_t> ordinals);

 private:
  std::vector<std::unique_ptr<ColumnBuilder>> columns_;  // by number
};

// A dataset as a row: its facts, with the columns' numbers.
class RowReader {
 public:
  RowReader(const Definitions& definitions, ColumnNames& names) : facts_(definitions), names_(names) {}
  void read(const Dataset& dataset, std::uint32_t row, SegmentBuilder& to);

 private:
  std::uint32_t number(const Column& column);
  std::uint32_t number_of_name(const Column& column);

  FactReader facts_;
  ColumnNames& names_;
  std::unordered_map<std::string, std::uint32_t> known_;
  // Those met last, by where the column stands, which is mostly where it stood before; found without hashing its name.
  struct Near {
    const Column* at = nullptr;
    std::string parameter;  // another may stand there by now
    std::uint32_t number = 0;
  };
  std::array<Near, 1024> near_{};
};

// Some rows of a segment: null is all.
struct SomeRows {
  const Segment* segment = nullptr;
  const Set* rows = nullptr;
};

// One segment with the rows of several, whose ordinals are all different.
std::shared_ptr<const Segment> merge(std::span<const SomeRows> parts);

}  // namespace weft::index
