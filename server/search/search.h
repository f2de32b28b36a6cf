// Search: the one way from a Query to its answer, over whichever engine there is. Any thread.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "definitions/definitions.h"
#include "model/query.h"
#include "search/engine.h"

namespace weft {

// What a follower of a query needs of one moment: everything that matches.
struct Matching {
  std::unique_ptr<View> view;
  std::unique_ptr<Selection> selection;
  // The query speaks of linked datasets: one may enter or leave it without having been touched itself.
  bool across = true;
};

class Search {
 public:
  Search(Engine& engine, const Definitions& definitions) : engine_(engine), definitions_(definitions) {}

  // Exact total, paging by cursor in which nothing unchanged is repeated or skipped while data arrive. Errors: those of
  // read_meaning; invalid (limit, cursor, sort); timed_out when `cancel` was raised.
  Result<Page> find(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  // `query.facets`, over the whole result. Each "name[:n | :values[:n] | :histogram[:n] | :year | :month | :day]".
  Result<Facets> facets(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  // `query.by`: fields, parameters, year, month, day (of startDate).
  Result<Statistics> statistics(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;
  Result<Matching> matching(const Viewer& viewer, const Query& query, const Cancel& cancel = {}) const;

  Engine& engine() const { return engine_; }
  const Definitions& definitions() const { return definitions_; }

 private:
  Engine& engine_;
  const Definitions& definitions_;
};

}  // namespace weft
