// Who reads and who writes. Until users exist both mean "everybody on this machine"; every read takes a Viewer, every
// write a Principal.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/ids.h"

namespace weft {

// Who caused a message or an act: an account name; "anyone" until users exist, "weft" for the catalogue itself.
struct Principal {
  std::string name = "anyone";
  static Principal anyone() { return {}; }
  static Principal weft() { return {"weft"}; }
  bool operator==(const Principal&) const = default;
};

// One set of visible dataset ids. Cheap to copy.
class Viewer {
 public:
  // Sees every dataset: the writer, and everybody as long as there are no users.
  static Viewer everybody() { return {}; }
  // Sees only these.
  static Viewer of(std::vector<DatasetId> visible) {
    std::sort(visible.begin(), visible.end());
    Viewer viewer;
    viewer.visible_ = std::make_shared<const std::vector<DatasetId>>(std::move(visible));
    return viewer;
  }
  bool sees_all() const { return !visible_; }
  bool may_read(DatasetId id) const { return !visible_ || std::binary_search(visible_->begin(), visible_->end(), id); }
  // Ascending; null: all. The same viewer has the same list.
  const std::shared_ptr<const std::vector<DatasetId>>& visible() const { return visible_; }

 private:
  std::shared_ptr<const std::vector<DatasetId>> visible_;  // null: all
};

}  // namespace weft
