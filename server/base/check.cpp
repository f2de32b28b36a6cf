#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace weft {
void stop_with(std::string_view sentence, const char* file, int line) {
  std::fprintf(stderr, "weft: %s:%d: %.*s\n", file, line, static_cast<int>(sentence.size()), sentence.data());
  std::abort();
}
}  // namespace weft
