// What `related=NAME:RELATION` asks of each listed dataset: the datasets of that relation from it. Any thread.
#pragma once
#include <string>
#include <vector>

#include "api/http/http.h"
#include "api/query_reader.h"
#include "search/search.h"

namespace weft {

struct RelatedSets {
  static constexpr std::size_t kMostSets = 8;
  static constexpr int kUsualEach = 20, kMostEach = 500;
  static constexpr std::size_t kMostQuestions = 2'000;  // sets times datasets of the page
  static constexpr std::size_t kMostFound = 40'000;     // these times relatedLimit

  std::vector<std::string> names;
  std::vector<std::string> relations;
  int each = kUsualEach;  // at most so many of a set

  bool empty() const { return names.empty(); }
  // What is wrong is told by `reader`.
  static RelatedSets read(QueryReader& reader, int limit);
};

// Member texts of one listed dataset: ,"related":{...},"relatedTotal":{...}. `written`: the JSON of a dataset by its
// id.
std::string write_related(const RelatedSets& sets, const std::vector<RelatedFound>& found,
                          const std::function<const std::string&(DatasetId)>& written);

}  // namespace weft
