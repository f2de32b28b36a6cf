// CHECK(condition, sentence): stops the process with that sentence when we are wrong ourselves. Any thread.
#pragma once
#include <string_view>

namespace weft {
[[noreturn]] void stop_with(std::string_view sentence, const char* file, int line);
}

#define CHECK(condition, sentence) \
  ((condition) ? static_cast<void>(0) : ::weft::stop_with((sentence), __FILE__, __LINE__))
