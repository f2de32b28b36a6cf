#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "base/text.h"

namespace weft {
namespace {
bool is_control(unsigned char byte) { return byte < 0x20 || byte == 0x7f; }

void write_escaped(unsigned char byte, std::string& line) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  if (byte == '\n')
    line += "\\n";
  else if (byte == '\r')
    line += "\\r";
  else if (byte == '\t')
    line += "\\t";
  else
    line.append("\\x").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
}

// Also the C1 controls, U+0080 to U+009F, of which U+009B begins what a terminal obeys.
std::string one_line(std::string_view sent) {
  const std::string text = replace_invalid_utf8(sent);
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (byte == 0xc2 && next >= 0x80 && next < 0xa0)
      write_escaped(next, line), ++i;
    else if (is_control(byte))
      write_escaped(byte, line);
    else
      line += text[i];
  }
  return line;
}

spdlog::logger& logger() {
  static const auto shared = [] {
    auto made = spdlog::stderr_color_mt("weft");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
    return made;
  }();
  return *shared;
}
}  // namespace

void log_info(std::string_view line) { logger().info("{}", one_line(line)); }
void log_warning(std::string_view line) { logger().warn("{}", one_line(line)); }
void log_error(std::string_view line) { logger().error("{}", one_line(line)); }
void set_log_level(std::string_view level) { logger().set_level(spdlog::level::from_str(std::string(level))); }
}  // namespace weft
