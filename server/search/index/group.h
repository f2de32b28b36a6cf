// Groups of one segment, and the memory of those that were asked for over all its living rows: statistics of everything
// are asked again and again, and most segments stay as they are. GroupMemory: any thread.
#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "search/engine.h"

namespace weft::index {

// What the rows of one segment add to each group.
struct GroupsOfPart {
  std::vector<std::vector<std::string>> values;
  std::vector<Counters> counters;                   // without samples
  std::vector<std::vector<std::uint32_t>> samples;  // of each group, ascending, each once
};

class GroupMemory {
 public:
  std::shared_ptr<const GroupsOfPart> find(const std::vector<GroupBy>& by);
  // Many groups are not kept: those by id or name would be larger than the segment.
  void keep(const std::vector<GroupBy>& by, std::shared_ptr<const GroupsOfPart> groups);

 private:
  static constexpr std::size_t kMostKeptGroups = 1000;
  static constexpr std::size_t kMost = 8;  // more than one page of statistics asks for
  struct Kept {
    std::string by;
    std::shared_ptr<const GroupsOfPart> groups;
  };
  std::mutex mutex_;
  std::list<Kept> kept_;  // the last asked first
};

}  // namespace weft::index
