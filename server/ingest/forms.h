// The forms a body can have, each read by one file of this room; reading.cpp chooses. Pure, any thread.
#pragma once
#include <string_view>

#include "base/result.h"
#include "model/statement.h"

namespace weft {

// xml_reading.cpp: dataset and investigation as pyicat-plus sends them. `body` is at most kMaxBodyBytes.
Result<Statement> read_xml(std::string_view body);

// json_reading.cpp: our JSON, told by its "type", and pyicat-plus' metadata update, told by "datasetPaths".
Result<Statement> read_json(std::string_view body);
// pyicat-plus' add_files, {"datasetId": 42}.
Result<Statement> read_files_added(std::string_view body);
// json_acts.cpp
Result<Statement> read_act(std::string_view body);

// What the sender of an element or member calls it, for sentences a person can act on.
struct Words {
  const char* proposal;
  const char* kind;  // "element", "member"
};

// statement_checks.cpp: what every form must say, in whatever form it came.
Result<Statement> checked(DatasetStatement statement, const Words& words);
Result<Statement> checked(InvestigationStatement statement, const Words& words);
Result<Statement> checked(MetadataUpdate statement, const Words& words);

// What a sample name, dates and a forced investigation are when only a parameter says them: 1.x clients and callers
// that pass everything as metadata. "" when none does.
std::string text_of(const std::vector<ParameterText>& parameters, std::string_view name);

}  // namespace weft
