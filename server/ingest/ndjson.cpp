#include <algorithm>

#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

std::vector<std::string_view> filled_lines(std::string_view body) {
  std::vector<std::string_view> lines;
  while (!body.empty()) {
    const auto end = std::min(body.find('\n'), body.size());
    if (const auto line = trim(body.substr(0, end)); !line.empty()) lines.push_back(line);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return lines;
}

// Is the object that `line` begins also ended by it?
bool is_whole_object(std::string_view line) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1 == line.size();
    }
  }
  return false;
}

// A first line that is broken must not take the others with it: inside one object over several lines, a line begins
// with '{' only after ':', ',' or '['.
bool is_cut_off(std::string_view first, std::string_view second) {
  return second.front() == '{' && first != "{" && first.find_last_of(":,[") != first.size() - 1;
}

}  // namespace

std::vector<std::string_view> split_ndjson(std::string_view body) {
  auto whole = trim(body);
  if (whole.substr(0, 3) == "\xEF\xBB\xBF") whole = trim(whole.substr(3));
  if (whole.empty()) return {};
  if (whole.front() != '{') return {body};
  auto lines = filled_lines(whole);
  if (lines.size() == 1 || is_whole_object(lines[0]) || is_cut_off(lines[0], lines[1])) return lines;
  return {body};
}

}  // namespace weft
