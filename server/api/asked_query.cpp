#include "api/asked_query.h"

#include "base/text.h"

namespace weft {
namespace {

// A sample is named by its id or, within an investigation, by its name. 0: no such sample, so nothing is found.
SampleId find_sample(QueryReader& reader, Store& store, const Viewer& viewer, const std::string& sample,
                     InvestigationId investigation) {
  if (investigation)
    for (const auto& one : store.read(viewer)->samples(investigation))
      if (one.name == sample) return one.id;
  if (auto id = read_number(sample); id && *id > 0) return {*id};
  if (!investigation) reader.wrong("sample", "is a name: say of which investigation, or give the id of the sample");
  return {};
}

}  // namespace

AskedQuery read_asked_query(QueryReader& reader, Store& store, const Viewer& viewer) {
  AskedQuery asked;
  Query& query = asked.query;
  query.expression = reader.text("q");
  query.from = reader.id<DatasetId>("from");
  query.proposal = reader.text("proposal");
  query.instrument = reader.text("instrument");
  query.investigation = reader.id<InvestigationId>("investigation");
  query.type = reader.text("type");
  query.name = reader.text("name");
  query.location = reader.text("location");
  query.with_deleted = reader.truth("deleted");
  if (query.from && query.expression.empty())
    reader.wrong("from", "says from where q is seen: give q, as output(type = processed)");
  if (auto sample = reader.text("sample"); !sample.empty()) {
    query.sample = find_sample(reader, store, viewer, sample, query.investigation);
    asked.nothing = !query.sample;
  }
  return asked;
}

std::vector<std::string> split_names(std::string_view list) {
  std::vector<std::string> names;
  std::string name;
  bool quoted = false;
  for (const char c : list) {
    if (c == '"') quoted = !quoted;
    if (c != ',' || quoted) {
      name += c;
      continue;
    }
    names.emplace_back(trim(name));
    name.clear();
  }
  if (!trim(list).empty()) names.emplace_back(trim(name));
  return names;
}

}  // namespace weft
