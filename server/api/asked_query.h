// From the parameters of a request to a Query: the same names at every address that searches. Any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/query_reader.h"
#include "model/query.h"
#include "store/store.h"

namespace weft {

struct AskedQuery {
  Query query;
  bool nothing = false;  // a sample is named that is not there: nothing matches
};

// What is searched: q, from, proposal, instrument, investigation, sample, type, name, location, deleted. What is wrong
// is told by `reader`.
AskedQuery read_asked_query(QueryReader& reader, Store& store, const Viewer& viewer);

// "a,b" -> a, b; commas within double quotes part nothing. "": none.
std::vector<std::string> split_names(std::string_view list);

}  // namespace weft
