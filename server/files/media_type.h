// What a file is, by the end of its name: only that, nobody opens it. Any thread.
#pragma once
#include <string_view>

namespace weft {

struct MediaType {
  std::string_view name;      // "image/png"; "application/octet-stream" when the name does not tell
  bool may_be_shown = false;  // by a browser, at our address: it runs no code of the file's
};

MediaType media_type_of(std::string_view path);

}  // namespace weft
