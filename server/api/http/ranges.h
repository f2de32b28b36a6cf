// Which bytes a client asks for, and whether it has them already (RFC 9110, 13 and 14). Any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weft {

struct ByteRange {
  std::uint64_t first = 0, size = 0;
  bool operator==(const ByteRange&) const = default;
};

enum class RangeKind {
  whole,          // no range, one that is none, several: all of it, 200
  part,           // 206
  unsatisfiable,  // 416
};

// `range` is the header as sent ("bytes=0-99", "bytes=100-", "bytes=-5"), `size` that of the whole.
RangeKind read_range(std::string_view range, std::uint64_t size, ByteRange& part);

// Whether If-None-Match names this tag: `"a", W/"b"`, `*`.
bool names_tag(std::string_view if_none_match, std::string_view etag);

}  // namespace weft
