// ViewerFolder: the viewer descriptions of a folder, read again when a file changes. In: DIR/*.yaml. Out: one ViewerSet
// at a time, whole. A file with an error keeps its last good version and is a problem of the set; a file that is gone
// is gone. start, look and stop: one thread; current: any.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "viewers/check.h"

namespace weft {

struct ViewerProblem {
  std::string file;  // its name in the folder
  ViewerFinding finding;
};

struct ViewerSet {
  std::vector<std::shared_ptr<const ViewerDescription>> viewers;  // highest priority first, then by name
  std::vector<ViewerProblem> problems;                            // by file and place
  std::string json;  // members of an object: "viewers":[...],"problems":[...]
  std::string etag;  // of `json`, weak: what is said beside it may change
};

class ViewerFolder {
 public:
  static constexpr std::size_t kMostViewers = 200;
  static constexpr auto kLookEvery = std::chrono::milliseconds(200);

  // "" is no folder: no viewers.
  ViewerFolder(std::string folder, const Definitions& definitions);
  ~ViewerFolder();

  std::shared_ptr<const ViewerSet> current() const;
  // Reads what changed since the last look. `settle`: a file that has just changed is left until it looks the same
  // twice, as it may be half written. True when the set is another.
  bool look(bool settle);
  // Looks every kLookEvery, on a thread of its own, until stop.
  void start();
  void stop();

 private:
  struct Stamp {
    std::int64_t modified = 0, size = 0;
    std::uint64_t inode = 0;
    bool operator==(const Stamp&) const = default;
  };
  struct File {
    Stamp read;                                     // when it was read
    std::shared_ptr<const ViewerDescription> good;  // the last good version
    ViewerFindings findings;                        // of the last version
  };
  void look_again();
  std::map<std::string, Stamp> stamps() const;
  void read(const std::string& name, const Stamp& stamp);
  void tell(const std::string& name, const File& file) const;
  std::shared_ptr<const ViewerSet> make_set() const;

  const std::string folder_;
  const Definitions& definitions_;
  std::map<std::string, File> files_;
  std::map<std::string, Stamp> seen_;  // at the look before
  mutable std::mutex mutex_;
  std::shared_ptr<const ViewerSet> current_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

// The folder that comes with Weft: $WEFT_VIEWERS, else share/weft/viewers or viewers beside the binary or in the four
// folders above it; "" when there is none.
std::string default_viewer_folder();

// {"file","line","column","severity","about","message"}
void write_problem(JsonWriter& json, const std::string& file, const ViewerFinding& finding);

}  // namespace weft
