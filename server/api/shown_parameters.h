// Which parameters a page of datasets shows, and their JSON. One thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/answer.h"
#include "base/result.h"
#include "definitions/definitions.h"
#include "model/dataset.h"
#include "search/meaning.h"

namespace weft {

class ShownParameters {
 public:
  static ShownParameters none(const Definitions& definitions) { return ShownParameters(definitions); }
  static ShownParameters all(const Definitions& definitions);
  // "" none; "all"; else names as a query has them, parted by commas: "voltage, Sample_name". Errors: those of
  // read_column.
  static Result<ShownParameters> read(std::string_view asked, const Definitions& definitions, const KnownNames& known);

  bool is_all() const { return all_; }
  bool is_none() const { return !all_ && columns_.empty(); }

  // Members of an open object: `parameters` and, when all are shown, `sampleParameters`, as on the dataset's page. A
  // parameter that only the sample has stands among `parameters` when it was asked for by name.
  void write_dataset(JsonWriter& json, const Dataset& dataset);
  // Member `columns` of an open object, when names were asked for: {"asked","name","unit"?} each.
  void write_columns(JsonWriter& json) const;

 private:
  struct Column {
    std::string asked;
    std::string name;
  };
  explicit ShownParameters(const Definitions& definitions) : definitions_(&definitions), writer_(definitions) {}

  const Definitions* definitions_;
  ParameterWriter writer_;
  bool all_ = false;
  std::vector<Column> columns_;
};

}  // namespace weft
