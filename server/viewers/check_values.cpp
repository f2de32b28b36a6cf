// Checker: values, columns, thresholds, conditions, and the list.
#include "viewers/checker.h"

namespace weft {

void Checker::related(const Tree& tree) {
  if (!tree.is(Tree::Kind::map))
    return shape(tree.place, "related is a map (name: relation), not " + std::string(to_text(tree.kind)));
  word_keys(tree, "sets", &Checker::relation);
  for (const auto& member : tree.members)
    if (member.key == "this") shape(member.place, "`this` is the dataset itself: call the set otherwise");
  if (tree.members.size() > 8) shape(tree.members[8].place, "a viewer has at most 8 sets");
}

void Checker::all_numbers(const Tree& tree) { word_keys(tree, "numbers", &Checker::thresholds); }
void Checker::thresholds(const Tree& tree) { each(tree, "thresholds", &Checker::threshold); }

void Checker::threshold(const Tree& tree) {
  if (!members(tree, "a threshold",
               {{"above", &Checker::number},
                {"from", &Checker::number},
                {"below", &Checker::number},
                {"to", &Checker::number},
                {"is", &Checker::simple},
                {"colour", &Checker::colour_word},
                {"text", &Checker::line}}))
    return;
  if (!tree.find("colour") && !tree.find("text")) shape(tree.place, "a threshold needs `colour` or `text`");
}

void Checker::when(const Tree& tree) {
  if (!members(tree, "when",
               {{"parameter", &Checker::parameter},
                {"field", &Checker::field},
                {"is", &Checker::one_or_more},
                {"not", &Checker::one_or_more},
                {"exists", &Checker::truth},
                {"above", &Checker::number},
                {"from", &Checker::number},
                {"below", &Checker::number},
                {"to", &Checker::number}}))
    return;
  one_of(tree, "when", {"parameter", "field"});
  if (tree.members.size() < 2) shape(tree.place, "when needs a test: is, not, exists, above, from, below or to");
}

void Checker::value(const Tree& tree) {
  if (tree.is(Tree::Kind::text)) return short_value(tree);
  if (tree.is(Tree::Kind::map)) return full_value(tree);
  shape(tree.place, "a value is a name, a text with names in braces, or a map, not " + std::string(to_text(tree.kind)));
}

void Checker::values(const Tree& tree) { each(tree, "values", &Checker::value); }
void Checker::short_values(const Tree& tree) { alternatives(tree, "names and texts", &Checker::short_value); }

// Behind a name that the dictionary knows stand others under which the same is sent: no warning of those.
void Checker::alternatives(const Tree& tree, std::string_view what, Check check) {
  if (!tree.is(Tree::Kind::list) || tree.list.empty()) return each(tree, what, check);
  const auto before = findings_.size();
  (this->*check)(tree.list.front());
  const auto first = findings_.size();
  for (std::size_t i = 1; i < tree.list.size(); ++i) (this->*check)(tree.list[i]);
  if (first > before) return;
  const auto is_warning = [](const ViewerFinding& one) { return one.severity == ViewerFinding::Severity::warning; };
  findings_.erase(std::remove_if(findings_.begin() + static_cast<std::ptrdiff_t>(first), findings_.end(), is_warning),
                  findings_.end());
}

void Checker::full_value(const Tree& tree) {
  members(tree, "a value",
          {{"parameter", &Checker::parameter},
           {"field", &Checker::field},
           {"text", &Checker::text_value},
           {"coalesce", &Checker::short_values},
           {"lines", &Checker::values},
           {"links", &Checker::sets},
           {"of", &Checker::set_of},
           {"each", &Checker::truth},
           {"title", &Checker::line},
           {"unit", &Checker::line},
           {"digits", &Checker::digits},
           {"colour", &Checker::numbers_name},
           {"error", &Checker::parameter},
           {"ratio", &Checker::ratio},
           {"bar", &Checker::bar},
           {"when", &Checker::when}});
  one_of(tree, "a value", {"parameter", "field", "text", "coalesce", "lines", "links"});
}

void Checker::ratio(const Tree& tree) {
  each(tree, "the two names", &Checker::parameter);
  if (tree.is(Tree::Kind::list) && !tree.list.empty() && tree.list.size() != 2)
    shape(tree.place, "a ratio has two names: [A, B] is A / B");
}

void Checker::image(const Tree& tree) {
  if (members(tree, "an image", {{"role", &Checker::line}, {"file", &Checker::glob}, {"width", &Checker::width}}))
    one_of(tree, "an image", {"role", "file"});
}

void Checker::columns(const Tree& tree) { each(tree, "columns", &Checker::column); }
void Checker::plain_columns(const Tree& tree) { each(tree, "columns", &Checker::plain_column); }

void Checker::column(const Tree& tree) {
  if (tree.find("columns"))
    column_group(tree);
  else
    plain_column(tree);
}

void Checker::plain_column(const Tree& tree) {
  if (tree.find("image"))
    image_column(tree);
  else if (tree.find("download"))
    download_column(tree);
  else
    value(tree);
}

void Checker::column_group(const Tree& tree) {
  members(tree, "a group of columns",
          {{"title", &Checker::line, true},
           {"columns", &Checker::plain_columns, true},
           {"of", &Checker::set_of},
           {"when", &Checker::when}});
}

void Checker::image_column(const Tree& tree) {
  members(tree, "a column of images",
          {{"image", &Checker::image, true},
           {"of", &Checker::set_of},
           {"each", &Checker::truth},
           {"title", &Checker::line},
           {"when", &Checker::when}});
}

void Checker::download_column(const Tree& tree) {
  members(tree, "a column of downloads",
          {{"download", &Checker::glob, true},
           {"of", &Checker::set_of},
           {"title", &Checker::line},
           {"when", &Checker::when}});
}

void Checker::list(const Tree& tree) {
  if (!members(tree, "list",
               {{"rows", &Checker::query},
                {"group", &Checker::column_name},
                {"sort", &Checker::sort},
                {"filter", &Checker::column_names},
                {"as", &Checker::look},
                {"columns", &Checker::columns},
                {"heading", &Checker::values},
                {"card", &Checker::panels},
                {"footer", &Checker::values},
                {"under", &Checker::values},
                {"mark", &Checker::value},
                {"plots", &Checker::plots},
                {"overlay", &Checker::overlays}}))
    return;
  const auto* as = tree.find("as");
  const std::string_view wanted = as && as->text == "cards" ? "card" : "columns";
  if (!tree.find(wanted))
    shape(tree.place, wanted == "card" ? "a list of cards needs `card`" : "a list as a table needs `columns`");
}

void Checker::plots(const Tree& tree) { each(tree, "plots", &Checker::plot); }

void Checker::plot(const Tree& tree) {
  if (!members(tree, "a plot",
               {{"title", &Checker::line, true},
                {"kind", &Checker::plot_kind},
                {"x", &Checker::value},
                {"y", &Checker::values, true},
                {"colour_by", &Checker::data_name},
                {"log", &Checker::axes},
                {"click", &Checker::click}}))
    return;
  const auto* kind = tree.find("kind");
  const bool is_histogram = kind && kind->text == "histogram";
  if (is_histogram && tree.find("x")) shape(tree.member("x")->place, "a histogram has no `x`");
  if (!is_histogram && !tree.find("x")) shape(tree.place, "a plot needs `x`, or `kind: histogram`");
}

void Checker::overlays(const Tree& tree) {
  if (tree.is(Tree::Kind::list))
    each(tree, "curves", &Checker::overlay);
  else
    overlay(tree);
}

void Checker::overlay(const Tree& tree) {
  members(tree, "an overlay",
          {{"title", &Checker::line},
           {"of", &Checker::set_of},
           {"file", &Checker::glob, true},
           {"hdf5", &Checker::line},
           {"x", &Checker::line},
           {"y", &Checker::lines},
           {"log", &Checker::axes},
           {"errors", &Checker::truth}});
}

}  // namespace weft
