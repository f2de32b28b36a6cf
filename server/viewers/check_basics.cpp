// Checker: what is said, building blocks and plain values.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "definitions/near_names.h"
#include "viewers/checker.h"

namespace weft {
namespace {

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

bool is_word(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto may_follow = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && is_letter(text[0]) && std::all_of(text.begin(), text.end(), may_follow);
}

std::string shown(const Tree& tree) {
  if (tree.is(Tree::Kind::text) || tree.is(Tree::Kind::number)) {
    const auto text =
        tree.text.size() > 60 ? tree.text.substr(0, utf8_prefix(tree.text.substr(0, 60))) + "…" : tree.text;
    return '"' + text + '"';
  }
  return std::string(to_text(tree.kind));
}

}  // namespace

void Checker::shape(TextPosition place, std::string message) {
  findings_.push_back({place, ViewerFinding::Severity::error, ViewerFinding::About::shape, std::move(message)});
}

void Checker::meaning(TextPosition place, std::string message) {
  findings_.push_back({place, ViewerFinding::Severity::error, ViewerFinding::About::meaning, std::move(message)});
}

void Checker::warn(TextPosition place, std::string message) {
  findings_.push_back({place, ViewerFinding::Severity::warning, ViewerFinding::About::meaning, std::move(message)});
}

bool Checker::is(const Tree& tree, Tree::Kind kind, std::string_view wanted) {
  if (tree.is(kind)) return true;
  std::string message = "here stands " + std::string(wanted) + ", not " + std::string(to_text(tree.kind));
  if (kind == Tree::Kind::text && (tree.is(Tree::Kind::number) || tree.is(Tree::Kind::truth)))
    message += ": put it in quotes";
  shape(tree.place, message);
  return false;
}

bool Checker::members(const Tree& tree, std::string_view what, const Keys& keys) {
  if (!tree.is(Tree::Kind::map)) {
    shape(tree.place, std::string(what) + " is a map (key: value), not " + std::string(to_text(tree.kind)));
    return false;
  }
  for (const auto& member : tree.members) {
    const auto known = std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == member.key; });
    if (known == keys.end())
      unknown_key(member, what, keys);
    else
      (this->*known->check)(member.value);
  }
  for (const auto& key : keys)
    if (key.needed && !tree.find(key.name))
      shape(tree.place, std::string(what) + " needs `" + std::string(key.name) + "`");
  return true;
}

void Checker::unknown_key(const Tree::Member& member, std::string_view what, const Keys& keys) {
  std::vector<std::string_view> names;
  for (const auto& key : keys) names.push_back(key.name);
  const auto near = did_you_mean(member.key, names);
  shape(member.place, "\"" + member.key + "\" is no key of " + std::string(what) +
                          (near.empty() ? "; there are " + listed(names) : near));
}

void Checker::one_of(const Tree& tree, std::string_view what, const std::vector<std::string_view>& keys) {
  const Tree::Member* first = nullptr;
  for (const auto& member : tree.members) {
    if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) continue;
    if (first)
      return shape(member.place, "`" + first->key + "` and `" + member.key +
                                     "` cannot stand together: " + std::string(what) + " has one of them");
    first = &member;
  }
  if (!first) shape(tree.place, std::string(what) + " has one of " + listed(keys));
}

void Checker::each(const Tree& tree, std::string_view what, Check check) {
  if (!tree.is(Tree::Kind::list))
    return shape(tree.place, std::string(what) + " are a list (- or [ ]), not " + std::string(to_text(tree.kind)));
  if (tree.list.empty()) shape(tree.place, "the list is empty: put something in or leave it out");
  for (const auto& one : tree.list) (this->*check)(one);
}

void Checker::word_keys(const Tree& tree, std::string_view what, Check check) {
  if (!tree.is(Tree::Kind::map))
    return shape(tree.place, std::string(what) + " are a map (name: value), not " + std::string(to_text(tree.kind)));
  for (const auto& member : tree.members) {
    if (!is_word(member.key))
      shape(member.place, "\"" + member.key + "\" is no name: a letter, then letters, digits, _ or -, at most 64");
    (this->*check)(member.value);
  }
}

bool Checker::choice(const Tree& tree, const std::vector<std::string_view>& choices) {
  if (tree.is(Tree::Kind::text) && std::find(choices.begin(), choices.end(), tree.text) != choices.end()) return true;
  const auto near = did_you_mean(tree.text, choices);
  shape(tree.place, shown(tree) + " cannot stand here" + (near.empty() ? ": choose one of " + listed(choices) : near));
  return false;
}

void Checker::whole(const Tree& tree, double least, double most) {
  if (tree.is_whole() && tree.number >= least && tree.number <= most) return;
  shape(tree.place, shown(tree) + " cannot stand here: give a whole number from " +
                        std::to_string(static_cast<int>(least)) + " to " + std::to_string(static_cast<int>(most)));
}

void Checker::line(const Tree& tree) {
  if (is(tree, Tree::Kind::text, "a text") && tree.text.empty()) shape(tree.place, "the text is empty");
}

void Checker::any_text(const Tree& tree) { is(tree, Tree::Kind::text, "a text"); }
void Checker::truth(const Tree& tree) { is(tree, Tree::Kind::truth, "true or false"); }
void Checker::number(const Tree& tree) { is(tree, Tree::Kind::number, "a number"); }

void Checker::only_true(const Tree& tree) {
  if (!tree.is(Tree::Kind::truth) || !tree.truth)
    shape(tree.place, "here stands true; leave the key out for the other");
}

void Checker::version(const Tree& tree) {
  if (!tree.is(Tree::Kind::number) || tree.number != 1)
    shape(tree.place, "format is 1, not " + shown(tree) + ": this Weft knows no other");
}

void Checker::viewer_name(const Tree& tree) {
  const auto may_stand = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (tree.is(Tree::Kind::text) && !tree.text.empty() && tree.text.size() <= 64 && tree.text[0] != '-' &&
      std::all_of(tree.text.begin(), tree.text.end(), may_stand))
    return;
  shape(tree.place, shown(tree) + " cannot be a viewer's name: small letters, digits and -, at most 64");
}

void Checker::priority(const Tree& tree) { whole(tree, -1000, 1000); }
void Checker::digits(const Tree& tree) { whole(tree, 0, 10); }
void Checker::width(const Tree& tree) { whole(tree, 16, 4096); }
void Checker::share(const Tree& tree) { whole(tree, 1, 12); }
void Checker::depth(const Tree& tree) { whole(tree, 1, 20); }

void Checker::bar(const Tree& tree) {
  if (!tree.is(Tree::Kind::truth)) is(tree, Tree::Kind::number, "true, or the number that is full");
}

bool Checker::word(const Tree& tree) {
  if (tree.is(Tree::Kind::text) && is_word(tree.text)) return true;
  shape(tree.place, shown(tree) + " is no name: a letter, then letters, digits, _ or -, at most 64");
  return false;
}

void Checker::simple(const Tree& tree) {
  if (tree.is(Tree::Kind::list) || tree.is(Tree::Kind::map) || tree.is(Tree::Kind::null))
    shape(tree.place, "here stands a text, a number, true or false, not " + std::string(to_text(tree.kind)));
}

void Checker::one_or_more(const Tree& tree) {
  if (tree.is(Tree::Kind::list))
    each(tree, "the values", &Checker::simple);
  else
    simple(tree);
}

void Checker::glob(const Tree& tree) {
  line(tree);
  if (tree.text.starts_with('/')) shape(tree.place, "the path begins at the dataset's folder: leave the first / out");
}

void Checker::axes(const Tree& tree) {
  if (!tree.is(Tree::Kind::list)) return shape(tree.place, "here stands a list of axes: [x], [y] or [x, y]");
  std::set<std::string> seen;
  for (const auto& one : tree.list)
    if (choice(one, {"x", "y"}) && !seen.insert(one.text).second) shape(one.place, one.text + " stands twice");
  if (tree.list.empty()) shape(tree.place, "the list is empty: put something in or leave it out");
}

void Checker::axis(const Tree& tree) { choice(tree, {"x", "y", "z"}); }
void Checker::direction(const Tree& tree) { choice(tree, {"right", "down"}); }
void Checker::click(const Tree& tree) { choice(tree, {"dataset"}); }
void Checker::look(const Tree& tree) { choice(tree, {"table", "cards"}); }
void Checker::plot_kind(const Tree& tree) { choice(tree, {"points", "lines", "histogram"}); }
void Checker::colour_word(const Tree& tree) {
  choice(tree, {"good", "fair", "bad", "neutral", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"});
}
void Checker::field(const Tree& tree) { choice(tree, viewer_fields()); }

}  // namespace weft
