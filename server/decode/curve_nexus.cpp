// NXdata groups: which one is meant, which of its HDF5 datasets are signal, axis and errors, and how they are called.
// https://manual.nexusformat.org/classes/base_classes/NXdata.html; `SILX_style` is silx' hint for scales, as BM29
// sends.
#include <hdf5.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "decode/curve.h"
#include "decode/hdf5_handles.h"

namespace weft {
namespace {

constexpr int kMostSteps = 16;  // of a chain of defaults
constexpr int kDeepestCurve = 6;

std::string joined(const std::string& group, const std::string& name) {
  if (name.starts_with('/')) return name;
  return group.ends_with('/') ? group + name : group + "/" + name;
}

bool is_nxdata(hid_t group) {
  const auto classes = read_texts(group, "NX_class");
  return !classes.empty() && classes.front() == "NXdata";
}

std::string first_text(hid_t owner, const char* attribute) {
  const auto texts = read_texts(owner, attribute);
  return texts.empty() ? "" : texts.front();
}

// The path that a chain of `default` leads to from `path`; the path itself without one.
std::string follow_defaults(hid_t file, std::string path) {
  for (int step = 0; step < kMostSteps; ++step) {
    const auto here = open_inside(file, path);
    if (!here || is_nxdata(here.id())) return path;
    const auto next = first_text(here.id(), "default");
    if (next.empty()) return path;
    path = joined(path, next);
  }
  return path;
}

// Looks for the first NXdata below a group. A group of many names, or that contains itself, is looked into once for
// each depth at most; and of hostile or huge files only the beginning is.
class NxdataSearch {
 public:
  explicit NxdataSearch(hid_t file) : file_(file) {}
  // At most `depth` groups deep.
  std::optional<std::string> find(const std::string& path, int depth) {
    const auto here = open_inside(file_, path);
    if (!here || !here.is_group()) return {};
    if (is_nxdata(here.id())) return path;
    if (depth == 0 || !begin(here.id(), depth)) return {};
    for (const auto& child : child_groups(here.id()))
      if (auto found = find(joined(path, child), depth - 1)) return found;
    return {};
  }
  bool gave_up() const { return links_left_ < 0; }

 private:
  // False: it was looked into as deep before, or there is no more to be spent.
  bool begin(hid_t group, int depth) {
    H5O_info_t about{};
    H5G_info_t links{};
    if (H5Oget_info2(group, &about, H5O_INFO_BASIC) < 0 || H5Gget_info(group, &links) < 0) return false;
    int& before = depths_[about.addr];
    if (before >= depth || gave_up()) return false;
    before = depth;
    links_left_ -= 1 + static_cast<int>(std::min<hsize_t>(links.nlinks, 1000));
    return !gave_up();
  }

  const hid_t file_;
  int links_left_ = 20'000;  // each is opened: some 2,000 groups as they are in practice
  std::map<haddr_t, int> depths_;
};

struct Scales {
  std::string signal;
  std::vector<std::string> axes;
};

Scales read_style(hid_t group) {
  Scales scales;
  const auto text = first_text(group, "SILX_style");
  if (text.empty()) return scales;
  simdjson::dom::parser parser;
  simdjson::dom::element style;
  if (parser.parse(text).get(style) != simdjson::SUCCESS) return scales;
  const auto known = [](std::string_view scale) { return scale == "log" || scale == "linear" ? scale : ""; };
  if (std::string_view scale; style["signal_scale_type"].get(scale) == simdjson::SUCCESS) scales.signal = known(scale);
  simdjson::dom::array axes;
  if (style["axes_scale_types"].get(axes) == simdjson::SUCCESS)
    for (auto axis : axes)
      if (std::string_view scale; axis.get(scale) == simdjson::SUCCESS) scales.axes.emplace_back(known(scale));
  return scales;
}

Result<CurveColumn> read_column(hid_t group, const std::string& name, const char* role, const std::string& path) {
  auto values = read_numbers(group, name, kMostCurveValues);
  if (!values) {
    values.error().subject = joined(path, name);
    return tl::make_unexpected(values.error());
  }
  CurveColumn column{name, "", "", role, "", std::move(*values)};
  if (const auto owner = open_inside(group, name)) {
    column.unit = first_text(owner.id(), "units");
    column.label = first_text(owner.id(), "long_name");
  }
  return column;
}

// `axes` is a list, one text, or in old files "q:r"; "." names none.
std::string axis_of(hid_t group, hid_t signal) {
  for (const hid_t owner : {group, signal}) {
    const auto axes = read_texts(owner, "axes");
    if (axes.empty()) continue;
    auto last = axes.back();
    if (axes.size() == 1) last = last.substr(last.find_last_of(":,") + 1);
    return last == "." ? "" : last;
  }
  return "";
}

// `signal` of the group, else the HDF5 dataset that says signal=1, else "data".
std::string signal_of(hid_t group) {
  if (auto named = first_text(group, "signal"); !named.empty()) return named;
  for (const auto& child : child_datasets(group))
    if (const auto found = open_inside(group, child); found && H5Aexists(found.id(), "signal") > 0) return child;
  return "data";
}

void add_errors(Curve& curve, hid_t group, const std::string& signal, const std::string& path) {
  std::vector<std::string> names = {signal + "_errors"};
  if (const auto owner = open_inside(group, signal))
    for (const char* attribute : {"uncertainties", "errors"}) names.push_back(first_text(owner.id(), attribute));
  if (curve.columns.size() <= 2) names.emplace_back("errors");
  for (const auto& name : names) {
    if (name.empty() || !open_inside(group, name)) continue;
    auto errors = read_column(group, name, "errors", path);
    if (errors && errors->values.size() == curve.columns.back().values.size())
      return curve.columns.push_back(std::move(*errors));
  }
}

CurveColumn count_points(std::size_t points) {
  CurveColumn column{"index", "", "", "x", "", {}};
  for (std::size_t i = 0; i < points; ++i) column.values.push_back(static_cast<double>(i));
  return column;
}

Result<void> add_signal(Curve& curve, hid_t group, const std::string& name, const std::string& scale) {
  auto signal = read_column(group, name, "y", curve.hdf5);
  if (!signal) return tl::make_unexpected(signal.error());
  signal->scale = scale;
  curve.columns.push_back(std::move(*signal));
  add_errors(curve, group, name, curve.hdf5);
  return {};
}

// An edge of each bin is one more than the bins: then their middles.
void fit_axis(CurveColumn& axis, std::size_t points) {
  auto& values = axis.values;
  if (values.size() != points + 1) return;
  for (std::size_t i = 0; i < points; ++i) values[i] = (values[i] + values[i + 1]) / 2;
  values.pop_back();
}

Result<Curve> read_group(hid_t group, const std::string& path) {
  Curve curve{path, first_text(group, "title"), {}};
  if (curve.title.empty()) curve.title = read_text_dataset(group, "title");
  const auto scales = read_style(group);
  const auto signal = signal_of(group);
  curve.columns.emplace_back();
  if (auto added = add_signal(curve, group, signal, scales.signal); !added) return tl::make_unexpected(added.error());
  const auto points = curve.columns[1].values.size();
  const auto axis = axis_of(group, open_inside(group, signal).id());
  curve.columns[0] = count_points(points);
  if (!axis.empty()) {
    auto read = read_column(group, axis, "x", path);
    if (!read) return tl::make_unexpected(read.error());
    fit_axis(*read, points);
    if (read->values.size() != points)
      return fail(
          ErrorCode::unreadable,
          "the axis has " + std::to_string(read->values.size()) + " points and the signal " + std::to_string(points),
          path);
    curve.columns[0] = std::move(*read);
  }
  if (!scales.axes.empty()) curve.columns[0].scale = scales.axes.back();
  for (const auto& further : read_texts(group, "auxiliary_signals")) {
    if (curve.columns.size() > 32) break;
    if (auto added = add_signal(curve, group, further, scales.signal); !added) continue;
    if (curve.columns.back().values.size() != points && curve.columns.back().role == "y") curve.columns.pop_back();
  }
  return curve;
}

// An HDF5 dataset that stands in no NXdata: its values over their index.
Result<Curve> read_alone(hid_t file, const std::string& path) {
  auto column = read_column(file, path, "y", "");
  if (!column) return tl::make_unexpected(column.error());
  column->name = path.substr(path.find_last_of('/') + 1);
  Curve curve{path, "", {}};
  curve.columns = {count_points(column->values.size()), std::move(*column)};
  return curve;
}

}  // namespace

Result<Curve> read_nexus_curve(int descriptor, const std::string& wanted) {
  const auto file = open_hdf5(descriptor);
  if (!file) return tl::make_unexpected(file.error());
  const std::string start = wanted.empty() ? "/" : joined("/", wanted);
  {
    const auto there = open_inside(file->id(), start);
    if (!there)
      return fail(ErrorCode::not_found,
                  "the file has nothing that can be opened at this path; links out of it are not followed", start);
    if (!there.is_group()) return read_alone(file->id(), start);
  }
  auto path = follow_defaults(file->id(), start);
  NxdataSearch search(file->id());
  if (auto found = search.find(path, kDeepestCurve)) path = *found;
  const auto group = open_inside(file->id(), path);
  if ((!group || !is_nxdata(group.id())) && search.gave_up())
    return fail(ErrorCode::not_found,
                "no NXdata group is among the first groups below this path, and there are too many to look into all: "
                "name one",
                start);
  if (!group || !is_nxdata(group.id()))
    return fail(ErrorCode::not_found, "there is no NXdata group at or below this path, so nothing says what to draw",
                start);
  return read_group(group.id(), path);
}

}  // namespace weft
