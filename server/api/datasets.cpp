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

// Only what everybody would see is kept written, and only whole sets of parameters.
bool may_be_kept(const Viewer& viewer, const ShownParameters& shown) {
  return viewer.sees_all() && (shown.is_all() || shown.is_none());
}

void write_datasets(JsonWriter& json, const ListDatasets& list, const Viewer& viewer, const std::vector<DatasetId>& ids,
                    ShownParameters& shown) {
  using Parameters = WrittenDatasets::Parameters;
  json.key("datasets").begin_array();
  if (ids.empty()) {
    // Nothing to read.
  } else if (list.written && may_be_kept(viewer, shown)) {
    for (const auto& text : list.written->read(ids, shown.is_all() ? Parameters::all : Parameters::none))
      json.raw(*text);
  } else {
    const auto datasets = list.store.read(viewer)->datasets(ids);
    for (const auto& dataset : datasets) json.raw(write_listed(dataset, shown, list.search.definitions().facility));
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
  auto wanted = read_wanted(request, store);
  if (!wanted) return tl::make_unexpected(wanted.error());
  auto shown = read_shown(search, request, wanted->parameters);
  if (!shown) return tl::make_unexpected(shown.error());
  auto found = find(search, request, wanted->asked, store);
  if (!found) return tl::make_unexpected(found.error());
  const Page& page = found->page;
  JsonWriter json;
  json.begin_object().member("total", page.total).member("partial", page.partial);
  write_datasets(json, *this, request.asker.viewer, page.datasets, *shown);
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
