// Holds a viewer description against spec/viewers.md. In: the bytes of a file. Out: what is wrong, with line and
// column, what to do and which near word may have been meant; and, when nothing is, what the server needs of it. Any
// thread.
#pragma once
#include <string>
#include <string_view>

#include "definitions/definitions.h"
#include "viewers/finding.h"
#include "viewers/tree.h"

namespace weft {

// A description without errors.
struct ViewerDescription {
  std::string name;
  std::string title;
  std::string description;
  int priority = 0;
  std::string predicate;  // the query `for`; "" every dataset
  std::string json;       // the whole tree, with `priority` filled in
};

struct CheckedViewer {
  ViewerDescription viewer;  // only when there is no error
  ViewerFindings findings;   // by place
};

// `file_name` is held against the viewer's name; "" when there is none ("-", a test).
CheckedViewer check_viewer(std::string_view bytes, const std::string& file_name, const Definitions& definitions);

}  // namespace weft
