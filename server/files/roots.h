// Where files may be read: folders and files, opened, and only then asked of the kernel where they really are. Blocks
// on the disk; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "files/descriptor.h"

namespace weft {

// What of the disk Weft looks at.
struct Walkable {
  std::vector<std::string> roots;
  int root_depth = 5;  // a folder with fewer names in its path is nobody's dataset alone (/data) and not walked
  std::int64_t most_entries = 1'000'000;  // in one folder, at any depth
};

// The roots as they really are now: without links, those that are not there left out.
class Roots {
 public:
  explicit Roots(const std::vector<std::string>& roots);
  bool hold(std::string_view real_path) const;
  const std::vector<std::string>& real() const { return real_; }

 private:
  std::vector<std::string> real_;
};

// A handle (O_PATH) that is good to look at and to open things below, not to read.
struct Opened {
  Descriptor descriptor;
  std::string real_path;
};

// Errors of both: not_found, forbidden (not permitted, or outside the roots), unavailable (the disk fails). The folder
// of a dataset, links on the way to it followed. Another error: too_large (above the root depth). Whoever sends a
// dataset names its folder, so that not_found and forbidden have one message; `detail` is for the log.
Result<Opened> open_folder(const std::string& location, const Walkable& walkable, std::string* detail = nullptr);
// `name` in `folder`, followed if it is a link. `subject` is what people know it as.
Result<Opened> open_inside(int folder, const std::string& name, const Roots& roots, const std::string& subject);

// Where the open file really is; "" when it is nowhere any more.
std::string real_path_of(int descriptor);
// Of a folder that is not_found or forbidden: tells not which.
Error folder_not_opened(ErrorCode code, const std::string& location);
// The world's error from errno.
Error disk_error(int error_number, const std::string& what, const std::string& subject);

}  // namespace weft
