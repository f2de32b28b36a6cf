// Curves: columns of numbers with names, units and roles, read from text tables and from NXdata groups of HDF5.
// In: an open file and parameters. Out: the JSON of GET .../curve. Any thread.
#pragma once
#include "decode/decode.h"

namespace weft {

struct CurveColumn {
  std::string name;            // "q", or "column1"
  std::string label;           // as a person reads it: "q (nm^-1)"; "" when the name says it
  std::string unit;            // "nm^-1"
  std::string role = "other";  // x | y | errors | other
  std::string scale;           // log | linear, when the file asks for one
  std::vector<double> values;  // NaN: none there
};

struct Curve {
  std::string hdf5;  // the group in the file, for HDF5
  std::string title;
  std::vector<CurveColumn> columns;
};

constexpr std::size_t kMostCurveValues = 4'000'000;  // in all columns

// parameters: file (its path in the dataset, said again in the answer), hdf5, skip, columns.
Result<void> decode_curve(const DecodeRequest& request, DecodeOutput& output);

// A table of text: lines of numbers, whatever separates them, after lines that are none. The longest run of lines with
// equally many columns counts; names come from the line before it, in a comment or not. `skip` lines are left out
// first.
Result<Curve> read_text_curve(std::string_view text, std::size_t skip);
// The NXdata at `path`, else the one that the file's `default` chain, or else its first, leads to. Links out of the
// file are not followed.
Result<Curve> read_nexus_curve(int file, const std::string& path);

// Those columns only, by name or number from 1, in that order; the first is x. "" leaves the curve as it is.
Result<void> choose_columns(Curve& curve, const std::string& columns);
// "q [nm-1]", "q (nm^-1)", "q / nm": the name and the unit.
std::pair<std::string, std::string> split_unit(std::string_view label);
std::string write_curve(const Curve& curve, const std::string& file);

}  // namespace weft
