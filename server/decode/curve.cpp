#include "decode/curve.h"

#include <algorithm>
#include <charconv>

#include "base/json_writer.h"
#include "decode/file_bytes.h"

namespace weft {
namespace {

constexpr std::uint64_t kMostTextBytes = 64u << 20;

bool is_hdf5(const FileBytes& bytes) {
  constexpr std::string_view kSignature("\x89HDF\r\n\x1a\n", 8);
  for (std::uint64_t at = 0; at + kSignature.size() <= bytes.size(); at = at == 0 ? 512 : 2 * at) {
    const auto found = bytes.read(at, kSignature.size());
    if (found && *found == kSignature) return true;
    if (at > (1u << 20)) break;
  }
  return false;
}

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  return from == text.npos ? "" : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

void write_optional(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.member(name, text);
}

void write_column(JsonWriter& json, const CurveColumn& column) {
  json.begin_object().member("name", column.name);
  write_optional(json, "label", column.label);
  write_optional(json, "unit", column.unit);
  json.member("role", column.role);
  write_optional(json, "scale", column.scale);
  json.key("values").begin_array();
  for (double value : column.values) json.value(value);
  json.end_array().end_object();
}

const CurveColumn* find_column(const std::vector<CurveColumn>& columns, std::string_view wanted) {
  for (const auto& column : columns)
    if (column.name == wanted || column.label == wanted) return &column;
  std::size_t number = 0;
  const auto [end, wrong] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (wrong != std::errc() || end != wanted.data() + wanted.size() || number < 1 || number > columns.size()) return {};
  return &columns[number - 1];
}

std::string names_of(const std::vector<CurveColumn>& columns) {
  std::string names;
  for (std::size_t i = 0; i < columns.size() && i < 30; ++i) names += (i ? ", " : "") + columns[i].name;
  return names;
}

Result<Curve> read_curve(const DecodeRequest& request, const FileBytes& bytes) {
  if (is_hdf5(bytes)) return read_nexus_curve(request.file, request.text("hdf5"));
  if (request.find("hdf5")) return fail(ErrorCode::unreadable, "the file is no HDF5: leave the parameter hdf5 away");
  const auto skip = request.integer("skip", 0, 1'000'000, 0);
  if (!skip) return tl::make_unexpected(skip.error());
  const auto text = bytes.whole(kMostTextBytes);
  if (!text) return tl::make_unexpected(text.error());
  return read_text_curve(*text, static_cast<std::size_t>(*skip));
}

}  // namespace

std::pair<std::string, std::string> split_unit(std::string_view label) {
  label = trim(label);
  const auto open = label.find_first_of("[(");
  // "p(r)" is a name; a unit stands apart, or between square brackets.
  const bool apart = open != label.npos && open > 0 && (label[open] == '[' || label[open - 1] == ' ');
  if (apart && (label.back() == ']' || label.back() == ')')) {
    auto name = trim(label.substr(0, open));
    if (name.ends_with(" /")) name = trim(name.substr(0, name.size() - 2));
    return {std::string(name), std::string(label.substr(open + 1, label.size() - open - 2))};
  }
  const auto slash = label.rfind(" / ");
  if (slash != label.npos && slash > 0)
    return {std::string(trim(label.substr(0, slash))), std::string(trim(label.substr(slash + 3)))};
  return {std::string(label), ""};
}

Result<void> choose_columns(Curve& curve, const std::string& columns) {
  if (columns.empty()) return {};
  std::vector<CurveColumn> chosen;
  for (std::string_view rest = columns; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    const auto wanted = trim(rest.substr(0, comma));
    const auto* found = find_column(curve.columns, wanted);
    if (!found)
      return fail(ErrorCode::not_found,
                  "the curve has no column \"" + std::string(wanted) + "\"; it has " + names_of(curve.columns),
                  "columns");
    if (chosen.size() >= 64) return fail(ErrorCode::invalid, "at most 64 columns can be asked for", "columns");
    chosen.push_back(*found);
    chosen.back().role = chosen.size() == 1 ? "x" : found->role == "errors" ? "errors" : "y";
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  curve.columns = std::move(chosen);
  return {};
}

std::string write_curve(const Curve& curve, const std::string& file) {
  JsonWriter json;
  json.begin_object().member("file", file);
  write_optional(json, "hdf5", curve.hdf5);
  write_optional(json, "title", curve.title);
  json.key("columns").begin_array();
  for (const auto& column : curve.columns) write_column(json, column);
  json.end_array().end_object();
  return json.take();
}

Result<void> decode_curve(const DecodeRequest& request, DecodeOutput& output) {
  auto curve = read_curve(request, FileBytes(request.file));
  if (!curve) return tl::make_unexpected(curve.error());
  if (auto chosen = choose_columns(*curve, request.text("columns")); !chosen) return chosen;
  give(output, "application/json", write_curve(*curve, request.text("file")));
  return {};
}

}  // namespace weft
