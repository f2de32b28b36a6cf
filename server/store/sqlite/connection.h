// Connection: one SQLite connection with its prepared statements kept, the viewer it answers for (SQL function
// may_read(id)) and its zstd contexts. One thread at a time.
#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "model/principal.h"
#include "store/sqlite/packing.h"

namespace weft::sqlite {

// A value to bind that is not known before running: what a filter collects.
using Bound = std::variant<std::int64_t, std::string>;

// Bytes, where std::string alone is text.
struct Blob {
  const std::string& bytes;
};

// A statement being run; reset when it goes out of scope. Bound texts are not copied: they must outlive it.
class Rows {
 public:
  template <class... Values>
  explicit Rows(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
    (bind_one(values), ...);
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() { statement_.tryReset(); }

  bool next() { return statement_.executeStep(); }
  void run() {
    while (next()) {
    }
  }

  bool is_null(int column) const { return statement_.isColumnNull(column); }
  std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
  std::string text(int column) const { return statement_.getColumn(column).getString(); }
  void text(int column, std::string& into) const { into.assign(bytes(column)); }
  // Until the next row.
  std::string_view bytes(int column) const {
    const auto value = statement_.getColumn(column);
    const auto* begin = static_cast<const char*>(value.getBlob());
    return {begin, static_cast<std::size_t>(value.getBytes())};
  }
  Time time(int column) const { return Time(std::chrono::microseconds(integer(column))); }
  std::optional<Time> optional_time(int column) const {
    return is_null(column) ? std::nullopt : std::optional<Time>(time(column));
  }
  template <class Tag>
  void id(int column, Id<Tag>& into) const {
    into.value = integer(column);
  }

 private:
  void bind_one(std::int64_t value) { statement_.bind(++bound_, value); }
  void bind_one(int value) { statement_.bind(++bound_, value); }
  void bind_one(const std::string& text) { statement_.bindNoCopy(++bound_, text); }
  void bind_one(Blob blob) { statement_.bindNoCopy(++bound_, blob.bytes.data(), static_cast<int>(blob.bytes.size())); }
  void bind_one(Time time) { bind_one(static_cast<std::int64_t>(time.time_since_epoch().count())); }
  void bind_one(std::nullopt_t) { statement_.bind(++bound_); }
  template <class Tag>
  void bind_one(Id<Tag> id) {
    bind_one(id.value);
  }
  template <class T>
  void bind_one(const std::optional<T>& value) {
    value ? bind_one(*value) : bind_one(std::nullopt);
  }
  void bind_one(const std::vector<Bound>& values) {
    for (const Bound& value : values) std::visit([this](const auto& v) { bind_one(v); }, value);
  }

  SQLite::Statement& statement_;
  int bound_ = 0;
};

class Connection {
 public:
  Connection(const std::string& file, int flags, const std::string& vfs);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The statement of this text, prepared once. A text must not be run again while its Rows are still open.
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    Rows(prepared(sql), values...).run();
  }
  SQLite::Statement& prepared(std::string_view sql);
  void execute(const char* sql) { database_.exec(sql); }
  std::int64_t number(std::string_view sql);
  bool in_transaction() const;
  int rows_changed() const { return database_.getChanges(); }

  const Viewer& viewer() const { return viewer_; }
  void set_viewer(const Viewer& viewer) { viewer_ = viewer; }
  // " AND may_read(<id>)", or nothing when this viewer sees all.
  std::string only_visible(std::string_view id) const;

  Packer& packer() { return *packer_; }
  void set_packer(std::unique_ptr<Packer> packer) { packer_ = std::move(packer); }
  SQLite::Database& database() { return database_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  SQLite::Database database_;
  std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>, Hash, std::equal_to<>> statements_;
  // The statements run most, by where their text stands; found without hashing it.
  struct Near {
    std::string_view sql;
    SQLite::Statement* statement = nullptr;
  };
  std::array<Near, 256> near_{};
  Viewer viewer_;
  std::unique_ptr<Packer> packer_;
};

}  // namespace weft::sqlite
