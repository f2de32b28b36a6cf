// Schema: the tables and how older ones are brought forward. PRAGMA user_version says which migration was last; each
// runs in a transaction of its own, so a crash between two leaves a store that opens. One thread.
#pragma once
#include <span>
#include <string>

#include "base/result.h"
#include "store/sqlite/connection.h"

namespace weft::sqlite {

struct Migration {
  int version;  // reached by it; 1, 2, 3 ...
  const char* sql;
};

std::span<const Migration> migrations();

// Brings the database to the last of `steps`. Error unsupported when it is newer than that, invalid when it is
// somebody else's database.
Result<int> migrate(Connection& connection, std::span<const Migration> steps);

}  // namespace weft::sqlite
