// The version people see; CMakeLists.txt has the same (held by a test). Any thread.
#pragma once
#include <string_view>

namespace weft {
inline constexpr std::string_view kVersion = "0.1.0";
}
