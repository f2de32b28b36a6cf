#include "store/sqlite/connection.h"

#include <sqlite3.h>

namespace weft::sqlite {
namespace {

constexpr int kBusyMilliseconds = 10'000;

void may_read(sqlite3_context* context, int, sqlite3_value** values) {
  const auto& connection = *static_cast<const Connection*>(sqlite3_user_data(context));
  sqlite3_result_int(context, connection.viewer().may_read({sqlite3_value_int64(values[0])}) ? 1 : 0);
}

// Before the first database of the process is opened, else it is too late and all stays as it was: no count of memory,
// which takes a mutex at each allocation.
const std::string& without_memory_count(const std::string& file) {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
  return file;
}

constexpr int kLookasideBytes = 1200, kLookasideSlots = 2000;  // for small allocations of one connection

}  // namespace

Connection::Connection(const std::string& file, int flags, const std::string& vfs)
    : database_(without_memory_count(file), flags, kBusyMilliseconds, vfs) {
  sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_LOOKASIDE, nullptr, kLookasideBytes, kLookasideSlots);
  sqlite3_extended_result_codes(database_.getHandle(), 1);
  const int code = sqlite3_create_function_v2(database_.getHandle(), "may_read", 1, SQLITE_UTF8 | SQLITE_INNOCUOUS,
                                              this, may_read, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), code);
}

SQLite::Statement& Connection::prepared(std::string_view sql) {
  auto& near = near_[(reinterpret_cast<std::uintptr_t>(sql.data()) >> 3) % near_.size()];
  if (near.sql == sql && near.statement) return *near.statement;
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    std::string text(sql);
    auto statement = std::make_unique<SQLite::Statement>(database_, text);
    found = statements_.emplace(std::move(text), std::move(statement)).first;
  }
  near = {found->first, found->second.get()};
  return *found->second;
}

std::int64_t Connection::number(std::string_view sql) {
  Rows rows(prepared(sql));
  return rows.next() ? rows.integer(0) : 0;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

std::string Connection::only_visible(std::string_view id) const {
  return viewer_.sees_all() ? std::string() : " AND may_read(" + std::string(id) + ")";
}

}  // namespace weft::sqlite
