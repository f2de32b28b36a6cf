#include "lineage/inputs.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace weft {
namespace {

constexpr std::size_t kLongestPath = 4096;  // PATH_MAX: a longer text is a list and no path
constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }

// "/,d,a,t,a" -> "/data": pyicat-plus 0.1 joined the characters of a text that was given for a list.
std::string joined_characters(std::string_view text) {
  const auto points = code_points(text);
  if (points.size() < 5 || points.size() % 2 == 0 || points[0] != "/") return {};
  std::string joined;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i % 2 == 0)
      joined += points[i];
    else if (points[i] != ",")
      return {};
  }
  return joined;
}

// Where a separator (commas, blanks) ends right before an absolute path: "/data/a,b, /data/c" -> "/data/a,b" "/data/c".
std::vector<std::string_view> split_before_paths(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != '/' || !(text[i - 1] == ',' || is_blank(text[i - 1]))) continue;
    std::size_t end = i;
    while (end > begin && (text[end - 1] == ',' || is_blank(text[end - 1]))) --end;
    if (end > begin) pieces.push_back(text.substr(begin, end - begin));
    begin = i;
  }
  auto last = text.substr(begin);
  while (!last.empty() && (last.back() == ',' || is_blank(last.back()))) last.remove_suffix(1);
  if (!last.empty()) pieces.push_back(last);
  return pieces;
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    const auto piece = trim(text.substr(0, end));
    if (!piece.empty()) pieces.push_back(piece);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

std::string id_of(std::string_view text) {
  if (text.starts_with("id:")) text.remove_prefix(3);
  const bool digits =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::string(text) : std::string();
}

// What one text, taken as it stands, names.
Input one_input(std::string_view text, const Facility& facility) {
  Input input;
  input.text = text;
  const auto bare = trim(text);
  if (const auto path = facility.path(bare)) {
    input.kind = InputKind::path;
    input.target = *path;
  } else if (const auto id = id_of(bare); !id.empty()) {
    input.kind = InputKind::external_id;
    input.target = id;
  } else if (const auto doi = normal_doi(bare); !doi.empty()) {
    input.kind = InputKind::doi;
    input.target = doi;
  } else {
    input.kind = InputKind::other;
    input.state = InputState::not_a_path;
  }
  return input;
}

// Collects the rows in the order of the text; a whole stands right before its pieces.
class ListReading {
 public:
  explicit ListReading(const Facility& facility) : facility_(facility) {}

  // The position of a new whole row, or `outer` when the text is too long for a path or is none.
  int whole(std::string_view text, int outer) {
    if (text.size() > kLongestPath) return outer;
    auto row = one_input(text, facility_);
    if (row.kind != InputKind::path) return outer;
    row.whole_only = true;
    return add(std::move(row), outer);
  }
  void leaf(std::string_view text, int outer) { add(one_input(text, facility_), outer); }
  std::vector<Input> rows() && { return std::move(rows_); }

 private:
  int add(Input row, int outer) {
    row.whole = outer;
    row.position = static_cast<int>(rows_.size());
    rows_.push_back(std::move(row));
    return rows_.back().position;
  }

  const Facility& facility_;
  std::vector<Input> rows_;
};

}  // namespace

std::string normal_doi(std::string_view text) {
  std::string doi = lower(trim(text));
  for (std::string_view prefix : {"https://", "http://", "dx.doi.org/", "doi.org/", "doi:"})
    if (doi.starts_with(prefix)) doi.erase(0, prefix.size());
  const bool is_doi = doi.starts_with("10.") && doi.find('/') != std::string::npos && doi.find('/') > 3;
  return is_doi ? doi : std::string();
}

std::vector<Input> read_input_list(std::string_view text, const Facility& facility) {
  const auto list = trim(text);
  if (list.empty()) return {};
  ListReading rows(facility);
  if (const auto path = joined_characters(list); !path.empty()) {
    rows.leaf(path, -1);
    auto out = std::move(rows).rows();
    out[0].text = list;
    return out;
  }
  const auto pieces = list.front() == '/' ? split_before_paths(list) : split_at(list, ", \t\r\n");
  const int outer = pieces.size() > 1 ? rows.whole(list, -1) : -1;
  for (const auto piece : pieces) {
    const auto parts = split_at(piece, ",");
    if (parts.size() < 2) {
      rows.leaf(piece, outer);
      continue;
    }
    const int inner = rows.whole(piece, outer);
    for (const auto part : parts) rows.leaf(part, inner);
  }
  return std::move(rows).rows();
}

std::vector<Input> read_inputs(const std::vector<InputText>& inputs, const Facility& facility) {
  std::vector<Input> rows;
  for (const auto& sent : inputs) {
    auto row = one_input(sent.text, facility);
    row.position = static_cast<int>(rows.size());
    row.role = sent.role;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace weft
