// Reads hdf5_cfg.xml. The only file of this room that knows pugixml.
#include "definitions/dictionary.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>

#include "base/text.h"
#include "definitions/near_names.h"
#include "definitions/stable_hash.h"

namespace weft {

class DictionaryReader {
 public:
  DictionaryReader(std::string_view xml, const std::string& file) : xml_(xml), file_(file) {}

  Result<Dictionary> read() {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(xml_.data(), xml_.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) return wrong(std::string("not XML: ") + parsed.description(), parsed.offset);
    for (const auto root : document.children())
      if (!read_element(root, "", 0)) return tl::make_unexpected(error_);
    if (dictionary_.definitions_.empty())
      return wrong("no parameter is defined here: expected elements with the text ${name}", 0);
    dictionary_.version_ = StableHash().add(xml_).hex();
    return std::move(dictionary_);
  }

 private:
  static constexpr int kDeepest = 64;

  bool read_element(pugi::xml_node element, const std::string& above, int depth) {
    if (element.type() != pugi::node_element) return true;
    if (depth > kDeepest) return fails("groups are nested deeper than 64", element.offset_debug());
    if (std::string_view(element.name()) != "group") return read_leaf(element, above);
    const std::string path = is_entry(element) ? above : below(above, element.attribute("groupName").value());
    for (const auto child : element.children())
      if (!read_element(child, path, depth + 1)) return false;
    return true;
  }

  // The root names the entry by a variable of its own, ${entry}: no parameter.
  static bool is_entry(pugi::xml_node group) {
    return std::string_view(group.attribute("NX_class").value()) == "NXentry";
  }

  static std::string below(const std::string& above, std::string_view name) {
    return above.empty() ? std::string(name) : above + "/" + std::string(name);
  }

  // <voltage ...>${EM_voltage}</voltage>, or <field ...>${EM_voltage}</field> in trees of 2.x. A leaf with another text
  // is a constant of the file format and no parameter.
  bool read_leaf(pugi::xml_node leaf, const std::string& above) {
    const auto text = trim(leaf.child_value());
    if (!text.starts_with("${")) return true;
    if (!text.ends_with('}') || text.size() < 4 || text.find_first_of("{}", 2) != text.size() - 1)
      return fails("expected one name as ${name}, found " + std::string(text.substr(0, 60)), leaf.offset_debug());
    ++dictionary_.field_count_;
    const std::string name(text.substr(2, text.size() - 3));
    const auto [at, is_new] = dictionary_.by_name_.try_emplace(name, dictionary_.definitions_.size());
    if (is_new) dictionary_.definitions_.push_back(defined(leaf, name));
    auto& paths = dictionary_.definitions_[at->second].nexus_paths;
    const auto path = below(above, leaf_name(leaf, name));
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    return true;
  }

  static std::string leaf_name(pugi::xml_node leaf, const std::string& parameter) {
    if (std::string_view(leaf.name()) != "field") return leaf.name();
    for (const char* attribute : {"name", "fieldName"})
      if (leaf.attribute(attribute)) return leaf.attribute(attribute).value();
    return parameter;
  }

  static ParameterDefinition defined(pugi::xml_node leaf, const std::string& name) {
    ParameterDefinition out;
    out.name = name;
    out.napi_type = leaf.attribute("NAPItype").as_string("NX_CHAR");
    out.units = trim(leaf.attribute("units").value());
    out.description = leaf.attribute("ESRF_description").value();
    out.deprecated = leaf.attribute("ESRF_deprecated").value();
    out.record = leaf.attribute("record").value();
    out.mandatory = lower(leaf.attribute("ESRF_mandatory").value()) == "mandatory";
    out.separators = separators(out.description);
    return out;
  }

  static std::string separators(const std::string& description) {
    const auto text = lower(description);
    const auto end = text.rfind("-separated list");
    if (end == std::string::npos) return "";
    const auto says = [&](std::string_view word) { return std::string_view(text).substr(0, end).ends_with(word); };
    return says("space") ? " " : says("comma") ? "," : says("semicolon") ? ";" : "";
  }

  bool fails(const std::string& sentence, std::ptrdiff_t offset) {
    error_ = wrong(sentence, offset).value();
    return false;
  }

  tl::unexpected<Error> wrong(const std::string& sentence, std::ptrdiff_t offset) const {
    const auto before = xml_.substr(0, std::clamp<std::size_t>(offset, 0, xml_.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') + 1) + 1;
    const auto place = file_ + ":" + std::to_string(line) + ":" + std::to_string(column);
    return fail(ErrorCode::malformed, place + ": " + sentence, place);
  }

  std::string_view xml_;
  const std::string& file_;
  Dictionary dictionary_;
  Error error_;
};

Result<Dictionary> Dictionary::read(std::string_view xml, const std::string& file_name) {
  return DictionaryReader(xml, file_name).read();
}

Result<Dictionary> Dictionary::load(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::not_found, "cannot open the definitions file " + file, file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return fail(ErrorCode::unavailable, "cannot read the definitions file " + file, file);
  return read(text, file);
}

const ParameterDefinition* Dictionary::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &definitions_[found->second];
}

std::vector<std::string> Dictionary::candidates(std::string_view short_name) const {
  std::vector<std::string> names;
  const std::string ending = "_" + std::string(short_name);
  for (const auto& definition : definitions_)
    if (definition.name == short_name || (!short_name.empty() && definition.name.ends_with(ending)))
      names.push_back(definition.name);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> Dictionary::near_names(std::string_view name, std::size_t limit) const {
  std::vector<std::string_view> known;
  for (const auto& definition : definitions_) known.push_back(definition.name);
  return weft::near_names(name, known, limit);
}

}  // namespace weft
