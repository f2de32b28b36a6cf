// What a folder's manifest tells of its files. Plain structs; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace weft {

// A link has size and time of the file it means when that lies inside the roots, else size 0 and a time of its own.
struct ListedFile {
  std::string path;  // relative to the folder; any bytes but a zero
  std::int64_t size_bytes = 0;
  Time modified{};
  bool is_link = false;
  bool operator==(const ListedFile&) const = default;
};

// Paths as FILE has them (files/spelling.h).
struct FileQuery {
  std::string prefix = {};  // of the path: "gallery/"; "" all
  std::string glob = {};    // "" all
  std::string after = {};   // next_cursor of the page before; "" the first page
  int limit = 200;
};

enum class ListState {
  listed,      // as of `walked`
  pending,     // nobody has looked into the folder yet: it is asked for, ask again
  unreadable,  // `reason` says why; `files` are those of the last time it could be read, if ever
};

struct FilePage {
  ListState state = ListState::pending;
  std::string reason;
  std::optional<Time> walked;
  std::vector<ListedFile> files;  // in manifest order: by their bytes
  std::int64_t total = 0;         // files that prefix and glob name, on all pages
  std::int64_t volume = 0;        // their bytes
  std::string next_cursor;        // "" when this is the last page
};

}  // namespace weft
