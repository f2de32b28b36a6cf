#include "search/index/segment_builder.h"

#include <algorithm>

namespace weft::index {
namespace {

constexpr std::size_t kMostKnown = 20'000;

// Says again what a column of a segment was told.
class Retelling {
 public:
  explicit Retelling(const ColumnView& view) : view_(view) {}

  Fact of(std::uint32_t row) {
    Fact fact;
    numbers_.clear();
    elements_.clear();
    if (const auto entry = view_.with_number().entry(row); entry != kNone) read_numbers(entry);
    fact.numbers = numbers_;
    if (const auto entry = view_.with_text().entry(row); entry != kNone)
      read_text(fact, view_.texts().size() == 1 ? 0 : view_.code(entry));
    else if (!view_.is_textless())
      fact.text = view_.write(numbers_[0], buffer_);
    fact.elements = elements_;
    return fact;
  }

 private:
  void read_numbers(std::uint32_t entry) {
    const auto [first, end] = view_.numbers_of(entry);
    for (auto i = first; i < end; ++i) numbers_.push_back(view_.numbers()[i]);
  }
  void read_text(Fact& fact, std::uint32_t code) {
    fact.text = view_.texts().at(code, text_);
    fact.is_missing = view_.is_missing(code);
    if (!view_.has_lists()) return;
    const auto [first, end] = view_.elements_of(code);
    if (element_texts_.size() < end - first) element_texts_.resize(end - first);
    for (auto i = first; i < end; ++i)
      elements_.push_back(view_.texts().at(view_.element(i), element_texts_[i - first]));
  }

  const ColumnView& view_;
  std::vector<double> numbers_;
  std::vector<std::string_view> elements_;
  std::vector<std::string> element_texts_;
  std::string text_;
  DecimalBuffer buffer_;
};

void retell(const SomeRows& part, const ColumnAt& column, std::span<const std::uint16_t> new_rows, SegmentBuilder& to) {
  const ColumnView view = part.segment->view(column);
  Retelling retelling(view);
  Set rows;
  rows.assign(view.with_text(), part.segment->rows());
  rows.add(view.with_number());
  if (part.rows) rows.keep(*part.rows);
  rows.each([&](std::uint32_t row) { to.add(new_rows[row], column.column, retelling.of(row)); });
}

}  // namespace

void SegmentBuilder::add(std::uint32_t row, std::uint32_t column, const Fact& fact) {
  if (column >= columns_.size()) columns_.resize(column + 1);
  auto& builder = columns_[column];
  if (!builder) builder = std::make_unique<ColumnBuilder>(column, is_textless(column));
  builder->add(row, fact);
}

std::shared_ptr<const Segment> SegmentBuilder::finish(std::span<const std::uint16_t> ordinals) {
  Bytes bytes;
  bytes.reserve(sizeof(SegmentAt));
  SegmentAt head;
  head.rows = static_cast<std::uint32_t>(ordinals.size());
  head.base = ordinals.empty() ? 0 : ordinals.front();
  if (!ordinals.empty() && ordinals.back() - ordinals.front() + 1u != ordinals.size())
    head.ordinals_at = bytes.append(ordinals);
  RowsTable rows(bytes, head.rows);
  std::vector<ColumnAt> columns;
  for (auto& builder : columns_) {
    if (!builder) continue;
    columns.push_back(builder->write(bytes, rows));
    builder.reset();
  }
  head.columns_at = bytes.append(columns);
  head.columns = static_cast<std::uint32_t>(columns.size());
  head.row_tables_at = bytes.append(rows.rows());
  head.row_tables = static_cast<std::uint32_t>(rows.rows().size());
  std::memcpy(bytes.at(0), &head, sizeof head);
  return std::make_shared<const Segment>(bytes.take());
}

void RowReader::read(const Dataset& dataset, std::uint32_t row, SegmentBuilder& to) {
  facts_.read(dataset, [&](const Column& column, const Fact& fact) { to.add(row, number(column), fact); });
}

std::uint32_t RowReader::number(const Column& column) {
  if (column.field != Field::parameter) return number_of(column.field);
  auto& near = near_[(reinterpret_cast<std::uintptr_t>(&column) >> 4) % near_.size()];
  if (near.at != &column || near.parameter != column.parameter)
    near = {&column, column.parameter, number_of_name(column)};
  return near.number;
}

std::uint32_t RowReader::number_of_name(const Column& column) {
  if (const auto found = known_.find(column.parameter); found != known_.end()) return found->second;
  if (known_.size() > kMostKnown) known_.clear();
  return known_[column.parameter] = names_.number(column);
}

std::shared_ptr<const Segment> merge(std::span<const SomeRows> parts) {
  Set all(kBlockSize);
  for (const SomeRows& part : parts) {
    Set rows;
    if (part.rows)
      rows = *part.rows;
    else
      rows.fill(part.segment->rows());
    part.segment->add_ordinals_of(rows, all);
  }
  std::vector<std::uint16_t> ordinals, row_of(kBlockSize);
  all.each([&](std::uint32_t ordinal) {
    row_of[ordinal] = static_cast<std::uint16_t>(ordinals.size());
    ordinals.push_back(static_cast<std::uint16_t>(ordinal));
  });
  SegmentBuilder builder;
  for (const SomeRows& part : parts) {
    std::vector<std::uint16_t> new_rows;
    for (std::uint32_t row = 0; row < part.segment->rows(); ++row)
      new_rows.push_back(row_of[part.segment->ordinal(row)]);
    for (const ColumnAt& column : part.segment->columns()) retell(part, column, new_rows, builder);
  }
  return builder.finish(ordinals);
}

}  // namespace weft::index
