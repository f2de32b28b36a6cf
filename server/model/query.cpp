#include "model/query.h"

#include <simdjson.h>

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
  json.begin_object().member("q", q.expression).member("proposal", q.proposal).member("instrument", q.instrument);
  json.member("investigation", q.investigation)
      .member("sample", q.sample)
      .member("type", q.type)
      .member("name", q.name);
  json.member("location", q.location).member("deleted", q.with_deleted).key("facets").begin_array();
  for (const auto& facet : q.facets) json.value(facet);
  return json.end_array().member("limit", q.limit).member("cursor", q.cursor).end_object().take();
}

Result<Query> read_query(std::string_view json) {
  auto members = Members::read(json);
  if (!members) return tl::make_unexpected(members.error());
  Query q;
  members->text("q", q.expression);
  members->text("proposal", q.proposal);
  members->text("instrument", q.instrument);
  members->number("investigation", q.investigation.value);
  members->number("sample", q.sample.value);
  members->text("type", q.type);
  members->text("name", q.name);
  members->text("location", q.location);
  members->truth("deleted", q.with_deleted);
  for (const auto facet : members->list("facets")) q.facets.push_back(text_of(facet));
  members->number("limit", q.limit);
  members->text("cursor", q.cursor);
  return members->answer(std::move(q));
}

std::string write_page(const Page& page) {
  JsonWriter json;
  json.begin_object().member("total", page.total).key("datasets").begin_array();
  for (const auto id : page.datasets) json.value(id);
  return json.end_array().member("nextCursor", page.next_cursor).member("seq", page.seq).end_object().take();
}

Result<Page> read_page(std::string_view json) {
  auto members = Members::read(json);
  if (!members) return tl::make_unexpected(members.error());
  Page page;
  members->number("total", page.total);
  for (const auto id : members->list("datasets")) page.datasets.push_back(DatasetId{number_of(id)});
  members->text("nextCursor", page.next_cursor);
  members->number("seq", page.seq.value);
  return members->answer(std::move(page));
}

std::string write_facets(const Facets& facets) {
  JsonWriter json;
  json.begin_object().key("facets").begin_array();
  for (const auto& facet : facets.facets) {
    json.begin_object().member("field", facet.field).key("counts").begin_array();
    for (const auto& [value, count] : facet.counts)
      json.begin_object().member("value", value).member("count", count).end_object();
    json.end_array().end_object();
  }
  return json.end_array().member("seq", facets.seq).end_object().take();
}

Result<Facets> read_facets(std::string_view json) {
  auto members = Members::read(json);
  if (!members) return tl::make_unexpected(members.error());
  Facets facets;
  for (const auto element : members->list("facets")) {
    Facets::Facet facet;
    facet.field = text_of(element["field"]);
    dom::array counts;
    if (element["counts"].get(counts)) return fail(ErrorCode::invalid, "a facet has counts", facet.field);
    for (const auto count : counts) facet.counts.emplace_back(text_of(count["value"]), number_of(count["count"]));
    facets.facets.push_back(std::move(facet));
  }
  members->number("seq", facets.seq.value);
  return members->answer(std::move(facets));
}

}  // namespace weft
