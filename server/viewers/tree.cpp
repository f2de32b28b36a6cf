#include "viewers/tree.h"

#include <algorithm>
#include <cmath>

namespace weft {

std::string_view to_text(ViewerFinding::Severity severity) {
  return severity == ViewerFinding::Severity::error ? "error" : "warning";
}

std::string_view to_text(ViewerFinding::About about) {
  constexpr std::string_view kTexts[] = {"yaml", "shape", "meaning"};
  return kTexts[static_cast<int>(about)];
}

bool has_error(const ViewerFindings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const ViewerFinding& one) { return one.severity == ViewerFinding::Severity::error; });
}

std::string_view to_text(Tree::Kind kind) {
  constexpr std::string_view kTexts[] = {"nothing", "true or false", "a number", "a text", "a list", "a map"};
  return kTexts[static_cast<int>(kind)];
}

bool Tree::is_whole() const {
  return kind == Kind::number && std::floor(number) == number && std::abs(number) < 9007199254740992.0;
}

const Tree::Member* Tree::member(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const Member& one) { return one.key == key; });
  return found == members.end() ? nullptr : &*found;
}

const Tree* Tree::find(std::string_view key) const {
  const auto* found = member(key);
  return found ? &found->value : nullptr;
}

void write_json(JsonWriter& json, const Tree& tree) {
  switch (tree.kind) {
    case Tree::Kind::null:
      json.null();
      return;
    case Tree::Kind::truth:
      json.value(tree.truth);
      return;
    case Tree::Kind::number:
      if (tree.is_whole())
        json.value(static_cast<std::int64_t>(tree.number));
      else
        json.value(tree.number);
      return;
    case Tree::Kind::text:
      json.value(tree.text);
      return;
    case Tree::Kind::list:
      json.begin_array();
      for (const auto& one : tree.list) write_json(json, one);
      json.end_array();
      return;
    case Tree::Kind::map:
      json.begin_object();
      for (const auto& one : tree.members) write_json(json.key(one.key), one.value);
      json.end_object();
      return;
  }
}

}  // namespace weft
