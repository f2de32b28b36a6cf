// Documents: the parts of a dataset and a statement that are only read whole, as compact JSON texts. Lists of
// parameters are flat arrays, name and text by turns; null is a text that removes; empty members are left out.
// One thread a Documents.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "model/dataset.h"
#include "model/statement.h"

namespace weft::sqlite {

// parameters, sample type and parameters, comment, reason of the state.
std::string write_document(const Dataset& dataset);
std::string write_document(const DatasetStatement& statement);
std::string write_document(const InvestigationStatement& statement);

// All throw StoreFailure when the text is not what write_document() made.
// `into` may have been another dataset before.
void read_document(std::string_view json, Dataset& into);
// From the statement that tells it when nothing else was said of it: the last of a name counts, null is no parameter.
void read_told_document(std::string_view statement, Dataset& into);
DatasetStatement read_statement(std::string_view json);
InvestigationStatement read_slot_statement(std::string_view json);

// Whether `said` alone tells what the document of this dataset would say: then it is not kept twice.
bool tells_document(const DatasetStatement& said, const Dataset& dataset);

}  // namespace weft::sqlite
