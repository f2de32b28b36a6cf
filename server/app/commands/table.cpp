#include "app/commands/table.h"

#include <algorithm>
#include <numeric>

namespace weft {
namespace {

constexpr std::size_t kGap = 2;

struct Shown {
  std::size_t column;
  std::size_t width;
};

std::size_t total(const std::vector<Shown>& shown) {
  std::size_t sum = shown.empty() ? 0 : kGap * (shown.size() - 1);
  for (const auto& one : shown) sum += one.width;
  return sum;
}

std::vector<Shown> natural(const Table& table) {
  std::vector<Shown> shown;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::size_t widest = 0;
    for (const auto& row : table.rows) widest = std::max(widest, width_of(row[c].text));
    if (widest > 0) shown.push_back({c, std::max(widest, width_of(table.columns[c].title))});
  }
  return shown;
}

// Takes one code point a time off the widest column that may be cut; false when none can give any more.
bool shrink(const Table& table, std::vector<Shown>& shown) {
  Shown* widest = nullptr;
  for (auto& one : shown) {
    const int narrowest = table.columns[one.column].narrowest;
    if (narrowest == 0 || one.width <= static_cast<std::size_t>(narrowest)) continue;
    if (!widest || one.width > widest->width) widest = &one;
  }
  if (widest) --widest->width;
  return widest != nullptr;
}

bool drop(const Table& table, std::vector<Shown>& shown) {
  auto leaves = [&](const Shown& one) { return table.columns[one.column].leaves; };
  auto first = std::max_element(shown.begin(), shown.end(),
                                [&](const Shown& a, const Shown& b) { return leaves(a) < leaves(b); });
  if (first == shown.end() || leaves(*first) == 0) return false;
  shown.erase(first);
  return true;
}

// Narrowed first; a column leaves only when that is not enough, and then the others have their room again.
std::vector<Shown> fit(const Table& table, std::size_t width) {
  auto columns = natural(table);
  for (;;) {
    auto shown = columns;
    while (width > 0 && total(shown) > width && shrink(table, shown)) continue;
    if (width == 0 || total(shown) <= width || !drop(table, columns)) return shown;
  }
}

std::string fitted(const std::string& text, const TableColumn& column, std::size_t width, const Look& look) {
  constexpr std::size_t kSeconds = 19, kMinutes = 16, kDay = 10;
  if (column.is_time && text.size() == kSeconds)
    return text.substr(0, width >= kSeconds ? kSeconds : width >= kMinutes ? kMinutes : kDay);
  return column.cut_front ? cut_front(text, width, look) : cut(text, width, look);
}

std::string place(const Cell& cell, const TableColumn& column, std::size_t width, bool last, const Look& look) {
  const auto text = fitted(cell.text, column, width, look);
  const std::string blanks(width - std::min(width, width_of(text)), ' ');
  const auto painted = paint(text, cell.tone, look);
  if (column.right) return blanks + painted;
  return last ? painted : painted + blanks;
}

template <class CellOf>
std::string draw_line(const Table& table, const std::vector<Shown>& shown, const Look& look, const CellOf& cell_of) {
  std::string line;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (i > 0) line.append(kGap, ' ');
    line +=
        place(cell_of(shown[i].column), table.columns[shown[i].column], shown[i].width, i + 1 == shown.size(), look);
  }
  return line.erase(line.find_last_not_of(' ') + 1) + "\n";
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string draw(const Table& table, const Look& look) {
  if (table.rows.empty()) return "";
  const auto shown = fit(table, static_cast<std::size_t>(look.width));
  std::string text = draw_line(table, shown, look, [&](std::size_t c) {
    return Cell{table.columns[c].title, Tone::faint};
  });
  for (const auto& row : table.rows) text += draw_line(table, shown, look, [&](std::size_t c) { return row[c]; });
  return text;
}

std::string csv(const Table& table) {
  std::string text;
  auto line = [&](const auto& text_of) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) text += (c > 0 ? "," : "") + quoted(text_of(c));
    text += "\r\n";
  };
  line([&](std::size_t c) { return table.columns[c].title; });
  for (const auto& row : table.rows) line([&](std::size_t c) { return row[c].text; });
  return text;
}

}  // namespace weft
