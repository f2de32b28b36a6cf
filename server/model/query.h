// Query, Page and Facets: what a search asks and answers, as plain values that can be written down and read back.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace weft {

// Empty text and id 0 mean "any". Proposal and instrument in any spelling the facility knows.
struct Query {
  std::string expression;  // the search language; empty: all
  std::string proposal;
  std::string instrument;
  InvestigationId investigation;
  SampleId sample;
  std::string type;      // acquisition | processed | ...
  std::string name;      // exact
  std::string location;  // this folder exactly
  bool with_deleted = false;
  std::vector<std::string> facets;  // fields and parameters to count by
  int limit = 50;                   // 1..1000
  std::string cursor;               // as `next_cursor` of the page before
  bool operator==(const Query&) const = default;
};

struct Page {
  std::int64_t total = 0;  // of the whole result, for this viewer
  std::vector<DatasetId> datasets;
  std::string next_cursor;  // empty: this was the last
  Seq seq;
  bool operator==(const Page&) const = default;
};

struct Facets {
  struct Facet {
    std::string field;
    std::vector<std::pair<std::string, std::int64_t>> counts;  // over the whole result
    bool operator==(const Facet&) const = default;
  };
  std::vector<Facet> facets;
  Seq seq;
  bool operator==(const Facets&) const = default;
};

// JSON texts that read back to the same value. Reading: malformed when it is no JSON, invalid when a member is of the
// wrong kind.
std::string write_query(const Query& query);
std::string write_page(const Page& page);
std::string write_facets(const Facets& facets);
Result<Query> read_query(std::string_view json);
Result<Page> read_page(std::string_view json);
Result<Facets> read_facets(std::string_view json);

}  // namespace weft
