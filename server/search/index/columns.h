// Columns: which number stands for which column. Fields have their own; parameters get the next when they are first
// met. Columns: immutable, any thread. ColumnNames: any thread.
#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/condition.h"

namespace weft::index {

inline constexpr std::uint32_t kFirstParameter = 32;
inline std::uint32_t number_of(Field field) { return static_cast<std::uint32_t>(field); }
// Numbers by nature: no text stands behind them.
inline bool is_textless(std::uint32_t column) {
  return column < kFirstParameter && is_number(static_cast<Field>(column));
}

class Columns {
 public:
  std::optional<std::uint32_t> find(const Column& column) const;
  const std::vector<std::string>& parameters() const { return parameters_; }  // by number - kFirstParameter
  void add(const std::string& parameter);
  std::size_t bytes() const;

 private:
  std::vector<std::string> parameters_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// The growing table that all who build share.
class ColumnNames {
 public:
  void start_with(std::shared_ptr<const Columns> columns);
  std::uint32_t number(const Column& column);
  std::shared_ptr<const Columns> columns() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Columns> columns_ = std::make_shared<Columns>();
};

}  // namespace weft::index
