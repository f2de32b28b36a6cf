// Checker: queries, and names that must mean something.
#include "base/text.h"
#include "definitions/near_names.h"
#include "search/meaning.h"
#include "viewers/checker.h"
#include "viewers/text_place.h"

namespace weft {
namespace {

// A description is checked without a catalogue: what only datasets bear stands in quotes.
KnownNames only_the_dictionary() {
  return {[](const std::string&) { return false; }, [] { return std::vector<std::string>(); }};
}

std::string first_line(const std::string& message) { return message.substr(0, message.find('\n')); }

std::size_t character_of(const Error& error) {
  constexpr std::string_view kBegin = "character ";
  return error.subject.starts_with(kBegin) ? std::stoul(error.subject.substr(kBegin.size())) : 1;
}

}  // namespace

void Checker::ask(const Tree& tree, DatasetId from) {
  const auto asked = read_meaning(tree.text, from, definitions_, only_the_dictionary());
  if (asked) return;
  auto message = first_line(asked.error().message);
  if (message.find("is not known") != message.npos)
    message += " In double quotes any parameter's name is taken as it is.";
  meaning(place_in(file_, tree, character_of(asked.error())), "the query is refused: " + message);
}

void Checker::query(const Tree& tree) {
  if (is(tree, Tree::Kind::text, "a query")) ask(tree, {});
}

void Checker::relation(const Tree& tree) {
  line(tree);
  if (tree.is(Tree::Kind::text) && !tree.text.empty()) ask(tree, DatasetId{1});
}

// Every text that the fills make of this one.
std::vector<std::string> Checker::filled_texts(const Tree& tree) {
  if (!tree.is(Tree::Kind::text)) return {};
  std::vector<std::string> out;
  for (const auto& fill : fills_.empty() ? std::vector<Fill>{{}} : fills_) {
    auto text = filled(tree.text, fill);
    if (!text) {
      meaning(tree.place, "filled, this text has more than " + std::to_string(kLongestFilled) + " bytes: shorten it");
      return {};
    }
    out.push_back(*std::move(text));
  }
  return out;
}

void Checker::hold_texts(const Tree& tree, bool braces) {
  for (const auto& text : filled_texts(tree)) {
    const auto found = names_in_braces(text);
    if (found.wrong) return meaning(tree.place, "a brace has no other, or nothing stands in it: names stand in {...}");
    if (!braces && !found.names.empty())
      return meaning(tree.place, "{" + found.names[0] + "} is filled by nothing here: `rows` or `choices` give it");
    for (const auto& name : braces ? found.names : std::vector<std::string>{text})
      if (auto said = unknown_name(name, definitions_); !said.empty()) return warn(tree.place, said);
  }
}

void Checker::parameter(const Tree& tree) {
  line(tree);
  hold_texts(tree, false);
}

void Checker::data_name(const Tree& tree) { parameter(tree); }

void Checker::text_value(const Tree& tree) {
  line(tree);
  hold_texts(tree, true);
}

void Checker::short_value(const Tree& tree) {
  line(tree);
  const auto fill = fills_.empty() ? Fill() : fills_.front();
  hold_texts(tree, filled(tree.text, fill).value_or("").find_first_of("{}") != std::string::npos);
}

void Checker::column_name(const Tree& tree) {
  line(tree);
  if (!tree.is(Tree::Kind::text) || tree.text.empty()) return;
  if (const auto column = read_column(tree.text, definitions_, only_the_dictionary()); !column)
    warn(tree.place, first_line(column.error().message));
}

void Checker::column_names(const Tree& tree) { each(tree, "names", &Checker::column_name); }
void Checker::parameters_left_out(const Tree& tree) { each(tree, "names", &Checker::parameter); }

void Checker::sort(const Tree& tree) {
  if (!is(tree, Tree::Kind::text, "a name, and asc or desc")) return;
  const auto blank = tree.text.find(' ');
  const auto way = blank == std::string::npos ? " asc" : tree.text.substr(blank);
  if (blank == 0 || tree.text.empty() || (way != " asc" && way != " desc"))
    return shape(tree.place, "here stands a name, a blank, and asc or desc: EM_tilt_angle asc");
  Tree name = tree;
  name.text = tree.text.substr(0, blank);
  column_name(name);
}

void Checker::known(const Tree& tree, const std::set<std::string>& names, std::set<std::string>& used,
                    std::string_view what) {
  if (!word(tree)) return;
  used.insert(tree.text);
  if (names.contains(tree.text)) return;
  const auto near = did_you_mean(tree.text, {names.begin(), names.end()});
  meaning(tree.place, "there is no \"" + tree.text + "\" among `" + std::string(what) + "`" +
                          (near.empty() ? ": add it there, or name one that is" : near));
}

void Checker::set(const Tree& tree) {
  if (!tree.is(Tree::Kind::text) || tree.text != "this") known(tree, related_, used_related_, "related");
}

void Checker::set_of(const Tree& tree) {
  if (tree.is(Tree::Kind::list))
    sets(tree);
  else
    set(tree);
}

void Checker::sets(const Tree& tree) { each(tree, "sets", &Checker::set); }
void Checker::numbers_name(const Tree& tree) { known(tree, numbers_, used_numbers_, "numbers"); }
void Checker::ranking_name(const Tree& tree) { known(tree, rankings_, used_rankings_, "rankings"); }
void Checker::ranking_names(const Tree& tree) { each(tree, "rankings", &Checker::ranking_name); }
void Checker::table_name(const Tree& tree) { known(tree, tables_, used_tables_, "tables"); }

}  // namespace weft
