// Search: the one way from a Query to its answer, over whichever engine there is. Any thread.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "definitions/definitions.h"
#include "model/query.h"
#include "search/asked.h"
#include "search/engine.h"

namespace weft {

struct PageAndFacets {
  Page page;
  Facets facets;
};

// What a follower of a query needs of one moment: everything that matches.
struct Matching {
  std::unique_ptr<View> view;
  std::unique_ptr<Selection> selection;
  // The query speaks of linked datasets: one may enter or leave it without having been touched itself.
  bool across = true;
};

// Counters of what matches, and of its groups by each of some fields: all of one moment, so that their sums agree.
struct FieldCounts {
  Counters total;
  std::vector<std::vector<Group>> groups;  // one list each field, by value; values as they are kept ("id30a1")
  Seq seq;
};

// Of one dataset and one relation: how many there are, and the first of them by startDate, then id.
struct RelatedFound {
  std::int64_t total = 0;
  std::vector<DatasetId> first;
};

// Which of some queries hold for a dataset.
struct Holding {
  std::vector<bool> holds;  // one each query; false for one that cannot be read
  Seq seq;
};

class Search {
 public:
  Search(Engine& engine, const Definitions& definitions) : engine_(engine), definitions_(definitions) {}

  // Exact total, paging by cursor in which nothing unchanged is repeated or skipped while data arrive; or from
  // `query.offset` on, as things stand now. Errors: those of read_meaning; invalid (limit, cursor, offset, sort);
  // timed_out when `cancel` was raised.
  Result<Page> find(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  // Both of one moment.
  Result<PageAndFacets> find_and_count(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  // `query.facets`, over the whole result. Each "name[:n | :values[:n] | :histogram[:n] | :year | :month | :day]".
  Result<Facets> facets(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  // `query.by`: fields, parameters, year, month, day (of startDate).
  Result<Statistics> statistics(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  // By each field alone, however many groups that makes.
  Result<FieldCounts> counted(const Viewer& viewer, const Query& query, const std::vector<Field>& fields,
                              const Cancel& cancel = {}) const;
  // What a query means, once and for as long as it is followed: its names are not looked up again when data come and
  // go. Errors: those of read_meaning.
  Result<Meaning> meaning(const Viewer& viewer, const Query& query, UnknownName unknown = UnknownName::is_wrong,
                          const Cancel& cancel = {}) const;
  // Error: timed_out.
  Result<Matching> matching(const Viewer& viewer, const Meaning& meaning, const Cancel& cancel = {}) const;

  // For each of `from`, for each of `relations` ("output(Process_program = MotionCor)", asked from it): at most `most`
  // of the datasets. What stands inside a relation is evaluated once for all of `from`. Errors: those of read_meaning.
  Result<std::vector<std::vector<RelatedFound>>> related(const Viewer& viewer,
                                                         const std::vector<std::string>& relations,
                                                         const std::vector<DatasetId>& from, int most,
                                                         const Cancel& cancel = {}) const;
  // Deleted datasets count.
  Result<Holding> holding(const Viewer& viewer, const std::vector<std::string>& queries, DatasetId dataset,
                          const Cancel& cancel = {}) const;

  Engine& engine() const { return engine_; }
  const Definitions& definitions() const { return definitions_; }

 private:
  Engine& engine_;
  const Definitions& definitions_;
};

}  // namespace weft
