// One line a call, to stderr, with time and level; never a body, never a secret. Control characters of what others
// sent are written as \n, \r, \t or \x1b: nobody forges a line or speaks to the terminal. Any thread.
#pragma once
#include <string_view>

namespace weft {
void log_info(std::string_view line);
void log_warning(std::string_view line);
void log_error(std::string_view line);
// "debug", "info", "warning", "error" or "off".
void set_log_level(std::string_view level);
}  // namespace weft
