#include "synth/techniques.h"

#include <array>

namespace weft {
namespace {

using S = Stage;
constexpr std::array kMx = {S::integration, S::phasing, S::refinement};
constexpr std::array kTomo = {S::volume, S::stitching, S::cast};
constexpr std::array kEm = {S::motion, S::ctf, S::tomogram, S::segmentation};
constexpr std::array kSaxs = {S::azimuthal, S::subtraction, S::model};
constexpr std::array kAny = {S::azimuthal, S::analysis, S::model};

// The shares are of collections. Together they give 55 % raw data and 1.04 links a dataset (plan_test.cpp holds that).
constexpr std::array kMxShapes = {ShapeShare{Shape::scans, .275, 1, 8, 1.8},
                                  ShapeShare{Shape::pipelines, .40, 1, 6, 1.4},
                                  ShapeShare{Shape::chain, .19, 1, 6, 1.2}, ShapeShare{Shape::pairs, .11, 1, 9, 2.0},
                                  ShapeShare{Shape::merge, .033, 2, 200, 4.0}};
constexpr std::array kTomoShapes = {ShapeShare{Shape::scans, .30, 1, 9, 1.8}, ShapeShare{Shape::pairs, .38, 1, 9, 2.2},
                                    ShapeShare{Shape::chain, .30, 1, 4, 1.2},
                                    ShapeShare{Shape::merge, .02, 2, 200, 5.0}};
constexpr std::array kEmShapes = {ShapeShare{Shape::tilts, .12, 31, 61, .5}, ShapeShare{Shape::scans, .44, 1, 60, 4.0},
                                  ShapeShare{Shape::chain, .44, 2, 2, 1.0}};
constexpr std::array kSaxsShapes = {ShapeShare{Shape::pairs, .50, 1, 3, 1.0}, ShapeShare{Shape::scans, .28, 1, 9, 2.0},
                                    ShapeShare{Shape::pipelines, .20, 1, 4, 1.4},
                                    ShapeShare{Shape::merge, .02, 10, 200, 4.0}};
constexpr std::array kAnyShapes = {ShapeShare{Shape::scans, .32, 1, 8, 1.8}, ShapeShare{Shape::chain, .18, 1, 3, 1.0},
                                   ShapeShare{Shape::pipelines, .355, 1, 4, 1.2},
                                   ShapeShare{Shape::pairs, .12, 1, 12, 2.0},
                                   ShapeShare{Shape::merge, .033, 2, 200, 4.0}};

std::vector<Technique> make_techniques() {
  return {
      {"MX", "mx", kMx, kMxShapes},                  // 0
      {"XRPD", "powder", kAny, kAnyShapes},          // 1
      {"TOMO", "tomo", kTomo, kTomoShapes},          // 2
      {"SAXS", "saxs", kSaxs, kSaxsShapes},          // 3
      {"XRF", "xrf", kAny, kAnyShapes},              // 4
      {"XAS", "xas", kAny, kAnyShapes},              // 5
      {"MX SAD", "mx", kMx, kMxShapes},              // 6
      {"SSX", "mx", kMx, kMxShapes},                 // 7
      {"TOMO XPCT", "tomo", kTomo, kTomoShapes},     // 8
      {"BioSAXS SAXS", "saxs", kSaxs, kSaxsShapes},  // 9
      {"CRYO-ET EM", "em", kEm, kEmShapes},          // 10
      {"PTYCHO", "ptycho", kAny, kAnyShapes},        // 11
      {"BCDI", "bcdi", kAny, kAnyShapes},            // 12
      {"XANES", "xas", kAny, kAnyShapes},            // 13
      {"WAXS", "powder", kAny, kAnyShapes},          // 14
      {"DCT", "tomo", kTomo, kTomoShapes},           // 15
      {"SCXRD", "scxrd", kAny, kAnyShapes},          // 16
      {"HTXRPD", "powder", kAny, kAnyShapes},        // 17
      {"XES", "xas", kAny, kAnyShapes},              // 18
      {"XMCD", "xas", kAny, kAnyShapes},             // 19
  };
}

std::vector<SynthInstrument> make_instruments() {
  return {
      {"ID30A-1", 15, {0, 6}}, {"ID30B", 11, {0, 6, 7}}, {"ID23-1", 10, {0, 6}}, {"ID30A-3", 9, {0, 7}},
      {"ID23-2", 8, {0, 7}},   {"BM29", 7, {9, 3}},      {"ID22", 6, {1}},       {"ID19", 5.5, {2, 8}},
      {"ID21", 5, {4, 13}},    {"ID11", 5, {1, 15, 16}}, {"BM05", 4.5, {2, 8}},  {"ID15A", 4, {1, 2}},
      {"ID13", 4, {4, 14, 3}}, {"ID16B", 3.5, {4, 2}},   {"ID02", 3.5, {3, 14}}, {"ID31", 3, {1, 3}},
      {"ID29", 3, {7}},        {"BM07", 2.8, {0, 6}},    {"ID17", 2.5, {2}},     {"ID16A", 2.5, {11, 4, 2}},
      {"BM18", 2.2, {2, 8}},   {"CM01", 2.2, {10}},      {"BM30", 2, {5, 13}},   {"ID26", 2, {18, 13}},
      {"ID01", 2, {12, 11}},   {"BM23", 1.8, {5, 13}},   {"BM01", 1.6, {16, 1}}, {"ID03", 1.5, {16, 12}},
      {"BM16", 1.4, {13, 18}}, {"ID10", 1.4, {3, 12}},   {"BM20", 1.3, {5, 1}},  {"ID09", 1.2, {14, 3}},
      {"ID15B", 1.2, {1}},     {"BM31", 1.1, {1, 5}},    {"BM25", 1, {5, 16}},   {"BM26", 1, {3, 14}},
      {"ID24", 1, {5}},        {"ID12", .9, {19, 13}},   {"BM02", .9, {3, 14}},  {"ID27", .8, {1}},
      {"ID32", .8, {19}},      {"BM32", .7, {16, 12}},   {"BM28", .7, {16}},     {"BM08", .6, {5}},
      {"ID20", .5, {18}},      {"ID28", .5, {16}},       {"ID18", .4, {5}},      {"ID06", .4, {17, 1}},
      {"BM14", .3, {0, 5}},
  };
}

constexpr std::array<std::string_view, kStages> kFolders = {
    "raw", "integration", "phasing",      "refinement", "volume",   "stitched", "cast16",  "MotionCor",
    "CTF", "tomogram",    "segmentation", "integrate",  "subtract", "model",    "analysis"};

}  // namespace

std::string_view folder_of(Stage stage) { return kFolders[static_cast<std::size_t>(stage)]; }

const std::vector<Technique>& techniques() {
  static const auto all = make_techniques();
  return all;
}

const std::vector<SynthInstrument>& synth_instruments() {
  static const auto all = make_instruments();
  return all;
}

}  // namespace weft
