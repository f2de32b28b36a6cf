#include "search/index/columns.h"

namespace weft::index {

std::optional<std::uint32_t> Columns::find(const Column& column) const {
  if (column.field != Field::parameter) return number_of(column.field);
  const auto found = numbers_.find(column.parameter);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

void Columns::add(const std::string& parameter) {
  numbers_.emplace(parameter, kFirstParameter + static_cast<std::uint32_t>(parameters_.size()));
  parameters_.push_back(parameter);
}

std::size_t Columns::bytes() const {
  std::size_t bytes = 0;
  for (const auto& name : parameters_) bytes += 2 * (sizeof(std::string) + name.capacity()) + 32;
  return bytes;
}

void ColumnNames::start_with(std::shared_ptr<const Columns> columns) {
  std::lock_guard lock(mutex_);
  columns_ = std::move(columns);
}

std::uint32_t ColumnNames::number(const Column& column) {
  std::lock_guard lock(mutex_);
  if (const auto known = columns_->find(column)) return *known;
  // Whoever was handed the table keeps it as it was.
  auto grown =
      columns_.use_count() == 1 ? std::const_pointer_cast<Columns>(columns_) : std::make_shared<Columns>(*columns_);
  grown->add(column.parameter);
  columns_ = grown;
  return *grown->find(column);
}

std::shared_ptr<const Columns> ColumnNames::columns() const {
  std::lock_guard lock(mutex_);
  return columns_;
}

}  // namespace weft::index
