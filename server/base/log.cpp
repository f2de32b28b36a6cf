#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace weft {
namespace {
spdlog::logger& logger() {
  static const auto shared = [] {
    auto made = spdlog::stderr_color_mt("weft");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
    return made;
  }();
  return *shared;
}
}  // namespace

void log_info(std::string_view line) { logger().info("{}", line); }
void log_warning(std::string_view line) { logger().warn("{}", line); }
void log_error(std::string_view line) { logger().error("{}", line); }
void set_log_level(std::string_view level) { logger().set_level(spdlog::level::from_str(std::string(level))); }
}  // namespace weft
