#include "search/suggest.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "definitions/units.h"
#include "search/constants.h"
#include "search/facts.h"
#include "search/language.h"
#include "search/lexer.h"
#include "search/meaning.h"
#include "search/names.h"
#include "search/suggest_names.h"

namespace weft {
namespace {

using Kind = Suggestion::Kind;
using Reading = ColumnKind::Reading;

std::size_t bytes_of(std::string_view text, std::int64_t code_points) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins_one = (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
    if (begins_one && code_points-- == 0) break;
  }
  return at;
}

std::int64_t code_points_of(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
}

// What is being typed at the cursor.
struct Typed {
  TextRange place;         // of the whole word, also what stands behind the cursor
  std::string text;        // before the cursor, quotes resolved
  bool is_quoted = false;  // and open
};

// The last token before the cursor when the cursor touches it; none when the text is wrong before it.
std::optional<Typed> typed_at(std::string_view text, std::size_t cursor) {
  const auto before = text.substr(0, cursor);
  Typed out{{cursor, cursor}, "", false};
  try {
    Lexer lexer(before);
    Token last;
    for (auto token = lexer.take(); token.kind != Token::Kind::end; token = lexer.take()) last = token;
    if (last.kind != Token::Kind::word || last.place.to != cursor) return out;
    out.place = {last.place.from, last.place.from + Lexer(text.substr(last.place.from)).take().source.size()};
    out.text = last.source;
  } catch (const WrongQuery& wrong) {
    const auto from = wrong.place.from;
    if (from >= before.size() || (before[from] != '"' && before[from] != '\'')) return std::nullopt;
    const bool is_open = before.find(before[from], from + 1) == std::string_view::npos;
    if (!is_open) return std::nullopt;
    out = {{from, cursor}, std::string(before.substr(from + 1)), true};
  }
  return out;
}

// Looked up among those that convert to the column's own unit; facility.toml adds its spellings.
constexpr auto kCommonUnits = std::to_array<std::string_view>(
    {"eV",   "keV",  "MeV", "V",    "mV", "kV",  "MV",  "nm",  "Å",    "µm",    "mm",     "cm",
     "m",    "s",    "ms",  "µs",   "ns", "min", "h",   "day", "K",    "°C",    "degree", "rad",
     "mrad", "µrad", "A",   "mA",   "µA", "Gy",  "kGy", "MGy", "Hz",   "kHz",   "MHz",    "Pa",
     "kPa",  "MPa",  "bar", "mbar", "g",  "mg",  "µg",  "kg",  "g/L",  "mg/mL", "mol/L",  "mmol/L",
     "µL",   "mL",   "L",   "W",    "kW", "N",   "T",   "%",   "1/nm", "pixel"});
constexpr std::array<std::string_view, 9> kVolumeUnits = {"GB", "MB", "TB", "kB", "B", "GiB", "MiB", "TiB", "KiB"};

class Suggester {
 public:
  Suggester(std::string_view text, const Typed& typed, int limit, View& view, const Definitions& definitions)
      : text_(text),
        typed_(typed),
        limit_(limit),
        view_(view),
        definitions_(definitions),
        known_{[this](const std::string& name) { return view_.knows(name); }, {}},
        names_(definitions, known_) {}

  std::vector<Suggestion> collect(const Expectation& expectation) {
    const auto kind = kind_of(expectation.column);
    if (expectation.value && kind) add_values(*kind, expectation.comparison, typed_.text, typed_.place);
    if (expectation.value && kind) add_units_behind_number(*kind);
    if (!expectation.begun.text.empty() && kind) go_on(expectation, *kind);
    if (expectation.name) add_names();
    if (typed_.is_quoted) return std::move(found_);
    if (expectation.relation) add_relations();
    for (const auto word : expectation.words) add_word(word, kind);
    add_later_names();
    if (found_.size() > static_cast<std::size_t>(limit_)) found_.resize(static_cast<std::size_t>(limit_));
    return std::move(found_);
  }

 private:
  std::optional<ColumnKind> kind_of(const WrittenText& name) {
    if (name.text.empty()) return std::nullopt;
    try {
      return names_.find(name);
    } catch (const WrongQuery&) {
      return std::nullopt;  // completions do not complain
    }
  }

  void add(Suggestion suggestion, TextRange place) {
    suggestion.from = code_points_of(text_.substr(0, place.from));
    suggestion.to = suggestion.from + code_points_of(text_.substr(place.from, place.to - place.from));
    found_.push_back(std::move(suggestion));
  }
  void add(Kind kind, std::string_view text, std::string_view label, std::string_view description = {}) {
    Suggestion out;
    out.kind = kind;
    out.text = text;
    out.label = label;
    out.description = description;
    add(std::move(out), typed_.place);
  }

  // Fields and near parameters before keywords, all others behind them.
  void add_names() {
    auto names = suggest_names(typed_.text, view_.parameters(), limit_, definitions_);
    const auto split = typed_.text.empty()
                           ? std::find_if(names.begin(), names.end(),
                                          [](const auto& name) { return field_named(name.label) == Field::parameter; })
                           : names.end();
    later_.assign(std::make_move_iterator(split), std::make_move_iterator(names.end()));
    names.erase(split, names.end());
    for (auto& name : names) add_name(std::move(name));
    if (typed_.is_quoted) add_later_names();
  }
  void add_later_names() {
    for (auto& name : later_) add_name(std::move(name));
    later_.clear();
  }
  void add_name(Suggestion name) {
    if (typed_.is_quoted) {  // then only parameters, exactly
      if (field_named(name.label) != Field::parameter || definitions_.facility.field_alias(name.label) != name.label)
        return;
      name.text = quoted(name.label);
    }
    add(std::move(name), typed_.place);
  }

  void add_relations() {
    for (const std::string word : {"input", "output", "ancestor", "descendant"})
      if (begins(word, typed_.text)) add(Kind::relation, word + "(", word + "(...)");
  }

  void add_word(std::string_view word, const std::optional<ColumnKind>& kind) {
    const bool is_sign = word.size() <= 2 && word != "or" && word != "in";
    if (!begins(word, typed_.text) || (kind && !fits(word, *kind))) return;
    add(is_sign ? Kind::sign : Kind::keyword, word, word);
  }

  // Does the comparison suit the column?
  static bool fits(std::string_view word, const ColumnKind& kind) {
    const bool is_order = word == "<" || word == "<=" || word == ">" || word == ">=" || word == "between";
    if (is_order) return kind.reading != Reading::text;
    const bool has_no_text = kind.column.field != Field::parameter && kind.reading != Reading::text;
    return word != "~" || !has_no_text;
  }

  // Behind "12 " a unit may follow, behind "New " another word of the value.
  void go_on(const Expectation& expectation, const ColumnKind& kind) {
    const auto quantity = read_quantity(expectation.begun.text);
    if (quantity && quantity->rest.empty()) return add_units(kind, "", typed_.text, typed_.place);
    const TextRange place{expectation.begun.place.from, typed_.place.to};
    if (!quantity) add_values(kind, expectation.comparison, expectation.begun.text + " " + typed_.text, place);
  }

  // "12k": the number is part of the word.
  void add_units_behind_number(const ColumnKind& kind) {
    const auto quantity = typed_.is_quoted ? std::nullopt : read_quantity(typed_.text);
    if (!quantity || (kind.reading == Reading::parameter && kind.unit.empty())) return;
    const auto number = typed_.text.substr(0, typed_.text.size() - quantity->rest.size());
    add_units(kind, number + " ", quantity->rest, typed_.place);
  }

  void add_units(const ColumnKind& kind, const std::string& before, std::string_view prefix, TextRange place) {
    std::vector<std::string> units;
    const auto offer = [&](std::string_view unit) {
      if (begins(unit, prefix) && std::find(units.begin(), units.end(), unit) == units.end()) units.emplace_back(unit);
    };
    if (kind.column.field == Field::volume) std::for_each(kVolumeUnits.begin(), kVolumeUnits.end(), offer);
    if (!kind.unit.empty()) {
      offer(kind.unit);
      for (const auto unit : kCommonUnits)
        if (conversion(definitions_.facility.canonical_unit(unit), kind.known_unit)) offer(unit);
      for (const auto& [alias, meant] : definitions_.facility.unit_aliases())
        if (conversion(meant, kind.known_unit)) offer(alias);
    }
    for (const auto& unit : units) {
      Suggestion out;
      out.kind = Kind::unit;
      out.text = before + unit;
      out.label = unit;
      out.description = unit == kind.unit ? "the unit of " + kind.name : "";
      add(std::move(out), place);
    }
  }

  void add_values(const ColumnKind& kind, Comparison comparison, const std::string& prefix, TextRange place) {
    const bool takes_texts = comparison == Comparison::equal || comparison == Comparison::not_equal ||
                             comparison == Comparison::in || comparison == Comparison::contains;
    if (!takes_texts || kind.reading == Reading::whole_number || is_number(kind.column, definitions_)) return;
    Meaning all;
    all.with_deleted = kind.column.field == Field::state;
    const auto selection = view_.select(all);
    const auto counts = view_.count_values(*selection, kind.column, limit_, folded(kind, prefix));
    for (const auto& [value, count] : counts.top) add_value(kind, value, count, place);
  }

  std::string folded(const ColumnKind& kind, const std::string& prefix) const {
    if (kind.column.field == Field::instrument) return definitions_.facility.instrument_key(prefix);
    if (kind.column.field == Field::proposal) return definitions_.facility.proposal_key(prefix);
    return prefix;
  }

  void add_value(const ColumnKind& kind, const std::string& value, std::int64_t count, TextRange place) {
    Suggestion out;
    out.kind = Kind::value;
    out.label = kind.column.field == Field::instrument ? definitions_.facility.instrument_name(value) : value;
    const bool reads_as_number = kind.reading == Reading::parameter && read_quantity(out.label);
    const bool is_bare = is_bare_word(out.label) && !reads_as_number && out.label.find('*') == std::string::npos;
    out.text = is_bare && !typed_.is_quoted ? out.label : quoted(out.label);
    out.count = count;
    add(std::move(out), place);
  }

  std::string_view text_;
  const Typed& typed_;
  int limit_;
  View& view_;
  const Definitions& definitions_;
  KnownNames known_;
  Names names_;
  std::vector<Suggestion> found_, later_;
};

}  // namespace

std::string_view to_text(Kind kind) {
  constexpr std::array<std::string_view, 6> kNames = {"name", "sign", "keyword", "relation", "value", "unit"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<std::vector<Suggestion>> suggest(std::string_view text, std::int64_t position, int limit, View& view,
                                        const Definitions& definitions) {
  if (limit < 1 || limit > kMostSuggestions)
    return fail(ErrorCode::invalid, "limit is between 1 and " + std::to_string(kMostSuggestions),
                std::to_string(limit));
  if (text.size() > kLongestQuery)
    return fail(ErrorCode::too_large, "a query has at most " + std::to_string(kLongestQuery) + " bytes");
  if (!is_utf8(text)) return fail(ErrorCode::malformed, "the query is not UTF-8");
  const auto cursor = bytes_of(text, std::max<std::int64_t>(position, 0));
  const auto typed = typed_at(text, cursor);
  Expectation expectation;
  if (!typed || !expect_after(text.substr(0, typed->place.from), expectation)) return std::vector<Suggestion>{};
  return Suggester(text, *typed, limit, view, definitions).collect(expectation);
}

}  // namespace weft
