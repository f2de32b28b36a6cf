// From the bytes of a YAML file to a Tree. The only place that knows yaml-cpp. Bounded in time, memory and depth
// whatever the bytes. Any thread.
#pragma once
#include <cstddef>
#include <string_view>

#include "viewers/finding.h"
#include "viewers/tree.h"

namespace weft {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // may stand first; places are counted behind it

inline constexpr std::size_t kLongestViewer = 256u << 10;  // bytes
inline constexpr std::size_t kMostViewerValues = 20'000;   // aliases counted as what they stand for
inline constexpr int kDeepestViewer = 40;

// Plain scalars are read as YAML 1.2's core schema has it: `yes` and dates are texts. False: `findings` says why, and
// the tree is not to be used.
bool read_yaml(std::string_view bytes, Tree& tree, ViewerFindings& findings);

}  // namespace weft
