// Graph: what lineage answers. Edges point from input to output.
#pragma once
#include <string>
#include <vector>

#include "base/ids.h"

namespace weft {

enum class Direction { ancestors, descendants, both };

struct Edge {
  DatasetId input;
  DatasetId output;
  std::string role;
  auto operator<=>(const Edge&) const = default;
};

struct Graph {
  DatasetId start;
  std::vector<DatasetId> nodes;  // ascending, start among them
  std::vector<Edge> edges;       // ascending, each once
  bool partial = false;          // a limit cut it off; what is here is true
  bool cyclic = false;           // somewhere in here a dataset is made from itself
};

}  // namespace weft
