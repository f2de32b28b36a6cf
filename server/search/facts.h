// Facts: what one dataset says in each column, read once, in the one way that both engines and the language agree on.
// One thread a FactReader.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "definitions/definitions.h"
#include "model/dataset.h"
#include "search/condition.h"

namespace weft {

// Beyond this many values a list is one text: nobody looks for the 1,800th rotation angle.
inline constexpr std::size_t kMostElements = 64;

struct Fact {
  std::string_view text;                       // whole, as sent (instrument and proposal: the facility's key)
  std::span<const std::string_view> elements;  // of a multi-valued text, 1..kMostElements; else empty
  std::span<const double> numbers;             // in the column's own unit; none, one, or one an element
  bool is_missing = false;                     // a text that means "no value"; it then has no numbers
};

// The column's unit is ValueReader::unit(); times are microseconds UTC. A dataset has at most one fact a column.
// Columns that are numbers by nature (ids, times, fileCount, volume) have no text. A parameter that the dictionary says
// is a date (NX_DATE_TIME) has microseconds as its number when its text is one.
class FactReader {
 public:
  explicit FactReader(const Definitions& definitions);
  ~FactReader();
  // Fields first, then parameters by name. Views hold until `tell` returns.
  void read(const Dataset& dataset, const std::function<void(const Column& column, const Fact& fact)>& tell);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What stands for a value of a field that is a number where a text is wanted (facets, groups): "42", times as
// write_time.
std::string text_of(Field field, double number);

// The parameter's own unit, "" when it has none.
std::string unit_of(const Column& column, const Definitions& definitions);
// Fields that are times, and parameters that the dictionary says are dates.
bool is_time(const Column& column, const Definitions& definitions);
// Compared, sorted and drawn as a number unless asked otherwise: number fields, dates, numeric parameters of the
// dictionary, and all that have a unit (SAXS_guinier_rg is a text there, and sent in nm).
bool is_number(const Column& column, const Definitions& definitions);

}  // namespace weft
