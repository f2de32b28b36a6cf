// Reading one JSON object member by member, strictly: a member nobody asked for is an error that names it and the one
// that was probably meant. The first thing wrong stands in error(); everything read after it is blank. One thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/json_tree.h"
#include "model/statement.h"

namespace weft {

class JsonMembers {
 public:
  // `where` says which object this is: "the message", "datafiles[2]". Names asked for are literals.
  JsonMembers(const JsonTree& object, std::string where) : object_(object), where_(std::move(where)) {}

  bool has(std::string_view name) const { return object_.find(name) != nullptr; }
  bool is_text(std::string_view name) const;
  std::string text(std::string_view name);   // a text; "" when absent
  std::string token(std::string_view name);  // a text or a number, as written: ids
  bool truth(std::string_view name, bool otherwise);
  std::optional<std::int64_t> whole_number(std::string_view name);  // >= 0
  std::vector<ParameterText> parameters(std::string_view name);     // an object
  // A parameter's value: text, number and truth as written, a list joined by commas (one inside it by blanks between,
  // as pyicat-plus writes it), null for "remove".
  std::optional<std::string> value(std::string_view name);
  const JsonTree* list(std::string_view name);
  const JsonTree* object(std::string_view name);

  void wrong(std::string_view name, std::string_view wanted);
  void fail_with(Error error);
  // Members never asked for, and members that stand twice.
  void allow_no_others();

  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }

 private:
  const JsonTree* ask(std::string_view name);
  std::string near(std::string_view name) const;

  const JsonTree& object_;
  std::string where_;
  std::vector<std::string_view> asked_;
  std::optional<Error> error_;
};

}  // namespace weft
