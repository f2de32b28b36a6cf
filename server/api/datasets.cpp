#include "api/datasets.h"

#include "api/asked_query.h"
#include "api/facets.h"
#include "api/request_json.h"
#include "api/shown_parameters.h"
#include "search/asked.h"

namespace weft {
namespace {

struct Wanted {
  AskedQuery asked;
  std::string parameters;
};

Result<Wanted> read_wanted(const Request& request, Store& store) {
  QueryReader reader(request);
  Wanted wanted{read_asked_query(reader, store, request.asker.viewer), ""};
  Query& query = wanted.asked.query;
  query.sort = reader.text("sort");
  query.limit = reader.limit();
  query.cursor = reader.text("cursor");
  query.facets = split_names(reader.text("facets"));
  wanted.parameters = reader.text("parameters");
  if (auto done = reader.done(); !done) return tl::make_unexpected(done.error());
  return wanted;
}

Result<ShownParameters> read_shown(const Search& search, const Request& request, const std::string& asked) {
  if (asked.empty()) return ShownParameters::none(search.definitions());
  const auto view = search.engine().view(request.asker.viewer, request.cancel);
  return ShownParameters::read(asked, search.definitions(), names_in(*view));
}

void write_datasets(JsonWriter& json, const std::vector<Dataset>& datasets, ShownParameters& shown,
                    const Facility& facility) {
  json.key("datasets").begin_array();
  for (const auto& dataset : datasets) {
    json.begin_object();
    write_summary(json, dataset, facility);
    shown.write_dataset(json, dataset);
    json.end_object();
  }
  json.end_array();
}

struct Found {
  Page page;
  Facets facets;
};

Result<Found> find(const Search& search, const Request& request, const AskedQuery& asked, Store& store) {
  Found found;
  if (asked.nothing) {
    found.page.seq = store.read(request.asker.viewer)->status().applied;
    return found;
  }
  auto page = search.find(request.asker.viewer, asked.query, request.cancel);
  if (!page) return tl::make_unexpected(page.error());
  found.page = *std::move(page);
  if (asked.query.facets.empty()) return found;
  auto facets = search.facets(request.asker.viewer, asked.query, request.cancel);
  if (!facets) return tl::make_unexpected(facets.error());
  found.facets = *std::move(facets);
  return found;
}

}  // namespace

Result<Response> ListDatasets::operator()(const Request& request) const {
  const Definitions& definitions = search.definitions();
  auto wanted = read_wanted(request, store);
  if (!wanted) return tl::make_unexpected(wanted.error());
  auto shown = read_shown(search, request, wanted->parameters);
  if (!shown) return tl::make_unexpected(shown.error());
  auto found = find(search, request, wanted->asked, store);
  if (!found) return tl::make_unexpected(found.error());
  const Page& page = found->page;
  JsonWriter json;
  json.begin_object().member("total", page.total).member("partial", page.partial);
  std::vector<Dataset> datasets;
  if (!page.datasets.empty()) datasets = store.read(request.asker.viewer)->datasets(page.datasets);
  write_datasets(json, datasets, *shown, definitions.facility);
  shown->write_columns(json);
  if (!wanted->asked.query.facets.empty()) write_facets(json, found->facets);
  write_optional(json, "nextCursor", page.next_cursor);
  return answer_with_seq(json, page.seq);
}

// Each member becomes the parameter of that name.
Result<Response> SearchDatasets::operator()(const Request& request) const {
  auto members = read_search_request(request.body);
  if (!members) return tl::make_unexpected(members.error());
  Request said = request;
  said.query.insert(said.query.end(), members->begin(), members->end());
  return list(said);
}

}  // namespace weft
