// STOMP 1.0, 1.1 and 1.2 frames: bytes in as they come, frames out; and back. No sockets. Work grows with the bytes
// fed, however they are cut. One thread a parser.
//
//   frame   = command EOL *(name ":" value EOL) EOL body NUL          between frames any number of EOL (heart-beats)
//   body    = content-length bytes, or without that header all bytes before the first NUL
//   escapes = 1.0 none; 1.1 \n \c \\ ; 1.2 also \r ; never in CONNECT and CONNECTED
//
// Lenient: \r before \n is dropped in every version, 1.0 values lose blanks at both ends (its clients write "a: b").
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace weft {

enum class StompVersion { v1_0, v1_1, v1_2 };
std::string_view to_text(StompVersion version);

struct StompLimits {
  std::size_t headers = 256;
  std::size_t header_bytes = 16 << 10;  // command line and headers together
  std::size_t body_bytes = std::size_t{64} << 20;
};

struct StompFrame {
  std::string command;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  const std::string* find(std::string_view name) const;  // of a name that stands twice the first counts
  std::string header(std::string_view name) const;       // "" when absent
  bool operator==(const StompFrame&) const = default;
};

// content-length is written by itself, never taken from the headers. What a version cannot say in a header (a line end
// in 1.0 or CONNECTED) becomes a blank.
std::string write_stomp_frame(const StompFrame& frame, StompVersion version);

class StompParser {
 public:
  explicit StompParser(StompLimits limits = {}) : limits_(limits) {}

  // What was negotiated; holds for frames not begun yet.
  void set_version(StompVersion version) { version_ = version; }
  void feed(std::string_view bytes);
  // A frame, nothing yet, or what is wrong: then for good, nothing after it can be trusted.
  Result<std::optional<StompFrame>> next();

 private:
  enum class Part { between, headers, body };
  using Step = Result<bool>;  // true: go on, false: more bytes needed

  Step skip_line_ends();
  Step read_line();
  Step read_command(std::string_view line);
  Step read_header(std::string_view line);
  Step end_headers();
  Step read_body();
  void drop_used();

  StompLimits limits_;
  StompVersion version_ = StompVersion::v1_0;
  std::string buffer_;
  std::size_t used_ = 0;     // bytes of the buffer that belong to lines and frames already read
  std::size_t scanned_ = 0;  // no line end (or NUL) before this
  std::size_t header_bytes_ = 0;
  Part part_ = Part::between;
  StompFrame frame_;
  std::optional<std::size_t> content_length_;
  bool whole_ = false;
  std::optional<Error> error_;
};

}  // namespace weft
