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

std::string filled(std::string text, std::string_view key, std::string_view value) {
  const std::string wanted = "{" + std::string(key) + "}";
  for (std::size_t at = 0; (at = text.find(wanted, at)) != text.npos; at += value.size())
    text.replace(at, wanted.size(), value);
  return text;
}

}  // namespace weft
