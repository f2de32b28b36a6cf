// Portions: a large file of JSON lines, cut into what one request carries. In: a stream. Out: portions that remember
// their line numbers, so that a load can go on where it stopped. One thread.
#pragma once
#include <cstdint>
#include <istream>
#include <string>

namespace weft {

struct Portion {
  std::string body;  // lines with their line ends
  std::int64_t first_line = 0, last_line = 0;
  std::int64_t messages = 0;  // lines that are not blank
  bool alone = false;         // one line that begins no JSON object: sent by itself, so that it is refused by itself
};

struct PortionLimits {
  std::int64_t lines = 2000;
  std::size_t bytes = 8u << 20;
};

class PortionReader {
 public:
  // Begins at `from_line` (the first is 1).
  PortionReader(std::istream& in, std::int64_t from_line, PortionLimits limits = {});
  // False at the end. A portion holds at least one message.
  bool next(Portion& portion);
  std::int64_t bytes_read() const { return bytes_; }

 private:
  bool next_line(std::string& line);
  std::istream& in_;
  PortionLimits limits_;
  std::string held_;  // a line read already
  bool has_held_ = false;
  std::int64_t line_ = 0;  // of the last line read
  std::int64_t bytes_ = 0;
};

}  // namespace weft
