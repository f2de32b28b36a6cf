#include "api/datasets.h"

#include "api/answer.h"
#include "api/query_reader.h"
#include "search/find.h"

namespace weft {
namespace {

// A sample is named by its id or, within an investigation, by its name. 0: no such sample, so nothing is found.
SampleId find_sample(QueryReader& query, Reading& reading, const std::string& sample, InvestigationId investigation) {
  if (investigation)
    for (const auto& one : reading.samples(investigation))
      if (one.name == sample) return one.id;
  if (auto id = read_number(sample); id && *id > 0) return {*id};
  if (!investigation) query.wrong("sample", "is a name: say of which investigation, or give the id of the sample");
  return {};
}

// What can be asked for here, from the request. `nothing`: a filter that cannot match anything.
Query read_query(QueryReader& query, Reading& reading, bool& nothing) {
  Query wanted;
  wanted.expression = query.text("q");
  wanted.proposal = query.text("proposal");
  wanted.instrument = query.text("instrument");
  wanted.investigation = query.id<InvestigationId>("investigation");
  wanted.type = query.text("type");
  wanted.name = query.text("name");
  wanted.location = query.text("location");
  wanted.with_deleted = query.truth("deleted");
  wanted.limit = query.limit();
  wanted.cursor = query.text("cursor");
  if (auto sample = query.text("sample"); !sample.empty()) {
    wanted.sample = find_sample(query, reading, sample, wanted.investigation);
    nothing = !wanted.sample;
  }
  return wanted;
}

}  // namespace

Result<Response> ListDatasets::operator()(const Request& request) const {
  auto reading = store.read(request.asker.viewer);
  QueryReader query(request);
  bool nothing = false;
  Query wanted = read_query(query, *reading, nothing);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  Page page;
  if (nothing) {
    page.seq = reading->status().applied;
  } else {
    auto found = find(*reading, facility, wanted);
    if (!found) return tl::make_unexpected(found.error());
    page = std::move(*found);
  }
  JsonWriter json;
  json.begin_object().member("total", page.total).key("datasets").begin_array();
  for (const auto& dataset : reading->datasets(page.datasets)) {
    json.begin_object();
    write_summary(json, dataset, facility);
    json.end_object();
  }
  json.end_array();
  write_optional(json, "nextCursor", page.next_cursor);
  return answer_with_seq(json, page.seq);
}

}  // namespace weft
