#include "api/datasets.h"

#include <algorithm>
#include <unordered_map>

#include "api/asked_query.h"
#include "api/facets.h"
#include "api/related.h"
#include "api/request_json.h"
#include "api/shown_parameters.h"
#include "search/asked.h"

namespace weft {
namespace {

struct Wanted {
  AskedQuery asked;
  std::string parameters;
  RelatedSets related;
};

Result<Wanted> read_wanted(const Request& request, Store& store) {
  QueryReader reader(request);
  Wanted wanted{read_asked_query(reader, store, request.asker.viewer), "", {}};
  Query& query = wanted.asked.query;
  query.sort = reader.text("sort");
  query.limit = reader.limit();
  query.cursor = reader.text("cursor");
  query.offset = reader.number("offset", 0, QueryReader::kLargestId, 0);
  query.facets = split_names(reader.text("facets"));
  wanted.parameters = reader.text("parameters");
  wanted.related = RelatedSets::read(reader, query.limit);
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

using Texts = std::vector<std::pair<DatasetId, WrittenDatasets::Text>>;

// The datasets as JSON, in the order asked; unknown ones are left out.
Texts read_texts(const ListDatasets& list, const Viewer& viewer, const std::vector<DatasetId>& ids,
                 ShownParameters& shown) {
  using Parameters = WrittenDatasets::Parameters;
  Texts texts;
  if (ids.empty()) return texts;
  if (list.written && may_be_kept(viewer, shown)) {
    auto kept = list.written->read(ids, shown.is_all() ? Parameters::all : Parameters::none);
    for (std::size_t i = 0; i < kept.size() && kept.size() == ids.size(); ++i)
      texts.emplace_back(ids[i], std::move(kept[i]));
    if (!texts.empty()) return texts;
  }
  const auto& facility = list.search.definitions().facility;
  list.store.read(viewer)->each_dataset(ids, [&](const Dataset& dataset) {
    texts.emplace_back(dataset.id, std::make_shared<const std::string>(write_listed(dataset, shown, facility)));
  });
  return texts;
}

using AllRelated = std::vector<std::vector<RelatedFound>>;

std::vector<DatasetId> each_once(const std::vector<DatasetId>& listed, const AllRelated& related) {
  std::vector<DatasetId> ids = listed;
  for (const auto& sets : related)
    for (const auto& set : sets) ids.insert(ids.end(), set.first.begin(), set.first.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void write_with_related(JsonWriter& json, const std::vector<DatasetId>& listed, const RelatedSets& sets,
                        const AllRelated& related, const Texts& texts) {
  static const std::string kNone;
  std::unordered_map<std::int64_t, const std::string*> by_id;
  for (const auto& [id, text] : texts) by_id.emplace(id.value, text.get());
  const auto written = [&](DatasetId id) -> const std::string& {
    const auto found = by_id.find(id.value);
    return found == by_id.end() ? kNone : *found->second;
  };
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const auto& text = written(listed[i]);
    if (text.empty()) continue;
    json.raw(text.substr(0, text.size() - 1) + write_related(sets, related[i], written) + "}");
  }
}

Result<void> write_datasets(JsonWriter& json, const ListDatasets& list, const Request& request, const Wanted& wanted,
                            const std::vector<DatasetId>& ids, ShownParameters& shown) {
  const auto& viewer = request.asker.viewer;
  const auto& sets = wanted.related;
  if (sets.empty()) {
    json.key("datasets").begin_array();
    for (const auto& [id, text] : read_texts(list, viewer, ids, shown)) json.raw(*text);
    json.end_array();
    return {};
  }
  const auto related = list.search.related(viewer, sets.relations, ids, sets.each, request.cancel);
  if (!related) return tl::make_unexpected(related.error());
  const auto texts = read_texts(list, viewer, each_once(ids, *related), shown);
  json.key("datasets").begin_array();
  write_with_related(json, ids, sets, *related, texts);
  json.end_array();
  return {};
}

Result<PageAndFacets> find(const Search& search, const Request& request, const AskedQuery& asked, Store& store) {
  if (!asked.nothing) return search.find_and_count(request.asker.viewer, asked.query, request.cancel);
  PageAndFacets found;
  found.page.seq = store.read(request.asker.viewer)->status().applied;
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
  if (auto done = write_datasets(json, *this, request, *wanted, page.datasets, *shown); !done)
    return tl::make_unexpected(done.error());
  shown->write_columns(json);
  if (!wanted->asked.query.facets.empty()) write_facets(json, found->facets);
  write_optional(json, "nextCursor", page.next_cursor);
  return answer_with_seq(json, page.seq);
}

}  // namespace weft
