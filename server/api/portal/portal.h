// Portal: the pages, from the files that the portal's build left in a folder. Any thread; reads the disk.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "api/http/http.h"
#include "base/result.h"

namespace weft {

class Portal {
 public:
  // The folder with index.html. "", or not built yet: a page says how to build it, until it is there.
  explicit Portal(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Whether a page is wanted at this address, rather than the JSON of an error: not below /api, and not by a program
  // that takes JSON alone.
  static bool is_asked(const Request& request);
  // A file by its path. An address without a dot in its last part is one of the portal's own: index.html, which reads
  // it. Error not_found: a file that is not there.
  Result<Response> answer(const Request& request) const;

 private:
  std::optional<std::filesystem::path> file_at(const Request& request) const;
  std::filesystem::path folder_;
};

// Whether a client that says this takes gzip.
bool takes_gzip(std::string_view accept_encoding);

}  // namespace weft
