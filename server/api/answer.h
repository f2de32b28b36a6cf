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

// {name: {text, value?, missing?, values?, error?, unit?}}: numbers in the parameter's own unit when they convert, else
// as sent. Keeps the reader of each name: many datasets have the same, mostly in the same order. One thread.
class ParameterWriter {
 public:
  explicit ParameterWriter(const Definitions& definitions) : definitions_(&definitions) {}
  ParameterWriter(ParameterWriter&&) = default;
  void write(JsonWriter& json, const std::vector<Parameter>& parameters);
  void write(JsonWriter& json, const Parameter& parameter);  // a member of an open object

 private:
  static constexpr std::size_t kMostKnown = 20'000;  // names; anybody may send new ones
  struct Known {
    std::optional<ValueReader> reader;  // keeps a view of the name
    bool defined = false;
    std::pair<const std::string, Known>* next = nullptr;  // the name that last followed this one
  };
  using Named = std::pair<const std::string, Known>;
  const Known& known(const std::string& name);
  Named& find(const std::string& name);
  const Definitions* definitions_;
  std::unordered_map<std::string, Known> known_;
  Named* last_ = nullptr;
};
inline void write_parameters(JsonWriter& json, const std::vector<Parameter>& parameters,
                             const Definitions& definitions) {
  ParameterWriter(definitions).write(json, parameters);
}
void write_ids(JsonWriter& json, const std::vector<DatasetId>& ids);
void write_optional(JsonWriter& json, std::string_view name, const std::string& text);  // nothing when empty

}  // namespace weft
