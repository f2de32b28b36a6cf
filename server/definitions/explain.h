// What people ask of the definitions: is the set consistent, and what is known of a name? In: Definitions. Out: plain
// sentences and structs, for `weft definitions check` and `weft definitions explain`. Any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "definitions/definitions.h"

namespace weft {

// Sentences, none when all is well: parameters in facility.toml that the dictionary does not define, units that UDUNITS
// does not read, units sent in practice that do not convert, aliases that hide a defined name.
std::vector<std::string> check_definitions(const Definitions& definitions);

struct Explanation {
  std::string name;                                 // as asked, aliases followed
  const ParameterDefinition* definition = nullptr;  // null: not defined; such parameters are kept and searchable
  std::string unit;                                 // converted numbers are in it; "" when there is none
  std::string sent_unit;                            // in practice; "" when as defined
  std::vector<std::string> sentinels;   // texts that mean "no value" for this parameter, beside those for all
  std::string separators;               // each character parts values; "" for one value
  std::vector<std::string> candidates;  // what it stands for when it is a short name
  std::vector<std::string> near_names;  // when nothing else is known
};

// `name` is a full name, a short one or an alias. The definition lives as long as `definitions`.
Explanation explain(const Definitions& definitions, std::string_view name);

// The same as lines for a terminal.
std::string to_text(const Explanation& explanation);

}  // namespace weft
