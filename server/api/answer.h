// Pieces of JSON that several answers share. Any thread.
#pragma once
#include <unordered_map>

#include "api/http/http.h"
#include "base/json_writer.h"
#include "definitions/definitions.h"
#include "model/counters.h"
#include "model/dataset.h"
#include "model/input.h"
#include "store/store.h"

namespace weft {

Response answer(JsonWriter& json, int status = 200);
// The last member of every answer: up to where in the log it holds. Ends the object.
Response answer_with_seq(JsonWriter& json, Seq seq, int status = 200);

// Members of an open object.
void write_summary(JsonWriter& json, const Dataset& dataset, const Facility& facility);
void write_counters(JsonWriter& json, const Counters& counters);

// {name: {text, value?, values?, error?, unit?}}: numbers in the parameter's own unit when they convert, else as sent.
// Keeps the reader of each name: many datasets have the same. One thread.
class ParameterWriter {
 public:
  explicit ParameterWriter(const Definitions& definitions) : definitions_(&definitions) {}
  void write(JsonWriter& json, const std::vector<Parameter>& parameters);
  void write(JsonWriter& json, const Parameter& parameter);  // a member of an open object

 private:
  struct Known {
    std::optional<ValueReader> reader;  // keeps a view of the name
    bool defined = false;
  };
  const Known& known(const std::string& name);
  const Definitions* definitions_;
  std::unordered_map<std::string, Known> known_;
};
inline void write_parameters(JsonWriter& json, const std::vector<Parameter>& parameters,
                             const Definitions& definitions) {
  ParameterWriter(definitions).write(json, parameters);
}
void write_ids(JsonWriter& json, const std::vector<DatasetId>& ids);
void write_optional(JsonWriter& json, std::string_view name, const std::string& text);  // nothing when empty

}  // namespace weft
