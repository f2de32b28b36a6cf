// Engine: who evaluates conditions. Two of them: naive (the dumb truth: a filter over the store) and index (columns and
// bitmaps in memory). An engine gives Views; a View is one moment for one viewer and belongs to one thread. Engines:
// any thread.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "model/counters.h"
#include "model/principal.h"
#include "search/condition.h"

namespace weft {

// Thrown out of a View's verbs when whoever asked is gone.
struct Cancelled {};
using Cancel = std::shared_ptr<const std::atomic<bool>>;  // null: never

// How a page is ordered: by the first value of `column` (numbers as numbers, else texts bytewise: the first element,
// else the whole), datasets without one and with a missing one last in both directions, equal ones by id, ascending.
struct Order {
  Column column{Field::id, {}};
  bool by_number = true;
  bool descending = false;
};

// Where a dataset stands in an Order: what a cursor keeps.
struct Position {
  bool has_value = true;
  double number = 0;
  std::string text;
  DatasetId id;
  bool operator==(const Position&) const = default;
};

// One count by the values of a column over a whole selection.
struct ValueCounts {
  std::int64_t datasets = 0;                              // that have a value
  std::int64_t distinct = 0;                              // values there are
  std::vector<std::pair<std::string, std::int64_t>> top;  // most frequent first, then by value bytewise
};

// Datasets with a number in [edges[i], edges[i+1]), the last bucket closed; each dataset once a bucket.
struct NumberCounts {
  std::int64_t datasets = 0;  // that have a number
  double least = 0, most = 0;
  std::vector<double> edges;
  std::vector<std::int64_t> counts;  // edges.size() - 1
};

// What datasets are grouped by: the value of a column (the first one of several, as in count_values; "" for none or a
// missing one), or a part of a time (UTC): "2023", "2023-04", "2023-04-25".
struct GroupBy {
  enum class Part { value, year, month, day } part = Part::value;
  Column column;
};

struct Group {
  std::vector<std::string> values;  // one each GroupBy; "" for none
  Counters counters;
};

// A set of datasets that a View has found. Not used with any other View.
class Selection {
 public:
  virtual ~Selection() = default;
  virtual std::int64_t count() const = 0;
  virtual bool contains(DatasetId id) const = 0;
  // All of it, ascending.
  virtual std::vector<DatasetId> ids() const = 0;
  bool is_partial() const { return partial_; }  // a bounded scan ended early: more may match

 protected:
  bool partial_ = false;
};

inline constexpr std::size_t kMostGroups = 100'000;  // of statistics that one may ask for

class View {
 public:
  virtual ~View() = default;
  virtual Seq seq() const = 0;
  virtual std::unique_ptr<Selection> select(const Meaning& meaning) = 0;
  // In order, strictly after `after`, at most `limit`.
  virtual std::vector<Position> page(const Selection& selection, const Order& order,
                                     const std::optional<Position>& after, int limit) = 0;
  // The one at `place` in order, from 0; none: there are not so many. Whoever has a better way than to list all before
  // it takes that.
  virtual std::optional<Position> at(const Selection& selection, const Order& order, std::int64_t place) {
    if (place < 0 || place >= selection.count()) return std::nullopt;
    return page(selection, order, std::nullopt, static_cast<int>(place) + 1).back();
  }
  // Values: the elements of a multi-valued text, else the whole text (fields that are numbers: text_of in facts.h),
  // each once a dataset; "missing" ones do not count. `prefix`: only values that begin so (ASCII letters of either
  // case). `top`: at most so many.
  virtual ValueCounts count_values(const Selection& selection, const Column& column, int top,
                                   std::string_view prefix) = 0;
  // `edges` empty: least and most only, then called again with edges.
  virtual NumberCounts count_numbers(const Selection& selection, const Column& column,
                                     const std::vector<double>& edges) = 0;
  // Groups that have datasets, by values. `Counters::samples` too. More than `most` of them when there are more: some,
  // counted in part.
  virtual std::vector<Group> group(const Selection& selection, const std::vector<GroupBy>& by, std::size_t most) = 0;
  // Does a living dataset that this viewer sees bear this parameter (a missing value counts)?
  virtual bool knows(const std::string& parameter) = 0;
  // Such parameters, sorted.
  virtual std::vector<std::string> parameters() = 0;
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::unique_ptr<View> view(const Viewer& viewer, const Cancel& cancel) = 0;
};

}  // namespace weft
