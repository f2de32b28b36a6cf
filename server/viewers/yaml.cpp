#include "viewers/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "base/text.h"

namespace weft {
namespace {

using Kind = Tree::Kind;

// Leaves yaml-cpp's parser; never this file.
struct WrongYaml {
  YAML::Mark mark;
  std::string message;
};

// Columns of yaml-cpp are bytes, ours code points.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    for (std::size_t from = 0; from <= text.size();) {
      const auto end = std::min(text.find('\n', from), text.size());
      lines_.push_back(text.substr(from, end - from));
      from = end + 1;
    }
  }
  TextPosition place(const YAML::Mark& mark) const {
    if (mark.is_null() || mark.line < 0) return {1, 1};
    const auto line = static_cast<std::size_t>(mark.line);
    if (line >= lines_.size()) return {mark.line + 1, 1};
    const auto bytes = std::min<std::size_t>(static_cast<std::size_t>(std::max(mark.column, 0)), lines_[line].size());
    int column = 1;
    for (std::size_t i = 0; i < bytes; ++i) column += (static_cast<unsigned char>(lines_[line][i]) & 0xC0) != 0x80;
    return {mark.line + 1, column};
  }

 private:
  std::vector<std::string_view> lines_;
};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<double> read_whole(std::string_view text, int base) {
  std::int64_t whole = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), whole, base);
  if (failure != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return static_cast<double>(whole);
}

// [-+]? digits, 0o17, 0x1F, or with point and exponent; no infinities.
std::optional<double> read_number(std::string_view text) {
  if (text.starts_with("0o") && text.size() > 2) return read_whole(text.substr(2), 8);
  if (text.starts_with("0x") && text.size() > 2) return read_whole(text.substr(2), 16);
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || !(std::isdigit(static_cast<unsigned char>(digits[0])) || digits[0] == '.')) return {};
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return {};
  return number;
}

void read_plain(std::string_view text, Tree& tree) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return void(tree.kind = Kind::null);
  if (is_one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) {
    tree.kind = Kind::truth;
    tree.truth = lower(text) == "true";
  } else if (const auto number = read_number(text)) {
    tree.kind = Kind::number;
    tree.number = *number;
  }
}

// Builds the tree from yaml-cpp's events.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const Lines& lines) : lines_(lines) {}
  Tree take() { return std::move(root_); }
  bool is_empty() const { return !begun_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++) throw WrongYaml{mark, "a second document begins: one file is one viewer"};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { put(mark, anchor, Tree()); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw WrongYaml{mark, "an alias stands inside what it names"};
    Tree copy = found->second;
    count(mark, values_in(copy));
    add(mark, std::move(copy));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    hold_tag(mark, tag);
    // The file is UTF-8, so this came of an escape: yaml-cpp 0.7 makes single bytes of two of them.
    if (!is_utf8(value)) throw WrongYaml{mark, "this text is not UTF-8: of the escapes, \\N and \\_ cannot stand here"};
    Tree tree;
    tree.kind = Kind::text;
    tree.text = value;
    if (tag == "?") read_plain(value, tree);
    put(mark, anchor, std::move(tree));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(mark, tag, anchor, Kind::list);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(mark, tag, anchor, Kind::map);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    Tree tree;
    YAML::Mark mark;
    YAML::anchor_t anchor;
    std::optional<Tree> key;
  };

  static void hold_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      throw WrongYaml{mark, "the tag " + tag + " cannot stand here: leave it out"};
  }

  // Long texts count as several, so that aliases of them cannot fill the memory.
  static std::size_t values_in(const Tree& tree) {
    std::size_t count = 1 + tree.text.size() / 256;
    for (const auto& one : tree.list) count += values_in(one);
    for (const auto& one : tree.members) count += 1 + values_in(one.value);
    return count;
  }

  static int depth_of(const Tree& tree) {
    int depth = 0;
    for (const auto& one : tree.list) depth = std::max(depth, depth_of(one));
    for (const auto& one : tree.members) depth = std::max(depth, depth_of(one.value));
    return depth + 1;
  }

  void count(const YAML::Mark& mark, std::size_t values) {
    values_ += values;
    if (values_ > kMostViewerValues)
      throw WrongYaml{mark, "more than " + std::to_string(kMostViewerValues) +
                                " values, aliases counted as what they stand for: a viewer has fewer"};
  }

  void put(const YAML::Mark& mark, YAML::anchor_t anchor, Tree tree) {
    count(mark, values_in(tree));
    tree.place = lines_.place(mark);
    if (anchor) anchors_[anchor] = tree;
    add(mark, std::move(tree));
  }

  void begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind) {
    hold_tag(mark, tag);
    count(mark, 1);
    if (open_.size() >= kDeepestViewer) throw too_deep(mark);
    Open open{{}, mark, anchor, {}};
    open.tree.kind = kind;
    open.tree.place = lines_.place(mark);
    open_.push_back(std::move(open));
  }

  void end() {
    Open done = std::move(open_.back());
    open_.pop_back();
    if (done.anchor) anchors_[done.anchor] = done.tree;
    add(done.mark, std::move(done.tree));
  }

  static WrongYaml too_deep(const YAML::Mark& mark) {
    return {mark, "more than " + std::to_string(kDeepestViewer) + " lists and maps inside each other"};
  }

  void add(const YAML::Mark& mark, Tree tree) {
    if (static_cast<int>(open_.size()) + depth_of(tree) > kDeepestViewer + 1) throw too_deep(mark);
    begun_ = true;
    if (open_.empty()) return void(root_ = std::move(tree));
    Open& open = open_.back();
    if (open.tree.kind == Kind::list) return void(open.tree.list.push_back(std::move(tree)));
    if (!open.key) return hold_key(mark, open, std::move(tree));
    open.tree.members.push_back({open.key->text, open.key->place, std::move(tree)});
    open.key.reset();
  }

  // Keys are taken as they are written: `12: a` has the key "12".
  void hold_key(const YAML::Mark& mark, Open& open, Tree key) {
    if (key.is(Kind::list) || key.is(Kind::map)) throw WrongYaml{mark, "a key is a word, not a list or a map"};
    if (key.text.empty()) throw WrongYaml{mark, "a key is empty"};
    if (key.text == "<<") throw WrongYaml{mark, "merge keys (<<) are not known here: name the whole with an alias"};
    if (const auto* other = open.tree.member(key.text))
      throw WrongYaml{mark,
                      "the key \"" + key.text + "\" stands twice, first in line " + std::to_string(other->place.line)};
    open.key = std::move(key);
  }

  const Lines& lines_;
  Tree root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Tree> anchors_;
  std::size_t values_ = 0;
  int documents_ = 0;
  bool begun_ = false;
};

bool wrong(ViewerFindings& findings, TextPosition place, std::string message) {
  findings.push_back({place, ViewerFinding::Severity::error, ViewerFinding::About::yaml, std::move(message)});
  return false;
}

void parse(std::string_view text, Builder& builder) {
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  while (parser.HandleNextDocument(builder)) {
  }
}

}  // namespace

bool read_yaml(std::string_view bytes, Tree& tree, ViewerFindings& findings) {
  if (bytes.size() > kLongestViewer)
    return wrong(findings, {}, "the file has more than " + std::to_string(kLongestViewer >> 10) + " KiB");
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const Lines lines(bytes);
  if (!is_utf8(bytes) || bytes.find('\0') != bytes.npos) {
    const auto good = std::min(utf8_prefix(bytes), bytes.find('\0'));
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(good), '\n');
    return wrong(findings, {static_cast<int>(line), 1}, "this line is not UTF-8: save the file as UTF-8");
  }
  Builder builder(lines);
  try {
    parse(bytes, builder);
  } catch (const WrongYaml& one) {
    return wrong(findings, lines.place(one.mark), one.message);
  } catch (const YAML::Exception& said) {
    return wrong(findings, lines.place(said.mark), "this is not YAML: " + replace_invalid_utf8(said.msg));
  }
  if (builder.is_empty()) return wrong(findings, {1, 1}, "the file is empty");
  tree = builder.take();
  return true;
}

}  // namespace weft
