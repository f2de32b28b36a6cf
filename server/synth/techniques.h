// Techniques: what each of a facility's techniques collects and computes, and where it is at home. Constant tables; any
// thread.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace weft {

// How the datasets of one collection (a sample, measured and processed) hang together; `k` is its size parameter.
enum class Shape : std::uint8_t {
  scans,      // R R R                                        k raws, nothing processed
  pipelines,  // R -> A, R -> B, R -> C                       1:N
  chain,      // R -> A -> B -> C                             1:1, up to six deep
  merge,      // R R R -> A, R R R -> B                       N:1, by several programs
  pairs,      // R -> V, R -> V, V V -> S -> C                1:1 and N:1
  tilts,      // R -> M -> T, R -> M -> T, T T -> A -> D -> S six deep
};

// What was done to make a dataset; its parameters depend on it.
enum class Stage : std::uint8_t {
  raw,
  integration,
  phasing,
  refinement,
  volume,
  stitching,
  cast,
  motion,
  ctf,
  tomogram,
  segmentation,
  azimuthal,
  subtraction,
  model,
  analysis,
};
inline constexpr int kStages = 15;
std::string_view folder_of(Stage stage);  // "autoPROC", "volume", ...

struct ShapeShare {
  Shape shape;
  double share;
  int least, most;  // of k
  double skew;      // how much smaller ones prevail
};

struct Technique {
  std::string_view name;      // as `definition` bears it
  std::string_view family;    // which parameters it has: "mx", "tomo", ...
  std::span<const Stage> on;  // what follows the raw data, in this order
  std::span<const ShapeShare> shapes;
};
const std::vector<Technique>& techniques();

struct SynthInstrument {
  std::string_view name;        // "ID30A-1"
  double weight;                // of the datasets
  std::vector<int> techniques;  // the first prevails
};
const std::vector<SynthInstrument>& synth_instruments();  // the 49

}  // namespace weft
