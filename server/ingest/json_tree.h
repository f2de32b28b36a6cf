// JSON text in, a tree out that keeps what we promise to keep: the order of members, names that stand twice, and every
// number letter by letter (1.10 stays 1.10). Any thread; the texts of a tree hold until the next one is read on it.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace weft {

struct JsonTree {
  enum class Kind { null, truth, number, text, list, object };
  Kind kind = Kind::null;
  std::string_view text;                // of a text; the letters of a number; "true" or "false"
  std::vector<std::string_view> names;  // of an object's members
  std::vector<JsonTree> values;         // of an object's members or a list's elements

  bool is(Kind other) const { return kind == other; }
  const JsonTree* find(std::string_view name) const;  // the first member of that name
};

inline constexpr std::size_t kMaxJsonValues = 1'000'000;

// Anything but one JSON object is an error that says at which byte.
Result<JsonTree> read_json_tree(std::string_view body);

}  // namespace weft
