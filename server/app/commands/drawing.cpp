#include "app/commands/drawing.h"

#include <algorithm>
#include <set>

namespace weft {
namespace {

struct Strokes {
  std::string_view branch, last, beside, below;
};
constexpr Strokes kUtf8 = {"├─ ", "└─ ", "│  ", "   "};
constexpr Strokes kAscii = {"|- ", "`- ", "|  ", "   "};
constexpr std::size_t kNarrowestPath = 24;

using Neighbour = std::pair<std::int64_t, std::string>;

class TreeDrawer {
 public:
  TreeDrawer(const DrawnGraph& graph, const DrawingOptions& options, const Look& look)
      : graph_(graph), options_(options), look_(look), strokes_(look.utf8 ? kUtf8 : kAscii) {}

  // With a stack of its own: a chain may be ten thousand datasets long.
  std::string draw() {
    write_dataset("", line_to(graph_.start, ""), "");
    open_children(graph_.start, "");
    while (!levels_.empty()) {
      if (levels_.back().next == levels_.back().lines.size()) {
        on_the_way_.erase(levels_.back().dataset);
        levels_.pop_back();
      } else {
        write_next(levels_.back());
      }
    }
    return std::move(text_);
  }

 private:
  // What stands below a dataset: other datasets, inputs that lead nowhere, or a count of those left out.
  struct Line {
    std::int64_t dataset = 0;
    std::string role;
    const OpenInput* open = nullptr;
    std::size_t left_out = 0;
    bool has_twin = false;  // a sibling bears the same name
  };
  struct Level {
    std::int64_t dataset;
    std::string indent;
    std::vector<Line> lines;
    std::size_t next = 0;
  };

  static Line line_to(std::int64_t dataset, const std::string& role) { return {dataset, role, nullptr, 0, false}; }

  // A withdrawn input leads to deleted datasets, which are drawn themselves.
  bool shows_deleted(const std::vector<Line>& lines) const {
    return std::any_of(lines.begin(), lines.end(), [&](const Line& line) { return dataset_of(line.dataset).deleted; });
  }

  std::vector<Line> lines_below(std::int64_t dataset) const {
    std::vector<Line> lines;
    const auto& neighbours = options_.towards_inputs ? graph_.inputs : graph_.outputs;
    if (auto found = neighbours.find(dataset); found != neighbours.end())
      for (const auto& [id, role] : found->second) lines.push_back(line_to(id, role));
    if (auto found = graph_.open.find(dataset); options_.towards_inputs && found != graph_.open.end())
      for (const auto& open : found->second)
        if (open.state != "withdrawn" || !shows_deleted(lines)) lines.push_back({0, "", &open, 0, false});
    mark_twins(lines);
    if (options_.siblings == 0 || lines.size() <= options_.siblings + 1) return lines;
    const auto left_out = lines.size() - options_.siblings;
    lines.resize(options_.siblings);
    lines.push_back({0, "", nullptr, left_out, false});
    return lines;
  }

  void mark_twins(std::vector<Line>& lines) const {
    std::map<std::string_view, int> named;
    for (const auto& line : lines) ++named[dataset_of(line.dataset).name];
    for (auto& line : lines) line.has_twin = line.dataset != 0 && named[dataset_of(line.dataset).name] > 1;
  }

  const DrawnDataset& dataset_of(std::int64_t id) const {
    static const DrawnDataset unknown;
    const auto found = graph_.datasets.find(id);
    return found == graph_.datasets.end() ? unknown : found->second;
  }

  void open_children(std::int64_t dataset, const std::string& indent) {
    drawn_.insert(dataset);
    on_the_way_.insert(dataset);
    levels_.push_back({dataset, indent, lines_below(dataset), 0});
  }

  void write_next(Level& level) {
    const bool last = level.next + 1 == level.lines.size();
    const Line line = level.lines[level.next++];
    const std::string stem = level.indent + std::string(last ? strokes_.last : strokes_.branch);
    const std::string below = level.indent + std::string(last ? strokes_.below : strokes_.beside);
    if (line.left_out > 0) return write_left_out(stem, line.left_out);
    if (line.open) return write_open(stem, *line.open);
    if (on_the_way_.contains(line.dataset)) return write_dataset(stem, line, "a cycle: it is above");
    if (drawn_.contains(line.dataset)) return write_dataset(stem, line, "see above");
    write_dataset(stem, line, "");
    if (levels_.size() < options_.deepest) return open_children(line.dataset, below);
    drawn_.insert(line.dataset);
    if (!lines_below(line.dataset).empty()) write_deeper(below, line.dataset);
  }

  void write_left_out(const std::string& stem, std::size_t count) {
    text_ +=
        stem +
        paint((look_.utf8 ? "… " : "... ") + grouped(static_cast<std::int64_t>(count)) + " more", Tone::faint, look_) +
        "\n";
  }

  void write_deeper(const std::string& indent, std::int64_t id) {
    const std::string hint =
        "deeper: weft lineage " + std::to_string(id) + (options_.towards_inputs ? " --ancestors" : " --descendants");
    text_ +=
        indent + std::string(strokes_.last) + paint((look_.utf8 ? "… " : "... ") + hint, Tone::faint, look_) + "\n";
  }

  void write_open(const std::string& stem, const OpenInput& open) {
    const std::string mark = open.state == "withdrawn" ? "withdrawn: " : "pending: ";
    std::string text = printable(open.text);
    if (look_.width > 0) {
      const auto taken = width_of(stem) + mark.size();
      const auto width = static_cast<std::size_t>(look_.width);
      text = cut_front(text, std::max(kNarrowestPath, width > taken ? width - taken : 0), look_);
    }
    text_ += stem + paint(mark, Tone::warning, look_) + text + "\n";
  }

  // Name and number always; then the facts, as many as the width holds; then the marks, always.
  void write_dataset(const std::string& stem, const Line& line, std::string_view mark) {
    const DrawnDataset& dataset = dataset_of(line.dataset);
    const std::string number = "#" + std::to_string(line.dataset);
    std::string marks = marks_of(line.dataset, dataset, mark);
    std::string facts = facts_of(dataset, line.role);
    std::string name = printable(dataset.name);
    if (look_.width > 0) {
      const auto width = static_cast<std::size_t>(look_.width);
      const auto taken = width_of(stem) + number.size() + 1 + width_of(marks);
      name = cut(name, std::max<std::size_t>(12, width > taken ? width - taken : 0), look_);
      const auto so_far = taken + width_of(name) + 2;
      facts = width > so_far + 4 ? cut(facts, width - so_far, look_) : "";
    }
    if (line.has_twin) facts += twin_location(dataset, facts, stem, number, name, marks);
    text_ += stem + paint(number, Tone::faint, look_) + " " + paint(name, Tone::strong, look_);
    if (!facts.empty()) text_ += "  " + paint(facts, Tone::faint, look_);
    text_ += paint(marks, dataset.deleted ? Tone::bad : Tone::warning, look_) + "\n";
  }

  // As much of the end of its folder as fits behind the facts.
  std::string twin_location(const DrawnDataset& dataset, const std::string& facts, const std::string& stem,
                            const std::string& number, const std::string& name, const std::string& marks) const {
    const std::string location = printable(dataset.location);
    if (look_.width == 0) return "  " + location;
    const auto taken = width_of(stem) + number.size() + 1 + width_of(name) + 2 + width_of(facts) + 2 + width_of(marks);
    const auto width = static_cast<std::size_t>(look_.width);
    return width > taken + 16 ? "  " + cut_front(location, width - taken, look_) : "";
  }

  std::string facts_of(const DrawnDataset& dataset, const std::string& role) const {
    std::string facts = dataset.type == "acquisition" ? "raw" : dataset.type;
    const auto add = [&](const std::string& text) {
      if (!text.empty()) facts += (facts.empty() ? "" : look_.utf8 ? " · " : ", ") + printable(text);
    };
    add(dataset.program);
    const auto start = graph_.datasets.find(graph_.start);
    if (start == graph_.datasets.end() || &dataset == &start->second || dataset.instrument != start->second.instrument)
      add(dataset.instrument);
    if (!role.empty()) add("as " + role);
    return facts;
  }

  std::string marks_of(std::int64_t id, const DrawnDataset& dataset, std::string_view mark) const {
    std::string marks;
    if (dataset.deleted) marks += "  [deleted]";
    if (!dataset.complete) marks += "  [incomplete]";
    if (auto open = graph_.open.find(id); !options_.towards_inputs && open != graph_.open.end())
      marks += open_mark(open->second);
    if (!mark.empty()) marks += "  (" + std::string(mark) + ")";
    return marks;
  }

  static std::string open_mark(const std::vector<OpenInput>& open) {
    const auto pending =
        std::count_if(open.begin(), open.end(), [](const auto& one) { return one.state == "pending"; });
    const auto withdrawn = static_cast<std::ptrdiff_t>(open.size()) - pending;
    std::string mark;
    if (pending > 0) mark += "  [" + counted(pending, "input", "inputs") + " pending]";
    if (withdrawn > 0) mark += "  [" + counted(withdrawn, "input", "inputs") + " withdrawn]";
    return mark;
  }

  const DrawnGraph& graph_;
  const DrawingOptions& options_;
  const Look& look_;
  const Strokes& strokes_;
  std::string text_;
  std::vector<Level> levels_;
  std::set<std::int64_t> drawn_;
  std::set<std::int64_t> on_the_way_;
};

}  // namespace

std::string draw(const DrawnGraph& graph, const DrawingOptions& options, const Look& look) {
  return TreeDrawer(graph, options, look).draw();
}

}  // namespace weft
