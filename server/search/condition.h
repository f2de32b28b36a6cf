// Condition: what a query means. Every name is resolved, every constant is in the unit it is compared in; nothing of
// the text is left. Made by `meaning`, evaluated by the engines. Values; any thread.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace weft {

// What every dataset has beside parameters. Times are microseconds UTC, compared as numbers; ids are numbers.
enum class Field {
  parameter,  // none of those below: the parameter named beside it
  id,
  type,
  instrument,  // the facility's key ("id30a1")
  proposal,    // the facility's key ("mx2485")
  investigation,
  sample,  // its name
  sample_id,
  name,
  location,
  start_date,
  end_date,
  file_count,  // none until the folder was walked
  volume,
  state,     // live | deleted
  complete,  // true | false
  job,
};

// "startDate": as people write it. Also the names that `field_named` knows.
std::string_view to_text(Field field);
// Field::parameter when there is none of that name (exact).
Field field_named(std::string_view name);
// Every field but `parameter`, in order.
const std::vector<Field>& all_fields();
bool is_number(Field field);  // times and ids included
bool is_time(Field field);

// A field, or a parameter by its exact name: of the dataset, else of its sample.
struct Column {
  Field field = Field::parameter;
  std::string parameter;
  auto operator<=>(const Column&) const = default;
};

// from <= number <= to. Strict bounds have been moved to the next double.
struct Interval {
  double from = 0;
  double to = 0;
  bool operator==(const Interval&) const = default;
};

enum class Relation { input, output, ancestor, descendant };

struct Condition {
  enum class Kind {
    everything,
    nothing,
    exists,    // has a value that is not one of those that mean "none"
    texts,     // the text as sent ("NA" too), or an element of it, is one of `texts`
    numbers,   // one of its numbers lies in one of `intervals`
    contains,  // the text as sent contains `texts[0]`; ASCII letters of either case are the same
    both,      // all of `parts` (two or more)
    either,    // one of `parts` (two or more)
    without,   // not parts[0], within what this viewer sees of the universe
    across,    // has a `relation` that matches parts[0]
    starting,  // is a `relation` of dataset `start`: what one reaches from it, going there
  };
  Kind kind = Kind::everything;
  Column column;                    // exists, texts, numbers, contains
  std::vector<std::string> texts;   // sorted, each once
  std::vector<Interval> intervals;  // ascending, apart from each other
  Relation relation = Relation::input;
  DatasetId start;
  std::vector<Condition> parts;
  bool operator==(const Condition&) const = default;
};

// The datasets a search speaks of: those the viewer sees, living ones only unless `with_deleted`. Links are followed
// over everything the viewer sees, tombstones included; what is reached counts only if it is in the universe. Reached:
// by one or more links; a dataset is its own ancestor only in a cycle.
struct Meaning {
  Condition condition;
  bool with_deleted = false;
};

}  // namespace weft
