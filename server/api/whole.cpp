#include "api/whole.h"

#include "api/answer.h"
#include "api/query_reader.h"
#include "catalogue/check.h"
#include "catalogue/export.h"

namespace weft {

Result<Response> ExportWhole::operator()(const Request& request) const {
  QueryReader query(request);
  const bool canonical = query.truth("canonical");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  Response response;
  response.content_type = "application/x-ndjson";
  bool too_large = false;
  export_catalogue(*reading, canonical, [&](std::string_view line) {
    too_large = too_large || response.body.size() + line.size() + 1 > largest;
    if (!too_large) response.body.append(line).append("\n");
  });
  if (too_large)
    return fail(ErrorCode::too_large,
                "the export is larger than " + std::to_string(largest >> 20) +
                    " MiB, too large for one answer: stop the server and use weft export --offline --data DIR",
                "export");
  response.headers.emplace_back("Weft-Seq", std::to_string(reading->status().applied.value));
  return response;
}

Result<Response> CheckWhole::operator()(const Request& request) const {
  QueryReader query(request);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  if (!request.asker.viewer.sees_all())
    return fail(ErrorCode::forbidden, "a check looks at every dataset: only who may see all of them may ask for it");
  auto reading = store.read(request.asker.viewer);
  const auto report = check_catalogue(*reading, facility, [](std::int64_t, std::int64_t) {});
  JsonWriter json;
  json.begin_object().member("datasets", report.datasets).member("inputs", report.inputs);
  json.member("pending", report.pending).member("withdrawn", report.withdrawn).member("found", report.found);
  json.key("findings").begin_array();
  for (const auto& one : report.findings) {
    json.begin_object();
    if (one.dataset) json.member("dataset", one.dataset);
    json.member("subject", one.subject).member("sentence", one.sentence).end_object();
  }
  json.end_array();
  return answer_with_seq(json, reading->status().applied);
}

}  // namespace weft
