// Query, Page and Facets: what a search asks and answers, as plain values that can be written down and read back.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/counters.h"

namespace weft {

// Empty text and id 0 mean "any". Proposal and instrument in any spelling the facility knows. The members from proposal
// to location narrow the expression; they are the same as `and proposal = ...`.
struct Query {
  std::string expression;  // the search language; empty: all
  DatasetId from;          // the expression is one relation seen from this dataset: "output(...)"
  std::string proposal;
  std::string instrument;
  InvestigationId investigation;
  SampleId sample;
  std::string type;      // acquisition | processed | ...
  std::string name;      // exact
  std::string location;  // this folder exactly
  bool with_deleted = false;
  std::string sort;                 // a field or parameter, "-" before it: descending; empty: by id
  std::vector<std::string> facets;  // what to count by: "instrument", "EM_voltage:histogram:20", "startDate:month"
  std::vector<std::string> by;      // groups of statistics: "instrument", "year"
  int limit = 50;                   // 1..1000
  std::string cursor;               // as `next_cursor` of the page before
  std::int64_t offset = 0;          // the page begins after so many; not with a cursor
  bool operator==(const Query&) const = default;
};

struct Page {
  std::int64_t total = 0;  // of the whole result, for this viewer
  bool partial = false;    // a bounded scan ended early: there are at least so many
  std::vector<DatasetId> datasets;
  std::string next_cursor;  // empty: this was the last
  Seq seq;
  bool operator==(const Page&) const = default;
};

struct Facets {
  struct Bucket {
    double from = 0, to = 0;  // in `unit`; times: microseconds UTC
    std::int64_t count = 0;
    bool operator==(const Bucket&) const = default;
  };
  enum class Kind { values, numbers, times };
  struct Facet {
    std::string field;  // as asked
    std::string name;   // what it was resolved to
    Kind kind = Kind::values;
    std::string unit;
    std::int64_t datasets = 0;                                 // of the result, that have a value
    std::int64_t distinct = 0;                                 // values there are; values only
    std::vector<std::pair<std::string, std::int64_t>> counts;  // top n, over the whole result
    std::vector<Bucket> buckets;                               // numbers and times; each but the last open above
    bool operator==(const Facet&) const = default;
  };
  std::int64_t total = 0;
  bool partial = false;
  std::vector<Facet> facets;
  Seq seq;
  bool operator==(const Facets&) const = default;
};

// Datasets, files and volume by group, acquisition and processed apart.
struct Statistics {
  struct Row {
    std::vector<std::string> values;  // one each `by`; "" for none
    Counters counters;
    bool operator==(const Row&) const = default;
  };
  std::vector<std::string> by;
  std::vector<Row> rows;
  Counters total;
  bool partial = false;
  Seq seq;
  bool operator==(const Statistics&) const = default;
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
