#include "api/suggest.h"

#include "api/answer.h"
#include "api/query_reader.h"
#include "search/suggest.h"

namespace weft {
namespace {

void write_suggestion(JsonWriter& json, const Suggestion& one) {
  json.begin_object().member("kind", to_text(one.kind)).member("text", one.text).member("label", one.label);
  write_optional(json, "description", one.description);
  write_optional(json, "unit", one.unit);
  if (one.count >= 0) json.member("count", one.count);
  json.member("from", one.from).member("to", one.to).end_object();
}

}  // namespace

Result<Response> Suggest::operator()(const Request& request) const {
  QueryReader reader(request);
  const auto text = reader.text_or_empty("prefix");
  const auto position = reader.number("position", 0, QueryReader::kLargestId, QueryReader::kLargestId);
  const auto limit = static_cast<int>(reader.number("limit", 1, kMostSuggestions, 20));
  if (auto done = reader.done(); !done) return tl::make_unexpected(done.error());
  const auto view = search.engine().view(request.asker.viewer, request.cancel);
  const auto found = suggest(text, position, limit, *view, search.definitions());
  if (!found) return tl::make_unexpected(found.error());
  JsonWriter json;
  json.begin_object().key("suggestions").begin_array();
  for (const auto& one : *found) write_suggestion(json, one);
  json.end_array();
  return answer_with_seq(json, view->seq());
}

}  // namespace weft
