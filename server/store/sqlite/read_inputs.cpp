#include <algorithm>
#include <tuple>

#include "store/sqlite/reader.h"

namespace weft::sqlite {
namespace {

// One row a link, or one with NULL where there is none; rows of one input stand together.
constexpr const char* kInputs =
    "SELECT input.output, input.position, role, ifnull(text, target), kind, target, whole, whole_only, state, "
    "link.dataset FROM input LEFT JOIN link ON link.output=input.output AND link.position=input.position WHERE ";

void append_inputs(Rows& rows, std::vector<Input>& to) {
  while (rows.next()) {
    const DatasetId output{rows.integer(0)};
    const auto position = static_cast<int>(rows.integer(1));
    if (to.empty() || to.back().output != output || to.back().position != position) {
      Input& input = to.emplace_back();
      input.output = output;
      input.position = position;
      input.role = rows.text(2);
      input.text = rows.text(3);
      input.kind = static_cast<InputKind>(rows.integer(4));
      input.target = rows.text(5);
      input.whole = static_cast<int>(rows.integer(6));
      input.whole_only = rows.integer(7) != 0;
      input.state = static_cast<InputState>(rows.integer(8));
    }
    if (!rows.is_null(9)) to.back().datasets.push_back({rows.integer(9)});
  }
}

bool is_hidden_from(const Viewer& viewer, const Input& input) {
  return !std::all_of(input.datasets.begin(), input.datasets.end(), [&](DatasetId id) { return viewer.may_read(id); });
}

void blank(Input& input) {
  input.state = InputState::restricted;
  input.role.clear();
  input.text.clear();
  input.target.clear();
  input.datasets.clear();
}

bool by_output(const Input& a, const Input& b) {
  return std::tie(a.output, a.position) < std::tie(b.output, b.position);
}

// What was asked for by its target: neither outputs this viewer may not see, nor, because asking would tell its path,
// restricted inputs.
std::vector<Input> only_shown(std::vector<Input> inputs, const Viewer& viewer) {
  if (!viewer.sees_all())
    std::erase_if(inputs, [&](const Input& it) { return !viewer.may_read(it.output) || is_hidden_from(viewer, it); });
  std::sort(inputs.begin(), inputs.end(), by_output);
  return inputs;
}

}  // namespace

std::vector<Input> Reader::inputs_of(std::span<const DatasetId> outputs) {
  std::vector<DatasetId> wanted(outputs.begin(), outputs.end());
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  static const std::string kOf =
      std::string(kInputs) + "input.output BETWEEN ? AND ? ORDER BY input.output, input.position, link.dataset";
  std::vector<Input> found;
  for (std::span<const DatasetId> left = wanted; !left.empty();) {
    const auto run = first_run(left);
    Rows rows(connection_.prepared(kOf), run.front(), run.back());
    append_inputs(rows, found);
    left = left.subspan(run.size());
  }
  std::erase_if(found, [this](const Input& input) { return !may_read(input.output); });
  if (sees_all()) return found;
  std::erase_if(found, [](const Input& input) {
    return input.state == InputState::unused;
  });  // a whole text tells all its pieces
  for (Input& input : found)
    if (is_hidden_from(connection_.viewer(), input)) blank(input);
  return found;
}

bool Reader::names_hidden(DatasetId output) {
  if (sees_all()) return false;
  Rows rows(connection_.prepared("SELECT 1 FROM link WHERE output=? AND NOT may_read(dataset) LIMIT 1"), output);
  return rows.next();
}

// Whether any path begins with these letters: one look, which mostly finds nobody.
bool Reader::anybody_names_from(const std::string& stem) {
  const std::string end = stem + "0";
  Rows rows(connection_.prepared("SELECT 1 FROM input WHERE kind=0 AND target>=? AND target<? LIMIT 1"), stem, end);
  return rows.next();
}

std::vector<Input> Reader::inputs_below(const std::string& folder) {
  static const std::string kSame = std::string(kInputs) + "kind=0 AND target=?";
  // '0' follows '/': every text that begins with folder + "/" lies between the two.
  static const std::string kBelow = std::string(kInputs) + "kind=0 AND target>=? AND target<?";
  const std::string stem = folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder;
  std::vector<Input> found;
  if (!anybody_names_from(stem)) return found;
  if (!stem.empty()) {
    Rows rows(connection_.prepared(kSame), stem);
    append_inputs(rows, found);
  }
  const std::string first = stem + "/", end = stem + "0";
  Rows rows(connection_.prepared(kBelow), first, end);
  append_inputs(rows, found);
  return only_shown(std::move(found), connection_.viewer());
}

std::vector<Input> Reader::inputs_naming(InputKind kind, const std::string& target) {
  static const std::string kNaming = std::string(kInputs) + "kind=? AND target=?";
  std::vector<Input> found;
  Rows rows(connection_.prepared(kNaming), static_cast<int>(kind), target);
  append_inputs(rows, found);
  return only_shown(std::move(found), connection_.viewer());
}

std::vector<Edge> Reader::outputs_of(std::span<const DatasetId> inputs, int limit) {
  std::string sql =
      "SELECT DISTINCT link.output, role FROM link JOIN input ON input.output=link.output AND "
      "input.position=link.position WHERE link.dataset=? AND state IN (1, 2)";
  if (!sees_all())  // an input that also means a hidden dataset is restricted, seen from either end
    sql += connection_.only_visible("link.output") +
           " AND NOT EXISTS (SELECT 1 FROM link other WHERE other.output=link.output AND "
           "other.position=link.position AND NOT may_read(other.dataset))";
  sql += " ORDER BY link.output, role LIMIT ?";
  std::vector<DatasetId> wanted(inputs.begin(), inputs.end());
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::vector<Edge> found;
  for (const DatasetId input : wanted) {
    if (!may_read(input)) continue;
    Rows rows(connection_.prepared(sql), input, limit);
    while (rows.next()) found.push_back({input, {rows.integer(0)}, rows.text(1)});
  }
  std::sort(found.begin(), found.end(), [](const Edge& a, const Edge& b) {
    return std::tie(a.output, a.input, a.role) < std::tie(b.output, b.input, b.role);
  });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace weft::sqlite
