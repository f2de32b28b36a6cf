// Reads facility.toml (docs/reference/definitions.md). The only file that knows toml++. Every sentence names the line.
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "definitions/facility.h"
#include "definitions/near_names.h"
#include "definitions/stable_hash.h"

namespace weft {

// Where a sentence of this reader starts; stays inside this file.
struct WrongFacility {
  std::string sentence;
  toml::source_position at;
};

namespace {

using Aliases = std::map<std::string, std::string, std::less<>>;

template <class Place>
[[noreturn]] void wrong(const Place& place, std::string sentence) {
  throw WrongFacility{std::move(sentence), place.source().begin};
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

const toml::table& table_of(const toml::key& key, const toml::node& node) {
  if (const auto* table = node.as_table()) return *table;
  wrong(key, quoted(key.str()) + " is a table: write [" + std::string(key.str()) + "]");
}

std::string text_of(std::string_view what, const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  wrong(node, quoted(what) + " takes one text in quotes");
}

std::vector<std::string> texts_of(std::string_view what, const toml::node& node) {
  const auto* list = node.as_array();
  if (!list) wrong(node, quoted(what) + " takes a list of texts: [\"...\", \"...\"]");
  std::vector<std::string> texts;
  for (const auto& text : *list) texts.push_back(text_of(what, text));
  return texts;
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void add_alias(Aliases& aliases, const std::string& from, const std::string& to, const toml::node& node) {
  if (from.empty() || to.empty()) wrong(node, "an alias is empty");
  if (from == to) return;
  const auto [at, is_new] = aliases.emplace(from, to);
  if (!is_new && at->second != to)
    wrong(node, quoted(from) + " is given twice: for " + quoted(at->second) + " and " + quoted(to));
}

// An alias that leads to another alias would be followed one step only.
void check_one_step(const Aliases& aliases, const toml::key& key) {
  for (const auto& [from, to] : aliases)
    if (aliases.contains(to))
      wrong(key, quoted(from) + " leads to " + quoted(to) + ", which is itself an alias: name the last one");
}

[[noreturn]] void unknown_key(const toml::key& key, std::vector<std::string_view> known) {
  std::string all;
  for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  const auto meant = did_you_mean(key.str(), known);
  wrong(key, quoted(key.str()) + " is not known here" + (meant.empty() ? "; known are: " + all : meant));
}

ParameterHabits::SentUnit read_sent_unit(const toml::key& parameter, const toml::node& node) {
  ParameterHabits::SentUnit out;
  const auto* table = node.as_table();
  if (!table) {
    out.unit = text_of(parameter.str(), node);
    return out;
  }
  for (const auto& [key, value] : *table) {
    if (key == "unit") {
      out.unit = text_of(key.str(), value);
      continue;
    }
    if (key != "at_least" && key != "at_most") unknown_key(key, {"unit", "at_least", "at_most"});
    const auto bound = value.value<double>();
    if (!bound) wrong(value, quoted(key.str()) + " takes a number");
    (key == "at_least" ? out.at_least : out.at_most) = bound;
  }
  if (out.unit.empty())
    wrong(node, "the unit in which " + quoted(parameter.str()) + " is sent is missing: unit = \"V\"");
  return out;
}

}  // namespace

class FacilityReader {
 public:
  Facility read(const toml::table& top, std::string version_of_file) {
    for (const auto& [key, node] : top) read_top(key, node);
    facility_.alias_version_ = alias_version();
    facility_.version_ = std::move(version_of_file);
    return std::move(facility_);
  }

 private:
  void read_top(const toml::key& key, const toml::node& node) {
    using Reader = void (FacilityReader::*)(const toml::key&, const toml::node&);
    static const std::map<std::string_view, Reader> kReaders = {
        {"root_depth", &FacilityReader::root_depth}, {"revision_parameter", &FacilityReader::revision_parameter},
        {"proposals", &FacilityReader::proposals},   {"instruments", &FacilityReader::instruments},
        {"mounts", &FacilityReader::mounts},         {"unit_aliases", &FacilityReader::unit_aliases},
        {"sent_units", &FacilityReader::sent_units}, {"sentinels", &FacilityReader::sentinels},
        {"separators", &FacilityReader::separators}, {"field_aliases", &FacilityReader::field_aliases},
    };
    const auto found = kReaders.find(key.str());
    if (found != kReaders.end()) return (this->*found->second)(key, node);
    std::vector<std::string_view> known;
    for (const auto& [name, unused] : kReaders) known.push_back(name);
    unknown_key(key, known);
  }

  void root_depth(const toml::key&, const toml::node& node) {
    const auto depth = node.value_exact<std::int64_t>();
    if (!depth || *depth < 1 || *depth > 100) wrong(node, "\"root_depth\" takes a whole number from 1 to 100");
    facility_.root_depth_ = static_cast<int>(*depth);
  }

  void revision_parameter(const toml::key& key, const toml::node& node) {
    facility_.revision_parameter_ = text_of(key.str(), node);
  }

  void proposals(const toml::key& key, const toml::node& node) {
    for (const auto& [spelling, proposal] : table_of(key, node))
      add_alias(facility_.proposals_, plain_.proposal_key(spelling.str()),
                plain_.proposal_key(text_of(spelling.str(), proposal)), proposal);
    check_one_step(facility_.proposals_, key);
  }

  void instruments(const toml::key& key, const toml::node& node) {
    for (const auto& [name, spellings] : table_of(key, node)) {
      const auto instrument = plain_.instrument_key(name.str());
      if (instrument.empty()) wrong(name, "an instrument without name");
      const auto [at, is_new] = facility_.instrument_names_.emplace(instrument, name.str());
      if (!is_new) wrong(name, quoted(name.str()) + " and " + quoted(at->second) + " are the same instrument");
      for (const auto& spelling : texts_of(name.str(), spellings))
        add_alias(facility_.instruments_, plain_.instrument_key(spelling), instrument, spellings);
    }
    for (const auto& [from, to] : facility_.instruments_)
      if (facility_.instrument_names_.contains(from))
        wrong(key, quoted(from) + " is an instrument of its own and a spelling of " + quoted(to));
  }

  void mounts(const toml::key& key, const toml::node& node) {
    for (const auto& [from, to] : table_of(key, node)) {
      const auto prefix = plain_.path(from.str()), target = plain_.path(text_of(from.str(), to));
      if (!prefix || *prefix == "/") wrong(from, quoted(from.str()) + " is no absolute folder below /");
      if (!target) wrong(to, "the target of " + quoted(from.str()) + " is no absolute path");
      Facility::Mount mount{{}, *target == "/" ? "" : *target};
      for (std::size_t begin = 1, end = 0; end != std::string::npos; begin = end + 1) {
        end = prefix->find('/', begin);
        mount.from.push_back(prefix->substr(begin, end == std::string::npos ? end : end - begin));
      }
      facility_.mounts_.push_back(std::move(mount));
    }
    std::stable_sort(facility_.mounts_.begin(), facility_.mounts_.end(),
                     [](const auto& a, const auto& b) { return a.from.size() > b.from.size(); });
    for (const auto& mount : facility_.mounts_)
      if (!mount.to.empty() && facility_.path(mount.to) != mount.to)
        wrong(key, quoted(mount.to) + " is a target and is mapped on itself: name the last one");
  }

  void unit_aliases(const toml::key& key, const toml::node& node) {
    for (const auto& [unit, known] : table_of(key, node))
      add_alias(facility_.unit_aliases_, std::string(unit.str()), text_of(unit.str(), known), known);
    check_one_step(facility_.unit_aliases_, key);
  }

  void sent_units(const toml::key& key, const toml::node& node) {
    for (const auto& [parameter, unit] : table_of(key, node))
      habits(parameter).sent_unit = read_sent_unit(parameter, unit);
  }

  void sentinels(const toml::key& key, const toml::node& node) {
    for (const auto& [parameter, list] : table_of(key, node)) {
      auto& of = parameter == "*" ? facility_.habits_of_all_ : habits(parameter);
      for (const auto& text : texts_of(parameter.str(), list)) {
        of.sentinels.push_back(lower(trim(text)));
        if (const auto number = number_in(trim(text))) of.sentinel_numbers.push_back(*number);
      }
    }
  }

  void separators(const toml::key& key, const toml::node& node) {
    for (const auto& [parameter, characters] : table_of(key, node)) {
      const auto text = text_of(parameter.str(), characters);
      if (text.find_first_not_of(" ,;|") != std::string::npos)
        wrong(characters, "separators of " + quoted(parameter.str()) + " are blank, comma, semicolon or bar");
      habits(parameter).separators = text;
    }
  }

  void field_aliases(const toml::key& key, const toml::node& node) {
    for (const auto& [word, field] : table_of(key, node))
      add_alias(facility_.field_aliases_, std::string(word.str()), text_of(word.str(), field), field);
    check_one_step(facility_.field_aliases_, key);
  }

  ParameterHabits& habits(const toml::key& parameter) { return facility_.habits_[std::string(parameter.str())]; }

  // Over what makes keys and normal paths, and nothing else; the first word changes when the folding rules do.
  std::string alias_version() const {
    StableHash hash;
    hash.add("folding 1").add("proposals");
    for (const auto& [from, to] : facility_.proposals_) hash.add(from).add(to);
    hash.add("instruments");
    for (const auto& [from, to] : facility_.instruments_) hash.add(from).add(to);
    hash.add("mounts");
    for (const auto& mount : facility_.mounts_) {
      for (const auto& part : mount.from) hash.add(part);
      hash.add("").add(mount.to);
    }
    return hash.hex();
  }

  Facility facility_;
  const Facility plain_{};  // folds without aliases
};

Result<Facility> Facility::read(std::string_view toml, const std::string& file_name) {
  const auto failed = [&](const std::string& sentence, const toml::source_position& at) {
    const auto place = file_name + ":" + std::to_string(at.line);
    return fail(ErrorCode::invalid, place + ": " + sentence, place);
  };
  try {
    return FacilityReader().read(toml::parse(toml, file_name), StableHash().add(toml).hex());
  } catch (const WrongFacility& wrong) {
    return failed(wrong.sentence, wrong.at);
  } catch (const toml::parse_error& error) {
    return failed("not TOML: " + std::string(error.description()), error.source().begin);
  }
}

Result<Facility> Facility::load(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::not_found, "cannot open the facility file " + file, file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return fail(ErrorCode::unavailable, "cannot read the facility file " + file, file);
  return read(text, file);
}

}  // namespace weft
