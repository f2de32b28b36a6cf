// Checker: panels of a dataset.
#include "viewers/checker.h"

namespace weft {

void Checker::panels(const Tree& tree) { each(tree, "panels", &Checker::panel); }

void Checker::panel(const Tree& tree) {
  if (!members(tree, "a panel",
               {{"title", &Checker::line},  {"of", &Checker::set_of},         {"when", &Checker::when},
                {"empty", &Checker::line},  {"width", &Checker::share},       {"parameters", &Checker::parameters},
                {"image", &Checker::image}, {"gallery", &Checker::only_true}, {"curve", &Checker::curves},
                {"plot", &Checker::plot},   {"hdf5", &Checker::hdf5},         {"slice", &Checker::slice},
                {"table", &Checker::table}, {"best", &Checker::best},         {"compare", &Checker::compare},
                {"chain", &Checker::chain}, {"workflow", &Checker::workflow}, {"files", &Checker::files},
                {"row", &Checker::panels},  {"stack", &Checker::panels}}))
    return;
  one_of(tree, "a panel",
         {"parameters", "image", "gallery", "curve", "plot", "hdf5", "slice", "table", "best", "compare", "chain",
          "workflow", "files", "row", "stack"});
}

void Checker::parameters(const Tree& tree) {
  if (tree.is(Tree::Kind::list)) return values(tree);
  if (!tree.is(Tree::Kind::map))
    return shape(tree.place,
                 "parameters are a list of values, or {group: PREFIX}, not " + std::string(to_text(tree.kind)));
  members(tree, "a group of parameters",
          {{"group", &Checker::any_text, true}, {"except", &Checker::parameters_left_out}});
}

void Checker::curves(const Tree& tree) {
  if (tree.is(Tree::Kind::list))
    each(tree, "curves", &Checker::curve);
  else
    curve(tree);
}

void Checker::curve(const Tree& tree) {
  members(tree, "a curve",
          {{"title", &Checker::line},
           {"of", &Checker::set_of},
           {"file", &Checker::glob, true},
           {"hdf5", &Checker::line},
           {"x", &Checker::line},
           {"y", &Checker::lines},
           {"log", &Checker::axes},
           {"errors", &Checker::truth},
           {"overlay", &Checker::truth}});
}

void Checker::hdf5(const Tree& tree) {
  members(tree, "hdf5", {{"file", &Checker::glob, true}, {"path", &Checker::line}});
}

void Checker::slice(const Tree& tree) {
  members(tree, "a slice", {{"file", &Checker::glob, true}, {"hdf5", &Checker::line}, {"axis", &Checker::axis}});
}

void Checker::table(const Tree& tree) {
  with_fills(fills_of_rows(tree.find("rows")), [&] {
    members(tree, "a table",
            {{"of", &Checker::set_of},
             {"columns", &Checker::columns, true},
             {"rank", &Checker::ranking_names},
             {"rows", &Checker::repeated},
             {"sort", &Checker::sort}});
  });
}

void Checker::best(const Tree& tree) {
  with_fills(fills_of_rows(tree.find("rows")), [&] {
    if (members(tree, "best",
                {{"of", &Checker::set_of},
                 {"rank", &Checker::ranking_name, true},
                 {"values", &Checker::values},
                 {"rows", &Checker::repeated},
                 {"columns", &Checker::columns}}) &&
        !tree.find("values") && !tree.find("columns"))
      shape(tree.place, "best needs `values` or `columns`");
  });
}

void Checker::compare(const Tree& tree) {
  if (members(tree, "compare",
              {{"of", &Checker::set_of},
               {"values", &Checker::values},
               {"group", &Checker::any_text},
               {"except", &Checker::parameters_left_out},
               {"differences", &Checker::truth},
               {"image", &Checker::image}}))
    one_of(tree, "compare", {"values", "group"});
}

void Checker::chain(const Tree& tree) {
  members(tree, "a chain",
          {{"of", &Checker::set_of}, {"columns", &Checker::columns, true}, {"image", &Checker::image}});
}

void Checker::workflow(const Tree& tree) {
  members(tree, "a workflow",
          {{"direction", &Checker::direction},
           {"image", &Checker::image},
           {"label", &Checker::values},
           {"depth", &Checker::depth}});
}

void Checker::files(const Tree& tree) { members(tree, "files", {{"glob", &Checker::glob, true}}); }

void Checker::repeated(const Tree& tree) { each(tree, "rows", &Checker::repeated_row); }

void Checker::repeated_row(const Tree& tree) {
  members(tree, "a row",
          {{"title", &Checker::line, true}, {"fill", &Checker::fill, true}, {"colour", &Checker::colour_word}});
}

void Checker::fill(const Tree& tree) {
  word_keys(tree, "fills", &Checker::line);
  if (tree.is(Tree::Kind::map) && tree.members.empty()) shape(tree.place, "fill is empty: {shell: inner}");
}

std::vector<Fill> Checker::fills_of_rows(const Tree* rows) {
  std::vector<Fill> out;
  if (!rows) return out;
  for (const auto& row : rows->list) {
    if (out.size() == kMostFills) break;
    Fill one;
    if (const auto* fill = row.find("fill"))
      for (const auto& member : fill->members) one.emplace_back(member.key, member.value.text);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace weft
