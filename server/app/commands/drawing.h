// Drawing: lineage as a tree in the terminal. In: a graph and what is known of its datasets. Out: lines. Pure.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/look.h"

namespace weft {

struct DrawnDataset {
  std::string name;
  std::string location;  // shown where siblings bear the same name
  std::string type;
  std::string program;
  std::string instrument;
  bool deleted = false;
  bool complete = true;
};

// An input that leads to no living dataset.
struct OpenInput {
  std::string text;
  std::string state;  // pending, withdrawn
};

struct DrawnGraph {
  std::int64_t start = 0;
  std::map<std::int64_t, DrawnDataset> datasets;
  std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::string>>> inputs;   // of a dataset: (id, role)
  std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::string>>> outputs;  // of a dataset: (id, role)
  std::map<std::int64_t, std::vector<OpenInput>> open;                                // of a dataset
};

struct DrawingOptions {
  bool towards_inputs = false;
  std::size_t siblings = 12;  // more of them are one line that counts them; 0: all are drawn
  std::size_t deepest = 30;   // what lies deeper is one line that says where to go on
};

// The start, and below it what it was made from, or what was made from it. A dataset met again is drawn without what is
// below it, "(see above)"; one that lies on the way to itself says so.
std::string draw(const DrawnGraph& graph, const DrawingOptions& options, const Look& look);

}  // namespace weft
