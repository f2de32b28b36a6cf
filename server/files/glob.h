// Patterns of paths: `*` any characters but '/', `?` one of them, `**` any at all, `**/` any folders or none, `{a,b}`
// one of these. `\\` and `\xHH` are read as in a spelled path. Matching takes time (path x pattern), never more: a
// pattern is somebody's request. Pure; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace weft {

class Glob {
 public:
  // Whether `spelled` has anything that only a pattern has.
  static bool is_one(std::string_view spelled);
  // Errors: invalid (a spelling that is none), too_large (longer than 300 bytes, more than 32 alternatives).
  static Result<Glob> read(std::string_view spelled);

  bool matches(std::string_view path) const;
  // What every path that matches begins with.
  const std::string& beginning() const { return beginning_; }

  enum class Kind { character, one, any_in_name, any, folders, in_folder };
  struct Token {
    Kind kind;
    std::string character = {};
  };
  using Tokens = std::vector<Token>;

 private:
  struct Alternative {
    Tokens tokens;
    std::string ending;  // what every path that matches it ends with
  };
  std::vector<Alternative> alternatives_;
  std::string beginning_;
};

}  // namespace weft
