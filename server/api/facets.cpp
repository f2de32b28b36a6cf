#include "api/facets.h"

#include "api/asked_query.h"

namespace weft {
namespace {

constexpr std::string_view kKinds[] = {"values", "numbers", "times"};

void write_bound(JsonWriter& json, const char* name, double bound, Facets::Kind kind) {
  if (kind == Facets::Kind::times)
    json.member(name, Time(std::chrono::microseconds(static_cast<std::int64_t>(bound))));
  else
    json.member(name, bound);
}

void write_facet(JsonWriter& json, const Facets::Facet& facet) {
  json.begin_object().member("field", facet.field).member("name", facet.name);
  json.member("kind", kKinds[static_cast<int>(facet.kind)]).member("datasets", facet.datasets);
  write_optional(json, "unit", facet.unit);
  if (facet.kind == Facets::Kind::values) {
    json.member("distinct", facet.distinct).key("counts").begin_array();
    for (const auto& [value, count] : facet.counts)
      json.begin_object().member("value", value).member("count", count).end_object();
  } else {
    json.key("buckets").begin_array();
    for (const auto& bucket : facet.buckets) {
      json.begin_object();
      write_bound(json, "from", bucket.from, facet.kind);
      write_bound(json, "to", bucket.to, facet.kind);
      json.member("count", bucket.count).end_object();
    }
  }
  json.end_array().end_object();
}

}  // namespace

void write_facets(JsonWriter& json, const Facets& facets) {
  json.key("facets").begin_array();
  for (const auto& facet : facets.facets) write_facet(json, facet);
  json.end_array();
}

Result<Response> ShowFacets::operator()(const Request& request) const {
  QueryReader reader(request);
  auto asked = read_asked_query(reader, store, request.asker.viewer);
  asked.query.facets = split_names(reader.text("facets"));
  if (asked.query.facets.empty()) reader.wrong("facets", "says what to count by: facets=instrument,startDate:month");
  if (auto done = reader.done(); !done) return tl::make_unexpected(done.error());
  Facets facets;
  if (asked.nothing) {
    facets.seq = store.read(request.asker.viewer)->status().applied;
  } else {
    auto found = search.facets(request.asker.viewer, asked.query, request.cancel);
    if (!found) return tl::make_unexpected(found.error());
    facets = *std::move(found);
  }
  JsonWriter json;
  json.begin_object().member("total", facets.total).member("partial", facets.partial);
  write_facets(json, facets);
  return answer_with_seq(json, facets.seq);
}

}  // namespace weft
