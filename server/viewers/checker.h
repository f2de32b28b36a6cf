// Checker: one pass over the tree of a viewer description; a function for each thing that may stand there, a table of
// keys in each. Private to check.cpp and check_*.cpp. One thread, one file.
#pragma once
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "viewers/check.h"
#include "viewers/names.h"

namespace weft {

class Checker {
 public:
  Checker(std::string_view file, const Definitions& definitions) : file_(file), definitions_(definitions) {}
  void root(const Tree& tree);
  void hold_name(const Tree& tree, const std::string& stem);
  ViewerFindings take() { return std::move(findings_); }

 private:
  using Check = void (Checker::*)(const Tree&);
  struct Key {
    std::string_view name;
    Check check;
    bool needed = false;
  };
  using Keys = std::vector<Key>;

  // What is said of a place.
  void shape(TextPosition place, std::string message);
  void meaning(TextPosition place, std::string message);
  void warn(TextPosition place, std::string message);
  bool is(const Tree& tree, Tree::Kind kind, std::string_view wanted);

  // Building blocks.
  bool members(const Tree& tree, std::string_view what, const Keys& keys);
  void unknown_key(const Tree::Member& member, std::string_view what, const Keys& keys);
  // Exactly one of these keys.
  void one_of(const Tree& tree, std::string_view what, const std::vector<std::string_view>& keys);
  void each(const Tree& tree, std::string_view what, Check check);
  void word_keys(const Tree& tree, std::string_view what, Check check);
  bool choice(const Tree& tree, const std::vector<std::string_view>& choices);
  void whole(const Tree& tree, double least, double most);

  // Plain values.
  void line(const Tree& tree);
  void any_text(const Tree& tree);
  void truth(const Tree& tree);
  void number(const Tree& tree);
  void only_true(const Tree& tree);
  void version(const Tree& tree);
  void viewer_name(const Tree& tree);
  void priority(const Tree& tree);
  void digits(const Tree& tree);
  void width(const Tree& tree);
  void share(const Tree& tree);
  void depth(const Tree& tree);
  void bar(const Tree& tree);
  bool word(const Tree& tree);
  void simple(const Tree& tree);
  void one_or_more(const Tree& tree);
  void glob(const Tree& tree);
  void axes(const Tree& tree);
  void axis(const Tree& tree);
  void direction(const Tree& tree);
  void click(const Tree& tree);
  void look(const Tree& tree);
  void plot_kind(const Tree& tree);
  void colour_word(const Tree& tree);

  // Queries and names.
  void query(const Tree& tree);
  void relation(const Tree& tree);
  void ask(const Tree& tree, DatasetId from);
  void data_name(const Tree& tree);    // a parameter or field, as values have it
  void parameter(const Tree& tree);    // likewise, {fills} allowed
  void column_name(const Tree& tree);  // as a search has it
  void column_names(const Tree& tree);
  void parameters_left_out(const Tree& tree);
  void sort(const Tree& tree);
  void field(const Tree& tree);
  void short_value(const Tree& tree);
  void text_value(const Tree& tree);
  void hold_texts(const Tree& tree, bool braces);
  std::vector<std::string> filled_texts(const Tree& tree);
  void known(const Tree& tree, const std::set<std::string>& names, std::set<std::string>& used, std::string_view what);
  void set(const Tree& tree);
  void set_of(const Tree& tree);
  void sets(const Tree& tree);
  void numbers_name(const Tree& tree);
  void ranking_name(const Tree& tree);
  void ranking_names(const Tree& tree);
  void table_name(const Tree& tree);

  // Parts.
  void related(const Tree& tree);
  void all_numbers(const Tree& tree);
  void thresholds(const Tree& tree);
  void threshold(const Tree& tree);
  void when(const Tree& tree);
  void value(const Tree& tree);
  void values(const Tree& tree);
  void full_value(const Tree& tree);
  void short_values(const Tree& tree);
  void alternatives(const Tree& tree, std::string_view what, Check check);
  void ratio(const Tree& tree);
  void image(const Tree& tree);
  void column(const Tree& tree);
  void columns(const Tree& tree);
  void plain_column(const Tree& tree);
  void plain_columns(const Tree& tree);
  void column_group(const Tree& tree);
  void image_column(const Tree& tree);
  void download_column(const Tree& tree);

  void list(const Tree& tree);
  void plots(const Tree& tree);
  void plot(const Tree& tree);
  void overlays(const Tree& tree);
  void overlay(const Tree& tree);

  void panels(const Tree& tree);
  void panel(const Tree& tree);
  void parameters(const Tree& tree);
  void curves(const Tree& tree);
  void curve(const Tree& tree);
  void hdf5(const Tree& tree);
  void slice(const Tree& tree);
  void table(const Tree& tree);
  void best(const Tree& tree);
  void compare(const Tree& tree);
  void chain(const Tree& tree);
  void workflow(const Tree& tree);
  void files(const Tree& tree);
  void repeated(const Tree& tree);
  void repeated_row(const Tree& tree);
  void fill(const Tree& tree);

  void rankings(const Tree& tree);
  void ranking(const Tree& tree);
  void viewer_word(const Tree& tree);
  void choices(const Tree& tree);
  void lines(const Tree& tree);
  void keeps(const Tree& tree);
  void keep(const Tree& tree);
  void steps(const Tree& tree);
  void step_or_choose(const Tree& tree);
  void choose(const Tree& tree);
  void choosable(const Tree& tree);
  void step(const Tree& tree);
  void judged(const Tree& tree);
  void judged_names(const Tree& tree);
  void tables(const Tree& tree);
  void lookup_table(const Tree& tree);

  void gather(const Tree& tree);
  void warn_unused(const Tree& tree, std::string_view key, const std::set<std::string>& used);

  // What {shell} stands for while `inside` is checked.
  template <class Inside>
  void with_fills(std::vector<Fill> fills, const Inside& inside) {
    std::swap(fills, fills_);
    inside();
    std::swap(fills, fills_);
  }
  // Names are checked in so many of them: the first.
  static constexpr std::size_t kMostFills = 64;
  static std::vector<Fill> fills_of_rows(const Tree* rows);
  static std::vector<Fill> fills_of_choices(const Tree* choices);

  std::string_view file_;
  const Definitions& definitions_;
  ViewerFindings findings_;
  std::set<std::string> related_, numbers_, rankings_, tables_;
  std::set<std::string> used_related_, used_numbers_, used_rankings_, used_tables_;
  std::vector<Fill> fills_;
};

}  // namespace weft
