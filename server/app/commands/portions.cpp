#include "app/commands/portions.h"

#include "base/text.h"

namespace weft {

PortionReader::PortionReader(std::istream& in, std::int64_t from_line, PortionLimits limits)
    : in_(in), limits_(limits) {
  std::string skipped;
  while (line_ + 1 < from_line && next_line(skipped)) continue;
}

bool PortionReader::next_line(std::string& line) {
  if (has_held_) {
    line = std::move(held_);
    has_held_ = false;
    ++line_;
    return true;
  }
  if (!std::getline(in_, line)) return false;
  ++line_;
  bytes_ += static_cast<std::int64_t>(line.size()) + 1;
  return true;
}

bool PortionReader::next(Portion& portion) {
  portion = {};
  std::string line;
  while (portion.messages < limits_.lines && next_line(line)) {
    const auto text = trim(line);
    if (text.empty()) continue;
    const bool alone = text.front() != '{';
    const bool full = portion.messages > 0 && portion.body.size() + line.size() > limits_.bytes;
    if (portion.messages > 0 && (alone || full)) {
      held_ = std::move(line);
      has_held_ = true;
      --line_;
      return true;
    }
    if (portion.messages == 0) portion.first_line = line_;
    portion.body.append(text).append("\n");
    portion.last_line = line_;
    ++portion.messages;
    if ((portion.alone = alone)) return true;
  }
  return portion.messages > 0;
}

}  // namespace weft
