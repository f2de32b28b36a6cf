#include "search/suggest_names.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "search/facts.h"
#include "search/lexer.h"

namespace weft {
namespace {

// How well a name answers what was typed: from its beginning, from the beginning of one of its words (voltage for
// EM_voltage), anywhere. None: not at all.
std::optional<int> closeness(const std::string& name, const std::string& typed) {
  const auto folded = lower(name);
  const auto at = folded.find(typed);
  if (at == std::string::npos) return std::nullopt;
  if (at == 0) return 0;
  return folded.find("_" + typed) != std::string::npos ? 1 : 2;
}

const char* description_of(Field field) {
  switch (field) {
    case Field::id:
      return "The number of the dataset";
    case Field::type:
      return "acquisition (or raw), processed, or what the sender said";
    case Field::instrument:
      return "The beamline, in any spelling";
    case Field::proposal:
      return "The proposal, in any spelling";
    case Field::investigation:
      return "The number of the investigation";
    case Field::sample:
      return "The name of the sample";
    case Field::sample_id:
      return "The number of the sample";
    case Field::name:
      return "The name of the dataset";
    case Field::location:
      return "The folder of the dataset";
    case Field::start_date:
      return "When the acquisition or processing began";
    case Field::end_date:
      return "When it ended";
    case Field::file_count:
      return "How many files the folder has";
    case Field::volume:
      return "How many bytes the folder has";
    case Field::state:
      return "live or deleted";
    case Field::complete:
      return "false: more statements will come";
    case Field::job:
      return "The processing job";
    case Field::parameter:
      break;
  }
  return "";
}

class NameCollector {
 public:
  NameCollector(std::string_view typed, const Definitions& definitions)
      : typed_(lower(typed)), definitions_(definitions) {}

  void add_field(Field field) {
    Suggestion out;
    out.label = out.text = to_text(field);
    out.description = description_of(field);
    out.unit = field == Field::volume ? "B" : "";
    add(std::move(out), 0);
  }

  void add_alias(const std::string& alias, const std::string& meant) {
    Suggestion out;
    out.label = out.text = alias;
    out.description = "stands for " + meant;
    if (const auto* definition = definitions_.dictionary.find(meant); definition && !definition->description.empty())
      out.description += ": " + definition->description;
    add(std::move(out), 1);
  }

  void add_parameter(const std::string& name, bool is_borne) {
    Suggestion out;
    out.label = name;
    out.text = is_hidden(name) || !is_bare_word(name) ? quoted(name) : name;
    if (const auto* definition = definitions_.dictionary.find(name)) out.description = definition->description;
    out.unit = unit_of(Column{Field::parameter, name}, definitions_);
    add(std::move(out), is_borne ? 2 : 3);
  }

  // Written bare it would mean something else.
  bool is_hidden(const std::string& name) const {
    if (field_named(name) != Field::parameter || definitions_.facility.field_alias(name) != name) return true;
    return !definitions_.dictionary.find(name) && !definitions_.dictionary.candidates(name).empty();
  }

  std::vector<Suggestion> best(int limit) {
    std::sort(found_.begin(), found_.end(), [](const Ranked& a, const Ranked& b) {
      return std::tie(a.closeness, a.source, a.suggestion.label) < std::tie(b.closeness, b.source, b.suggestion.label);
    });
    if (found_.size() > static_cast<std::size_t>(limit)) found_.resize(static_cast<std::size_t>(limit));
    std::vector<Suggestion> out;
    for (auto& ranked : found_) out.push_back(std::move(ranked.suggestion));
    return out;
  }

  bool fits(const std::string& name) const { return closeness(name, typed_).has_value(); }

 private:
  struct Ranked {
    int closeness, source;
    Suggestion suggestion;
  };
  void add(Suggestion suggestion, int source) {
    const auto how = closeness(suggestion.label, typed_);
    if (how) found_.push_back({*how, source, std::move(suggestion)});
  }

  std::string typed_;
  const Definitions& definitions_;
  std::vector<Ranked> found_;
};

}  // namespace

bool begins(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && lower(text.substr(0, prefix.size())) == lower(prefix);
}

std::vector<Suggestion> suggest_names(std::string_view typed, const std::vector<std::string>& borne, int limit,
                                      const Definitions& definitions) {
  NameCollector names(typed, definitions);
  for (const auto field : all_fields()) names.add_field(field);
  for (const auto& [alias, meant] : definitions.facility.field_aliases()) names.add_alias(alias, meant);
  for (const auto& name : borne)
    if (names.fits(name)) names.add_parameter(name, true);
  for (const auto& definition : definitions.dictionary.all()) {
    const bool is_known = field_named(definition.name) != Field::parameter ||
                          std::binary_search(borne.begin(), borne.end(), definition.name);
    if (!typed.empty() && !is_known && names.fits(definition.name)) names.add_parameter(definition.name, false);
  }
  return names.best(limit);
}

}  // namespace weft
