// ViewerFinding: one thing that is wrong with a viewer description, and where. Plain values; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace weft {

// Line and column are counted from 1, columns in code points; 0: the file as a whole.
struct TextPosition {
  int line = 0;
  int column = 0;
  bool operator==(const TextPosition&) const = default;
};

struct ViewerFinding {
  enum class Severity { error, warning };
  enum class About {
    yaml,     // the file is not YAML as spec/viewers.md has it
    shape,    // what viewers/viewer.schema.json says, too
    meaning,  // queries, names, what refers to what
  };
  TextPosition place;
  Severity severity = Severity::error;
  About about = About::shape;
  std::string message;
};

using ViewerFindings = std::vector<ViewerFinding>;

std::string_view to_text(ViewerFinding::Severity severity);
std::string_view to_text(ViewerFinding::About about);
bool has_error(const ViewerFindings& findings);

}  // namespace weft
