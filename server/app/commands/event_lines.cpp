#include "app/commands/event_lines.h"

namespace weft {

void EventLines::put(std::string_view bytes, const std::function<void(const Event&)>& tell) {
  rest_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    std::string_view line(rest_.data() + begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    take_line(line, tell);
  }
  rest_.erase(0, begin);
}

void EventLines::take_line(std::string_view line, const std::function<void(const Event&)>& tell) {
  if (line.empty()) {
    if (!event_.id.empty() || !event_.data.empty()) tell(event_);
    event_ = {};
    return;
  }
  const auto colon = line.find(':');
  const auto name = line.substr(0, colon);
  auto value = colon == line.npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") event_.kind = value;
  if (name == "data") event_.data += (event_.data.empty() ? "" : "\n") + std::string(value);
  if (name == "id") event_.id = value;
}

}  // namespace weft
