// Output: the file or stdout that a verb writes lines to. A file gets its name only when it is whole; what
// is no file (/dev/null, a pipe) is written to as it stands, never replaced. One thread.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft {

class Output {
 public:
  explicit Output(const std::string& name) : name_(name == "-" ? "" : name) {}  // "" and "-" are stdout
  ~Output();                                                                    // not closed: no file
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  Result<void> open();
  bool write(std::string_view bytes);  // false once something was wrong; close() says what
  Result<void> close();

  const std::string& name() const { return name_; }
  std::int64_t lines() const { return lines_; }
  std::int64_t bytes() const { return bytes_; }

 private:
  std::string part() const { return in_place_ ? name_ : name_ + ".part"; }
  std::string name_;
  std::FILE* file_ = nullptr;
  std::int64_t lines_ = 0, bytes_ = 0;
  bool in_place_ = false;
  bool wrong_ = false;
};

}  // namespace weft
