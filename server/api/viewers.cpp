#include "api/viewers.h"

#include <algorithm>

#include "api/answer.h"
#include "api/asked_query.h"
#include "api/graph.h"
#include "api/query_reader.h"
#include "definitions/explain.h"
#include "definitions/stable_hash.h"

namespace weft {
namespace {

// A client that has this version is not sent it again. `members` of the answer, beside `seq`.
Response tagged(const Request& request, const std::string& members, std::string etag, Seq seq) {
  Response response;
  const bool known = request.if_none_match.find(etag) != std::string::npos || request.if_none_match == "*";
  if (known)
    response.status = 304;
  else
    response.body = "{" + members + ",\"seq\":" + std::to_string(seq.value) + "}";
  response.headers.emplace_back("ETag", std::move(etag));
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

Result<void> only_known(const Request& request) {
  QueryReader query(request);
  return query.done();
}

// "EM/motioncorrection/total_motion" -> "EM/motioncorrection"
std::string group_of(const ParameterDefinition& definition) {
  if (definition.nexus_paths.empty()) return "";
  const auto& path = definition.nexus_paths.front();
  const auto slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash);
}

void write_definition(JsonWriter& json, const std::string& name, const Definitions& definitions) {
  const auto* definition = definitions.dictionary.find(name);
  json.begin_object().member("name", name);
  write_optional(json, "unit", explain(definitions, name).unit);
  if (definition) {
    write_optional(json, "description", definition->description);
    write_optional(json, "group", group_of(*definition));
    write_optional(json, "type", definition->napi_type);
    write_optional(json, "deprecated", definition->deprecated);
  }
  json.end_object();
}

// In the order of the dictionary, then those that only facility.toml speaks of.
std::vector<std::string> names_with(const Definitions& definitions, const std::string& prefix) {
  std::vector<std::string> names;
  for (const auto& one : definitions.dictionary.all())
    if (one.name.starts_with(prefix)) names.push_back(one.name);
  for (const auto name : definitions.facility.parameters())
    if (name.starts_with(prefix) && !definitions.dictionary.find(name)) names.emplace_back(name);
  return names;
}

std::vector<std::string> known_among(const Definitions& definitions, const std::vector<std::string>& asked) {
  const auto others = definitions.facility.parameters();
  std::vector<std::string> names;
  for (const auto& name : asked)
    if (definitions.dictionary.find(name) || std::find(others.begin(), others.end(), name) != others.end())
      names.push_back(name);
  return names;
}

}  // namespace

Result<Response> ListViewers::operator()(const Request& request) const {
  if (auto known = only_known(request); !known) return tl::make_unexpected(known.error());
  const auto set = viewers.current();
  return tagged(request, set->json, set->etag, store.read(request.asker.viewer)->status().applied);
}

Result<Response> ShowDatasetViewers::operator()(const Request& request) const {
  auto id = path_id(request, "dataset");
  if (!id) return tl::make_unexpected(id.error());
  if (auto known = only_known(request); !known) return tl::make_unexpected(known.error());
  if (auto found = find_dataset(*store.read(request.asker.viewer), {*id}); !found)
    return tl::make_unexpected(found.error());
  const auto set = viewers.current();
  std::vector<std::string> predicates;
  for (const auto& viewer : set->viewers) predicates.push_back(viewer->predicate);
  const auto holding = search.holding(request.asker.viewer, predicates, {*id}, request.cancel);
  if (!holding) return tl::make_unexpected(holding.error());
  JsonWriter json;
  json.begin_object().key("viewers").begin_array();
  for (std::size_t i = 0; i < set->viewers.size(); ++i)
    if (holding->holds[i]) json.value(set->viewers[i]->name);
  json.end_array();
  return answer_with_seq(json, holding->seq);
}

Result<Response> ListDefinitions::operator()(const Request& request) const {
  QueryReader query(request);
  const auto names = query.text("names");
  const auto prefix = query.text("prefix");
  if (!names.empty() && !prefix.empty()) query.wrong("prefix", "cannot stand beside names: give one of them");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  JsonWriter json;
  json.begin_array();
  for (const auto& name :
       names.empty() ? names_with(definitions, prefix) : known_among(definitions, split_names(names)))
    write_definition(json, name, definitions);
  const auto members = "\"definitions\":" + json.end_array().take();
  auto etag = "W/\"" + StableHash().add(members).hex() + '"';
  return tagged(request, members, std::move(etag), store.read(request.asker.viewer)->status().applied);
}

}  // namespace weft
