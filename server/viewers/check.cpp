#include "viewers/check.h"

#include <algorithm>
#include <filesystem>

#include "viewers/checker.h"
#include "viewers/yaml.h"

namespace weft {
namespace {

std::set<std::string> keys_of(const Tree& tree, std::string_view key) {
  std::set<std::string> out;
  if (const auto* found = tree.find(key))
    for (const auto& member : found->members) out.insert(member.key);
  return out;
}

std::string text_of(const Tree& tree, std::string_view key) {
  const auto* found = tree.find(key);
  return found ? found->text : "";
}

ViewerDescription viewer_of(Tree tree) {
  ViewerDescription viewer{
      text_of(tree, "name"), text_of(tree, "title"), text_of(tree, "description"), 0, text_of(tree, "for"), ""};
  if (const auto* priority = tree.find("priority")) {
    viewer.priority = static_cast<int>(priority->number);
  } else {
    Tree zero;
    zero.kind = Tree::Kind::number;
    tree.members.push_back({"priority", {}, zero});
  }
  JsonWriter json;
  write_json(json, tree);
  viewer.json = json.take();
  return viewer;
}

}  // namespace

// What may be referred to, before it is.
void Checker::gather(const Tree& tree) {
  related_ = keys_of(tree, "related");
  numbers_ = keys_of(tree, "numbers");
  tables_ = keys_of(tree, "tables");
  if (const auto* rankings = tree.find("rankings"))
    for (const auto& one : rankings->list) rankings_.insert(text_of(one, "name"));
}

void Checker::root(const Tree& tree) {
  gather(tree);
  if (!members(tree, "a viewer",
               {{"format", &Checker::version, true},
                {"name", &Checker::viewer_name, true},
                {"title", &Checker::line, true},
                {"description", &Checker::any_text},
                {"priority", &Checker::priority},
                {"for", &Checker::query, true},
                {"related", &Checker::related},
                {"numbers", &Checker::all_numbers},
                {"list", &Checker::list},
                {"dataset", &Checker::panels},
                {"rankings", &Checker::rankings},
                {"tables", &Checker::tables}}))
    return;
  warn_unused(tree, "related", used_related_);
  warn_unused(tree, "numbers", used_numbers_);
  warn_unused(tree, "tables", used_tables_);
}

void Checker::warn_unused(const Tree& tree, std::string_view key, const std::set<std::string>& used) {
  const auto* found = tree.find(key);
  if (!found) return;
  for (const auto& member : found->members)
    if (!used.contains(member.key))
      warn(member.place, "\"" + member.key + "\" of `" + std::string(key) + "` is used nowhere");
}

void Checker::hold_name(const Tree& tree, const std::string& stem) {
  const auto* name = tree.find("name");
  if (name && !name->text.empty() && name->text != stem)
    meaning(name->place,
            "the name is \"" + name->text + "\", but the file is called " + stem + ".yaml: make them the same");
}

CheckedViewer check_viewer(std::string_view bytes, const std::string& file_name, const Definitions& definitions) {
  CheckedViewer out;
  Tree tree;
  if (!read_yaml(bytes, tree, out.findings)) return out;
  Checker checker(bytes.starts_with(kByteOrderMark) ? bytes.substr(kByteOrderMark.size()) : bytes, definitions);
  checker.root(tree);
  if (!file_name.empty()) checker.hold_name(tree, std::filesystem::path(file_name).stem().string());
  out.findings = checker.take();
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const ViewerFinding& a, const ViewerFinding& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  if (!has_error(out.findings)) out.viewer = viewer_of(std::move(tree));
  return out;
}

}  // namespace weft
