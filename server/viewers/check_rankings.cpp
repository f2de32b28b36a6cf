// Checker: rankings and the tables they look up.
#include "viewers/checker.h"

namespace weft {

void Checker::rankings(const Tree& tree) {
  if (!tree.is(Tree::Kind::list))
    return shape(tree.place, "rankings are a list (- or [ ]), not " + std::string(to_text(tree.kind)));
  std::set<std::string> seen;
  for (const auto& one : tree.list) {
    ranking(one);
    if (const auto* name = one.find("name"); name && !name->text.empty() && !seen.insert(name->text).second)
      meaning(name->place, "a ranking of that name stands above already");
  }
}

void Checker::ranking(const Tree& tree) {
  with_fills(fills_of_choices(tree.find("choices")), [&] {
    members(tree, "a ranking",
            {{"name", &Checker::viewer_word, true},
             {"title", &Checker::line, true},
             {"source", &Checker::line},
             {"label", &Checker::line},
             {"choices", &Checker::choices},
             {"keep", &Checker::keeps},
             {"rest", &Checker::steps},
             {"order", &Checker::steps, true}});
  });
}

void Checker::viewer_word(const Tree& tree) { word(tree); }
void Checker::choices(const Tree& tree) { word_keys(tree, "choices", &Checker::lines); }
void Checker::lines(const Tree& tree) { each(tree, "texts", &Checker::line); }
void Checker::keeps(const Tree& tree) { each(tree, "tests", &Checker::keep); }

void Checker::keep(const Tree& tree) {
  if (members(tree, "a test",
              {{"value", &Checker::judged, true},
               {"above", &Checker::number},
               {"from", &Checker::number},
               {"below", &Checker::number},
               {"to", &Checker::number},
               {"is", &Checker::one_or_more},
               {"otherwise", &Checker::line, true}}) &&
      tree.members.size() < 3)
    shape(tree.place, "nothing is tested: above, from, below, to or is");
}

void Checker::steps(const Tree& tree) { each(tree, "steps", &Checker::step_or_choose); }

void Checker::step_or_choose(const Tree& tree) {
  if (tree.find("choose"))
    members(tree, "a choice of steps", {{"choose", &Checker::choose, true}});
  else
    step(tree);
}

void Checker::choose(const Tree& tree) { each(tree, "steps to choose from", &Checker::choosable); }

void Checker::choosable(const Tree& tree) {
  step(tree);
  if (tree.is(Tree::Kind::map) && !tree.find("title")) shape(tree.place, "a step to choose needs `title`");
}

void Checker::step(const Tree& tree) {
  members(tree, "a step",
          {{"title", &Checker::line},
           {"value", &Checker::judged, true},
           {"lookup", &Checker::table_name},
           {"descending", &Checker::truth}});
}

// What a ranking goes by: a name, or the first of several that has a value.
void Checker::judged(const Tree& tree) {
  if (tree.is(Tree::Kind::map))
    members(tree, "what is judged", {{"coalesce", &Checker::judged_names, true}});
  else
    parameter(tree);
}

void Checker::judged_names(const Tree& tree) { alternatives(tree, "names", &Checker::parameter); }

void Checker::tables(const Tree& tree) { word_keys(tree, "tables", &Checker::lookup_table); }

void Checker::lookup_table(const Tree& tree) {
  if (!is(tree, Tree::Kind::map, "a table (TEXT: number)")) return;
  if (tree.members.empty()) shape(tree.place, "the table is empty");
  if (tree.members.size() > 1000) shape(tree.members[1000].place, "a table has at most 1000 entries");
  for (const auto& member : tree.members) number(member.value);
}

// Each choice beside the others: one after the other is enough to see every name.
std::vector<Fill> Checker::fills_of_choices(const Tree* choices) {
  std::vector<Fill> out = {{}};
  if (!choices) return {};
  for (const auto& choice : choices->members) {
    std::vector<Fill> more;
    for (const auto& before : out)
      for (const auto& value : choice.value.list) {
        if (more.size() == kMostFills) break;
        more.push_back(before);
        more.back().emplace_back(choice.key, value.text);
      }
    if (!more.empty()) out = std::move(more);
  }
  return out;
}

}  // namespace weft
