// What is asked of a file, and the answer: kind + parameters + open file -> bytes and their media type, or an Error.
// A decoder is a pure function of that shape, a row of kinds.cpp; it is called in the child process `weft reader` (one
// request at a time, one thread) and, in tests, directly. It may take what it likes of the file, but must not trust a
// byte of it: sizes are checked before memory is asked for, and big answers are written in pieces.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace weft {

struct DecodeRequest {
  std::string kind;                                             // "curve", "image", "hdf5/meta": a row of kinds.cpp
  std::vector<std::pair<std::string, std::string>> parameters;  // as the asker sent them; the decoder judges them
  int file = -1;                                                // open for reading, at any position; lent
  std::string path;                // the real path of that file: for its ending, and for links relative to it
  std::vector<std::string> roots;  // real folders: a link inside the file (HDF5) may lead to files below these only

  // The last value of that name; null: not sent.
  const std::string* find(std::string_view name) const;
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  // Error invalid, subject `name`, when it is no number or outside least..most.
  Result<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most,
                               std::int64_t otherwise) const;
  Result<double> number(std::string_view name, double least, double most, double otherwise) const;
};

struct AnswerHead {
  std::string media_type;                                    // "image/png"
  std::optional<std::uint64_t> length;                       // of the whole answer, when known beforehand
  std::vector<std::pair<std::string, std::string>> headers;  // further HTTP headers: Content-Disposition
};

class DecodeOutput {
 public:
  virtual ~DecodeOutput() = default;
  // Once, before the first byte. An error returned after it cuts the answer off, so check before.
  virtual void begin(const AnswerHead& head) = 0;
  // Any number of bytes, any number of times; waits while nobody takes them.
  virtual void write(std::string_view bytes) = 0;
};

// A whole answer at once.
void give(DecodeOutput& output, std::string media_type, std::string_view bytes);

// Errors: unreadable (the file is broken, truncated, or not what it is taken for), invalid (a parameter), not_found
// (nothing at that path or position in the file), too_large, unsupported (a sort of file nobody here reads).
using Decode = Result<void> (*)(const DecodeRequest& request, DecodeOutput& output);

}  // namespace weft
