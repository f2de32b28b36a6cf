#include "store/sqlite/failure.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <string>

namespace weft::sqlite {
namespace {

std::string advice(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "The disk is full: make room where the store lives";
    case SQLITE_IOERR:
      return "The disk failed: look at the system log and the file system of the store";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "The store's file is damaged: restore it from a backup";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program holds the store's file: stop it";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "The store's file may not be written: look at its owner and mode";
    case SQLITE_CANTOPEN:
      return "The store's file cannot be opened: look at its folder, owner and mode";
    case SQLITE_NOMEM:
      return "The machine has no memory left";
    case SQLITE_TOOBIG:
      return "A text is larger than the store can hold (1 GB)";
    case SQLITE_CONSTRAINT:
      return "What was to be written contradicts what is stored (a key twice?)";
    default:
      return "The store failed";
  }
}

}  // namespace

void throw_store_failure() {
  try {
    throw;
  } catch (const SQLite::Exception& problem) {
    const std::string sentence = advice(problem.getErrorCode()) + " (SQLite: " + problem.what() + ").";
    const int code = problem.getErrorCode() & 0xff;
    if (code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG) throw DraftFailure(sentence);
    throw StoreFailure(sentence);
  }
}

}  // namespace weft::sqlite
