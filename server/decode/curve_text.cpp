// Text tables as instruments write them: BM29's `# q I sigma`, ATSAS' .dat with a title line and prose behind the
// numbers, BIFT.out, CSV from spreadsheets with `;` and decimal commas, Fortran's 1.0D-3.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <tuple>

#include "decode/curve.h"

namespace weft {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostColumns = 1000;
constexpr std::string_view kBlanks = " \t\r\v\f";
constexpr std::string_view kCommentMarks = "#%!";

using Fields = std::vector<std::string_view>;

struct Line {
  std::string_view text;
  bool is_comment = false;
};

// What separates fields; ' ' stands for any number of blanks.
struct Style {
  char separator = ' ';
  bool decimal_comma = false;
};

struct Run {  // lines that have the same number of columns
  std::size_t columns = 0, numbers = 0, words = 0;
  std::vector<std::size_t> lines;
};

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(kBlanks);
  return from == text.npos ? "" : text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\n\r"), text.size());
    auto line = trim(text.substr(0, end));
    const bool is_comment = !line.empty() && kCommentMarks.find(line.front()) != kCommentMarks.npos;
    if (is_comment) line = trim(line.substr(std::min(line.find_first_not_of(kCommentMarks), line.size())));
    lines.push_back({line, is_comment});
    const bool is_crlf = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(end + (is_crlf ? 2 : 1), text.size()));
  }
  return lines;
}

std::string_view unquote(std::string_view field) {
  if (field.size() >= 2 && field.front() == field.back() && (field.front() == '"' || field.front() == '\''))
    return field.substr(1, field.size() - 2);
  return field;
}

// Where the field at the front of `line` ends: at a mark that does not stand between quotes.
std::size_t end_of_field(std::string_view line, std::string_view marks) {
  const auto first = line.find_first_not_of(kBlanks);
  std::size_t from = 0;
  if (first != line.npos && line[first] == '"') from = line.find('"', first + 1);
  return std::min(line.find_first_of(marks, from == line.npos ? 0 : from), line.size());
}

// Fields of a line: words, or what stands between separators.
Fields split(std::string_view line, char separator) {
  const bool words = separator == ' ';
  const std::string_view marks = words ? kBlanks : std::string_view(&separator, 1);
  Fields fields;
  bool more = !line.empty();
  while (more && fields.size() <= kMostColumns) {
    const auto end = end_of_field(line, marks);
    fields.push_back(trim(unquote(trim(line.substr(0, end)))));  // a quoted blank is no name
    more = end < line.size();
    line.remove_prefix(std::min(end + 1, line.size()));
    if (words) line = trim(line);
  }
  return fields;
}

std::optional<double> read_plain(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || wrong == std::errc::invalid_argument) return {};
  return wrong == std::errc() && std::isfinite(value) ? value : kNone;
}

// A number; NaN for a word that says there is none; none for any other word.
std::optional<double> read_value(std::string_view text, bool decimal_comma) {
  if (text.empty() || text == "-" || text == "NA" || text == "N/A" || text == "--" || text == "null" || text == "None")
    return kNone;
  if (text.size() > 60) return {};
  if (auto value = read_plain(text)) return value;
  const bool fortran = text.find_first_of("dD") != text.npos;
  if (!fortran && !decimal_comma) return {};
  std::string changed(text);
  for (char& c : changed) {
    if (c == 'd' || c == 'D') c = 'e';
    if (c == ',' && decimal_comma) c = '.';
  }
  return read_plain(changed);
}

struct Counts {
  std::size_t fields = 0, numbers = 0, words = 0;
  bool is_row = false;
};

Counts count_fields(std::string_view line, const Style& style) {
  Counts counts;
  for (const auto field : split(line, style.separator)) {
    const auto value = read_value(field, style.decimal_comma);
    ++counts.fields;
    counts.numbers += value && !field.empty() && !std::isnan(*value);
    counts.words += !value;
  }
  // A column of names or dates may stand in a table with separators; between blanks it would be prose.
  const bool words_allowed = style.separator != ' ' && counts.numbers > 0;
  counts.is_row = counts.fields > 0 && counts.fields <= kMostColumns && (counts.words == 0 || words_allowed);
  return counts;
}

// The longest run of rows; comments and empty lines between rows do not end it.
Run longest_run(const std::vector<Line>& lines, const Style& style) {
  Run best, run;
  const auto close = [&] {
    if (run.lines.size() > best.lines.size()) best = std::move(run);
    run = {};
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].is_comment || lines[i].text.empty()) continue;
    const auto counts = count_fields(lines[i].text, style);
    if (!counts.is_row || counts.fields != run.columns) close();
    if (!counts.is_row) continue;
    run.columns = counts.fields;
    run.numbers += counts.numbers;
    run.words += counts.words;
    run.lines.push_back(i);
  }
  close();
  return best;
}

struct Table {
  Style style;
  Run run;
};

// The style under which most is read as numbers and least as words; of equals the first.
Table find_table(const std::vector<Line>& lines) {
  constexpr Style kStyles[] = {{'\t', false}, {';', false}, {',', false}, {' ', false},
                               {';', true},   {'\t', true}, {' ', true}};
  Table best;
  std::ptrdiff_t best_score = 0;
  for (const auto& style : kStyles) {
    auto run = longest_run(lines, style);
    const auto score = static_cast<std::ptrdiff_t>(run.numbers) - 2 * static_cast<std::ptrdiff_t>(run.words);
    if (run.numbers == 0 || (!best.run.lines.empty() && score <= best_score)) continue;
    best = {style, std::move(run)};
    best_score = score;
  }
  return best;
}

bool is_name(std::string_view field) { return !field.empty() && !read_plain(field); }

// `fields` as the names of `columns` columns: a unit in brackets belongs to the word before it, and SPEC's `#L` is
// none of them. Empty when they are not that many.
std::vector<std::string> as_names(const Fields& fields, std::size_t columns) {
  std::vector<std::string> names;
  for (const auto field : fields) {
    const bool is_unit = !names.empty() && (field.starts_with('(') || field.starts_with('['));
    is_unit ? names.back().append(" ").append(field) : names.emplace_back(field);
  }
  if (names.size() == columns + 1 && names.front() == "L") names.erase(names.begin());
  const bool fits = names.size() == columns && std::all_of(names.begin(), names.end(), is_name);
  return fits ? names : std::vector<std::string>();
}

// What the lines before the numbers say: the nearest that has a word for each column, and the first of the others.
struct Heading {
  std::vector<std::string> names;
  std::string title;
};

Heading read_heading(const std::vector<Line>& lines, const Table& table) {
  Heading heading;
  std::size_t looked = 0, named_at = lines.size();
  for (std::size_t i = table.run.lines.front(); i-- > 0 && looked < 3 && heading.names.empty();) {
    if (lines[i].text.empty()) continue;
    ++looked;
    for (const char separator : {table.style.separator, '\t', ',', ';', ' '}) {
      heading.names = as_names(split(lines[i].text, separator), table.run.columns);
      named_at = i;
      if (!heading.names.empty()) break;
    }
  }
  for (std::size_t i = 0; i < table.run.lines.front() && heading.title.empty(); ++i)
    if (i != named_at || heading.names.empty()) heading.title = lines[i].text.substr(0, 200);
  return heading;
}

bool means_errors(std::string name) {
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  for (const char* word : {"err", "sigma", "\xCF\x83", "std", "uncertain", "esd"})
    if (name.find(word) != name.npos) return true;
  return false;
}

void give_roles(std::vector<CurveColumn>& columns, bool named) {
  bool has_y = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto& column = columns[i];
    // Three columns without names are x, y and errors: so is a scattering curve everywhere.
    const bool errors = named ? means_errors(column.name) : columns.size() == 3 && i == 2;
    column.role = i == 0 && columns.size() > 1 ? "x" : errors && has_y ? "errors" : "y";
    has_y = has_y || column.role == "y";
  }
}

std::vector<CurveColumn> read_columns(const std::vector<Line>& lines, const Table& table) {
  std::vector<CurveColumn> columns(table.run.columns);
  for (auto& column : columns) column.values.reserve(table.run.lines.size());
  for (const auto number : table.run.lines) {
    const auto fields = split(lines[number].text, table.style.separator);
    for (std::size_t i = 0; i < columns.size(); ++i)
      columns[i].values.push_back(read_value(fields[i], table.style.decimal_comma).value_or(kNone));
  }
  return columns;
}

void name_columns(std::vector<CurveColumn>& columns, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (names.empty()) {
      columns[i].name = "column" + std::to_string(i + 1);
      continue;
    }
    std::tie(columns[i].name, columns[i].unit) = split_unit(names[i]);
    if (columns[i].name != names[i]) columns[i].label = names[i];
  }
}

}  // namespace

Result<Curve> read_text_curve(std::string_view text, std::size_t skip) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.substr(0, 4096).find('\0') != text.npos)
    return fail(ErrorCode::unreadable, "the file holds no text: only tables of text and HDF5 can be drawn as curves");
  auto lines = split_lines(text);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(skip, lines.size())));
  const auto table = find_table(lines);
  if (table.run.lines.empty()) return fail(ErrorCode::unreadable, "no line of the file is a row of numbers");
  const auto count = table.run.lines.size() * table.run.columns;
  if (count > kMostCurveValues)
    return fail(ErrorCode::too_large,
                "the table has " + std::to_string(count) + " values, more than can be drawn: download it");
  const auto heading = read_heading(lines, table);
  Curve curve{"", heading.title, read_columns(lines, table)};
  name_columns(curve.columns, heading.names);
  give_roles(curve.columns, !heading.names.empty());
  return curve;
}

}  // namespace weft
