#include "viewers/names.h"

#include <algorithm>

#include "definitions/near_names.h"

namespace weft {

const std::vector<std::string_view>& viewer_fields() {
  static const std::vector<std::string_view> fields = {
      "id",      "name",      "location", "type",  "instrument", "proposal", "investigation", "sample", "startDate",
      "endDate", "fileCount", "volume",   "state", "complete",   "job",      "technique",     "program"};
  return fields;
}

std::string unknown_name(std::string_view name, const Definitions& definitions) {
  const auto& fields = viewer_fields();
  if (definitions.dictionary.find(name) || std::find(fields.begin(), fields.end(), name) != fields.end()) return "";
  const std::string said = "the dictionary does not define \"" + std::string(name) + "\"";
  const auto candidates = definitions.dictionary.candidates(name);
  if (candidates.size() == 1) return said + ": write the whole name, " + candidates.front();
  auto near = definitions.dictionary.near_names(name, 2);
  if (near.empty()) {
    const auto field = did_you_mean(name, fields);
    return said + (field.empty() ? ": it is shown where a dataset bears it" : field);
  }
  return said + ", did you mean " + near[0] + (near.size() > 1 ? " or " + near[1] : "") + "?";
}

Braced names_in_braces(std::string_view text) {
  Braced out;
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != text.npos;) {
    const auto end = text[at] == '{' ? text.find_first_of("{}", at + 1) : text.npos;
    if (end == text.npos || text[end] == '{' || end == at + 1) return out.wrong = true, out;
    out.names.emplace_back(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return out;
}

std::optional<std::string> filled(std::string_view text, const Fill& fill) {
  std::string out;
  while (!text.empty() && out.size() <= kLongestFilled) {
    auto open = text.find('{');
    auto end = open == text.npos ? open : text.find_first_of("{}", open + 1);
    if (end != text.npos && text[end] == '{') {  // of "{A_{shell}}" the inner one is meant
      out += text.substr(0, end);
      text.remove_prefix(end);
      continue;
    }
    end = end == text.npos ? text.size() : end + 1;
    open = std::min(open, end);
    const auto braced = text.substr(open, end - open);
    const auto known = std::find_if(fill.begin(), fill.end(), [&](const auto& one) {
      return braced.size() == one.first.size() + 2 && braced.substr(1, one.first.size()) == one.first;
    });
    out += text.substr(0, open);
    out += known == fill.end() ? braced : std::string_view(known->second);
    text.remove_prefix(end);
  }
  if (out.size() > kLongestFilled) return {};
  return out;
}

}  // namespace weft
