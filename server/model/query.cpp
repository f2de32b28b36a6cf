#include "model/query.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/json_writer.h"

namespace weft {
namespace {

namespace dom = simdjson::dom;

// One object's members, each read at most once and each optional.
class Members {
 public:
  static Result<Members> read(std::string_view json) {
    Members members;
    members.parser_ = std::make_unique<dom::parser>();
    if (members.parser_->parse(json.data(), json.size()).get(members.object_))
      return fail(ErrorCode::malformed, "no JSON object", std::string(json));
    return members;
  }
  static Result<Members> of(dom::element element) {
    Members members;
    if (element.get(members.object_)) return fail(ErrorCode::invalid, "no JSON object");
    return members;
  }
  void text(const char* name, std::string& into) {
    take<std::string_view>(name, [&](auto value) { into = value; });
  }
  void number(const char* name, std::int64_t& into) {
    take<std::int64_t>(name, [&](auto value) { into = value; });
  }
  void number(const char* name, int& into) {
    take<std::int64_t>(name, [&](auto value) { into = static_cast<int>(value); });
  }
  void truth(const char* name, bool& into) {
    take<bool>(name, [&](auto value) { into = value; });
  }
  std::vector<dom::element> list(const char* name) {
    std::vector<dom::element> elements;
    take<dom::array>(name, [&](auto value) { elements.assign(value.begin(), value.end()); });
    return elements;
  }
  template <class T>
  Result<T> answer(T value) const {
    if (!wrong_.empty()) return fail(ErrorCode::invalid, "a member is of the wrong kind", wrong_);
    return value;
  }

 private:
  template <class Json, class Use>
  void take(const char* name, Use use) {
    dom::element element;
    if (object_.at_key(name).get(element)) return;
    Json value;
    if (element.get(value))
      wrong_ = name;
    else
      use(value);
  }

  std::unique_ptr<dom::parser> parser_;
  dom::object object_;
  std::string wrong_;
};

std::string text_of(dom::element element) {
  std::string_view text;
  return element.get(text) ? std::string() : std::string(text);
}

std::int64_t number_of(dom::element element) {
  std::int64_t number = 0;
  return element.get(number) ? 0 : number;
}

}  // namespace

std::string write_query(const Query& q) {
  JsonWriter json;
  json.begin_object()
      .member("q", q.expression)
      .member("from", q.from)
      .member("proposal", q.proposal)
      .member("instrument", q.instrument);
  json.member("investigation", q.investigation)
      .member("sample", q.sample)
      .member("type", q.type)
      .member("name", q.name);
  json.member("location", q.location).member("deleted", q.with_deleted).member("sort", q.sort);
  json.key("facets").begin_array();
  for (const auto& facet : q.facets) json.value(facet);
  json.end_array().key("by").begin_array();
  for (const auto& group : q.by) json.value(group);
  return json.end_array()
      .member("limit", q.limit)
      .member("cursor", q.cursor)
      .member("offset", q.offset)
      .end_object()
      .take();
}

Result<Query> read_query(std::string_view json) {
  auto members = Members::read(json);
  if (!members) return tl::make_unexpected(members.error());
  Query q;
  members->text("q", q.expression);
  members->number("from", q.from.value);
  members->text("proposal", q.proposal);
  members->text("instrument", q.instrument);
  members->number("investigation", q.investigation.value);
  members->number("sample", q.sample.value);
  members->text("type", q.type);
  members->text("name", q.name);
  members->text("location", q.location);
  members->truth("deleted", q.with_deleted);
  members->text("sort", q.sort);
  for (const auto facet : members->list("facets")) q.facets.push_back(text_of(facet));
  for (const auto group : members->list("by")) q.by.push_back(text_of(group));
  members->number("limit", q.limit);
  members->text("cursor", q.cursor);
  members->number("offset", q.offset);
  return members->answer(std::move(q));
}

std::string write_page(const Page& page) {
  JsonWriter json;
  json.begin_object().member("total", page.total).member("partial", page.partial).key("datasets").begin_array();
  for (const auto id : page.datasets) json.value(id);
  return json.end_array().member("nextCursor", page.next_cursor).member("seq", page.seq).end_object().take();
}

Result<Page> read_page(std::string_view json) {
  auto members = Members::read(json);
  if (!members) return tl::make_unexpected(members.error());
  Page page;
  members->number("total", page.total);
  members->truth("partial", page.partial);
  for (const auto id : members->list("datasets")) page.datasets.push_back(DatasetId{number_of(id)});
  members->text("nextCursor", page.next_cursor);
  members->number("seq", page.seq.value);
  return members->answer(std::move(page));
}

namespace {

constexpr std::array<std::string_view, 3> kFacetKinds = {"values", "numbers", "times"};

void write_facet(JsonWriter& json, const Facets::Facet& facet) {
  json.begin_object().member("field", facet.field).member("name", facet.name);
  json.member("kind", kFacetKinds.at(static_cast<std::size_t>(facet.kind))).member("unit", facet.unit);
  json.member("datasets", facet.datasets).member("distinct", facet.distinct).key("counts").begin_array();
  for (const auto& [value, count] : facet.counts)
    json.begin_object().member("value", value).member("count", count).end_object();
  json.end_array().key("buckets").begin_array();
  for (const auto& [from, to, count] : facet.buckets)
    json.begin_object().member("from", from).member("to", to).member("count", count).end_object();
  json.end_array().end_object();
}

double double_of(dom::element element) {
  double number = 0;
  return element.get(number) ? 0 : number;
}

Result<Facets::Facet> read_facet(dom::element element) {
  auto members = Members::of(element);
  if (!members) return tl::make_unexpected(members.error());
  Facets::Facet facet;
  std::string kind;
  members->text("field", facet.field);
  members->text("name", facet.name);
  members->text("kind", kind);
  members->text("unit", facet.unit);
  members->number("datasets", facet.datasets);
  members->number("distinct", facet.distinct);
  const auto known = std::find(kFacetKinds.begin(), kFacetKinds.end(), kind);
  if (known == kFacetKinds.end()) return fail(ErrorCode::invalid, "a facet has a kind", facet.field);
  facet.kind = static_cast<Facets::Kind>(known - kFacetKinds.begin());
  for (const auto count : members->list("counts"))
    facet.counts.emplace_back(text_of(count["value"]), number_of(count["count"]));
  for (const auto bucket : members->list("buckets"))
    facet.buckets.push_back({double_of(bucket["from"]), double_of(bucket["to"]), number_of(bucket["count"])});
  return members->answer(std::move(facet));
}

}  // namespace

std::string write_facets(const Facets& facets) {
  JsonWriter json;
  json.begin_object().member("total", facets.total).member("partial", facets.partial).key("facets").begin_array();
  for (const auto& facet : facets.facets) write_facet(json, facet);
  return json.end_array().member("seq", facets.seq).end_object().take();
}

Result<Facets> read_facets(std::string_view json) {
  auto members = Members::read(json);
  if (!members) return tl::make_unexpected(members.error());
  Facets facets;
  members->number("total", facets.total);
  members->truth("partial", facets.partial);
  for (const auto element : members->list("facets")) {
    auto facet = read_facet(element);
    if (!facet) return tl::make_unexpected(facet.error());
    facets.facets.push_back(*std::move(facet));
  }
  members->number("seq", facets.seq.value);
  return members->answer(std::move(facets));
}

}  // namespace weft
