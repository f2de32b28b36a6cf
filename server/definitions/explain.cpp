#include "definitions/explain.h"

#include <map>
#include <set>

#include "definitions/near_names.h"

namespace weft {
namespace {

using Sentences = std::vector<std::string>;

std::string meant(const Dictionary& dictionary, std::string_view name) {
  const auto near = dictionary.near_names(name, 1);
  return near.empty() ? "" : ", did you mean " + near.front() + "?";
}

void check_names(const Definitions& all, Sentences& out) {
  for (const auto name : all.facility.parameters())
    if (!all.dictionary.find(name))
      out.push_back("facility.toml speaks of " + std::string(name) + ", which the dictionary does not define" +
                    meant(all.dictionary, name));
  const auto& revision = all.facility.revision_parameter();
  if (!revision.empty() && !all.dictionary.find(revision))
    out.push_back("the revision parameter " + revision + " is not defined" + meant(all.dictionary, revision));
}

void check_units(const Definitions& all, Sentences& out) {
  std::map<std::string, std::string> first_use;
  for (const auto& definition : all.dictionary.all())
    if (!definition.units.empty()) first_use.emplace(definition.units, definition.name);
  for (const auto& [unit, name] : first_use)
    if (!is_known_unit(all.facility.canonical_unit(unit)))
      out.push_back("the unit " + unit + " (of " + name + ") is not known: give it an alias in [unit_aliases]");
  for (const auto& [alias, unit] : all.facility.unit_aliases())
    if (!is_known_unit(unit)) out.push_back("the unit alias " + alias + " leads to " + unit + ", which is not known");
}

void check_sent_units(const Definitions& all, Sentences& out) {
  for (const auto name : all.facility.parameters()) {
    const auto sent = all.facility.sent_unit(std::string(name));
    if (!sent) continue;
    const auto from = all.facility.canonical_unit(*sent);
    const auto* definition = all.dictionary.find(name);
    if (!is_known_unit(from))
      out.push_back(std::string(name) + " is said to be sent in " + *sent + ", which is not known");
    else if (definition && !definition->units.empty() &&
             !conversion(from, all.facility.canonical_unit(definition->units)))
      out.push_back(std::string(name) + " is said to be sent in " + *sent + ", which does not convert to " +
                    definition->units);
  }
}

void check_aliases(const Definitions& all, Sentences& out) {
  for (const auto& [alias, field] : all.facility.field_aliases()) {
    if (all.dictionary.find(alias)) out.push_back("the field alias " + alias + " hides a defined parameter");
    if (!all.dictionary.find(field))
      out.push_back("the field alias " + alias + " leads to " + field + ", which is not defined" +
                    meant(all.dictionary, field));
  }
}

}  // namespace

std::vector<std::string> check_definitions(const Definitions& definitions) {
  Sentences out;
  check_names(definitions, out);
  check_units(definitions, out);
  check_sent_units(definitions, out);
  check_aliases(definitions, out);
  return out;
}

Explanation explain(const Definitions& definitions, std::string_view name) {
  const auto& [dictionary, facility] = definitions;
  Explanation out;
  out.name = facility.field_alias(name);
  out.definition = dictionary.find(out.name);
  out.unit = ValueReader(out.definition, out.name, facility).unit();
  out.sent_unit = facility.sent_unit(out.name).value_or("");
  const auto* habits = facility.habits(out.name);
  if (habits) out.sentinels = habits->sentinels;
  out.separators = habits && habits->separators ? *habits->separators
                   : out.definition             ? out.definition->separators
                                                : "";
  if (!out.definition) out.candidates = dictionary.candidates(out.name);
  if (!out.definition && out.candidates.empty()) out.near_names = dictionary.near_names(out.name);
  return out;
}

std::string to_text(const Explanation& e) {
  std::string out = e.name + "\n";
  const auto line = [&out](std::string_view what, const std::string& text) {
    if (!text.empty()) out.append("  ").append(what).append(": ").append(text).append("\n");
  };
  const auto lines = [&line](std::string_view what, const std::vector<std::string>& texts) {
    for (const auto& text : texts) line(what, text);
  };
  if (e.definition) {
    line("description", e.definition->description);
    line("type", e.definition->napi_type);
    lines("NeXus path", e.definition->nexus_paths);
    line("record", e.definition->record);
    line("mandatory", e.definition->mandatory ? "yes" : "");
    line("deprecated", e.definition->deprecated);
  } else {
    line("defined", e.candidates.empty() ? "no; such parameters are kept and can be searched" : "no; it is short for");
  }
  line("unit", e.unit);
  if (e.sent_unit != e.unit) line("sent in", e.sent_unit);
  for (const auto& sentinel : e.sentinels) line("no value", "\"" + sentinel + "\"");
  if (!e.separators.empty()) line("values parted by", "\"" + e.separators + "\"");
  lines("candidate", e.candidates);
  lines("near", e.near_names);
  return out;
}

}  // namespace weft
