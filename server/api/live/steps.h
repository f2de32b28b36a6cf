// Steps: what changed for who follows a query, from one look at it to the next. Pure; one thread each.
#pragma once
#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "search/engine.h"

namespace weft {

// A set of dataset ids as bits: ids are dense.
class IdSet {
 public:
  void assign(const std::vector<DatasetId>& ids);
  bool contains(DatasetId id) const;
  void set(DatasetId id, bool in);
  // In exactly one of both, ascending.
  static std::vector<DatasetId> difference(const IdSet& a, const IdSet& b);

 private:
  std::vector<std::uint64_t> words_;
};

// All ascending; no dataset is in two of them.
struct Step {
  std::vector<DatasetId> entered, changed, left;
  std::size_t size() const { return entered.size() + changed.size() + left.size(); }
  bool operator==(const Step&) const = default;
};

// What a query matched when it was last looked at.
class Followed {
 public:
  explicit Followed(const Selection& now) { matching_.assign(now.ids()); }
  // `touched`: the datasets that changes in between may have changed, ascending. `across`: others may enter or leave,
  // too.
  Step advance(const Selection& now, const std::vector<DatasetId>& touched, bool across);

 private:
  IdSet matching_;
};

// For who was away and has forgotten what matched: each touched dataset as it is now. Told twice it does no harm.
Step catch_up(const Selection& now, const std::vector<DatasetId>& touched);

}  // namespace weft
