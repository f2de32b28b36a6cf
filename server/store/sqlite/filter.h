// Where: a filter as SQL text and the values bound to it. One thread.
#pragma once
#include <string>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace weft::sqlite {

struct Where {
  std::string sql = " WHERE 1";
  std::vector<Bound> values;

  Where& also(const std::string& condition) {
    sql += " AND " + condition;
    return *this;
  }
  template <class Value>
  Where& also(const std::string& condition, Value value) {
    values.emplace_back(std::move(value));
    return also(condition);
  }
  // Only where something is asked for.
  Where& equal(const char* column, const std::string& value) {
    return value.empty() ? *this : also(std::string(column) + "=?", value);
  }
};

// Rows of `dataset`, of those this viewer may see.
Where where(const Connection& connection, const DatasetFilter& filter);
// Rows of `message`; `after` and `limit` are left to the caller.
Where where(const Connection& connection, const MessageFilter& filter);

}  // namespace weft::sqlite
