#include "api/routes.h"

#include "api/changes.h"
#include "api/dataset_acts.h"
#include "api/dataset_page.h"
#include "api/datasets.h"
#include "api/decoded.h"
#include "api/endpoints.h"
#include "api/facets.h"
#include "api/files.h"
#include "api/hdf5.h"
#include "api/health.h"
#include "api/investigations.h"
#include "api/lineage.h"
#include "api/messages.h"
#include "api/post_messages.h"
#include "api/said_in_json.h"
#include "api/statistics.h"
#include "api/suggest.h"
#include "api/viewers.h"
#include "api/whole.h"
#include "ingest/reading.h"
#include "search/meaning.h"

namespace weft {
namespace {

constexpr std::size_t kLongestSearch = kLongestQuery + (1u << 20);  // bytes: the query, escaped, and what is beside it

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  for (path.remove_prefix(1); !path.empty();) {
    auto slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
  }
  return segments;
}

bool is_tail(const std::string& segment) { return segment.ends_with("...}"); }

bool matches(const std::vector<std::string>& segments, const std::vector<std::string>& path) {
  const bool tail = !segments.empty() && is_tail(segments.back());
  if (tail ? segments.size() > path.size() : segments.size() != path.size()) return false;
  for (std::size_t i = 0; i < segments.size(); ++i)
    if (segments[i].front() == '{' ? path[i].empty() : segments[i] != path[i]) return false;
  return true;
}

std::string joined(const std::vector<std::string>& path, std::size_t from) {
  std::string tail = path[from];
  for (++from; from < path.size(); ++from) tail += '/' + path[from];
  return tail;
}

AnswerNow now(auto endpoint) { return endpoint; }
AnswerLater later(auto endpoint) { return endpoint; }

}  // namespace

std::vector<Route> make_routes(const Endpoints& e) {
  const Facility& facility = e.definitions.facility;
  return {
      {"GET", "/", now(FrontPage{e.portal, e.gate})},
      {"GET", "/healthz", now(Health{e.gate, e.door}), 0, true},
      {"GET", "/metrics", now(Metrics{e.store, e.inbox_counts, e.http, e.door, e.live})},
      {"GET", "/api/v1/openapi.yaml", now(Contract{}), 0, true},
      {"POST", "/api/v1/messages", later(PostMessages{e.accept, e.gate, e.loop}), kMaxBodyBytes},
      {"GET", "/api/v1/messages", now(ListMessages{e.store})},
      {"POST", "/api/v1/messages/replay", later(ReplayMessages{e.store, e.acts})},
      {"GET", "/api/v1/messages/{seq}", now(ShowMessage{e.store})},
      {"GET", "/api/v1/datasets", now(ListDatasets{e.store, e.search, &e.written}), 0, false, Asks::engine},
      {"POST", "/api/v1/datasets/search", now(SaidInJson{ListDatasets{e.store, e.search, &e.written}}), kLongestSearch,
       false, Asks::engine},
      {"GET", "/api/v1/datasets/{id}", now(ShowDataset{e.store, e.definitions})},
      {"DELETE", "/api/v1/datasets/{id}", later(DeleteDataset{e.store, e.acts})},
      {"POST", "/api/v1/datasets/{id}/restore", later(RestoreDataset{e.store, e.acts})},
      {"GET", "/api/v1/datasets/{id}/lineage", now(ShowLineage{e.store, facility})},
      {"GET", "/api/v1/datasets/{id}/files", now(ListFiles{e.store, e.files}), 0, false, Asks::disk},
      {"GET", "/api/v1/datasets/{id}/files/{path...}", now(SendFile{e.files, e.disk}), 0, false, Asks::disk},
      {"GET", "/api/v1/datasets/{id}/gallery", now(ShowGallery{e.store, e.files}), 0, false, Asks::disk},
      {"GET", "/api/v1/datasets/{id}/image", later(ShowImage{e.store, e.files, e.readers, e.thumbnails}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/datasets/{id}/curve",
       later(ShowDecoded{e.files, e.readers, "curve", {"hdf5", "skip", "columns"}}), 0, false, Asks::disk},
      {"GET", "/api/v1/datasets/{id}/volume", later(ShowDecoded{e.files, e.readers, "volume", {"hdf5"}}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/datasets/{id}/slice",
       later(ShowDecoded{e.files, e.readers, "slice", {"hdf5", "axis", "index", "width", "low", "high"}}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/datasets/{id}/hdf5/meta", later(ShowHdf5{e.files, e.readers, e.hdf5_bytes, "meta"}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/datasets/{id}/hdf5/attr", later(ShowHdf5{e.files, e.readers, e.hdf5_bytes, "attr"}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/datasets/{id}/hdf5/data", later(ShowHdf5{e.files, e.readers, e.hdf5_bytes, "data"}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/datasets/{id}/hdf5/paths", later(ShowHdf5{e.files, e.readers, e.hdf5_bytes, "paths"}), 0, false,
       Asks::disk},
      {"GET", "/api/v1/investigations", now(ListInvestigations{e.store, e.search}), 0, false, Asks::preferred},
      {"GET", "/api/v1/investigations/{id}", now(ShowInvestigation{e.store, facility})},
      {"GET", "/api/v1/samples", now(ListSamples{e.store, e.search}), 0, false, Asks::preferred},
      {"GET", "/api/v1/samples/{id}", now(ShowSample{e.store, facility})},
      {"GET", "/api/v1/instruments", now(ListInstruments{e.store, e.search}), 0, false, Asks::preferred},
      {"GET", "/api/v1/statistics", now(ShowStatistics{e.store, e.search}), 0, false, Asks::grouped},
      {"POST", "/api/v1/statistics", now(SaidInJson{ShowStatistics{e.store, e.search}}), kLongestSearch, false,
       Asks::engine},
      {"GET", "/api/v1/facets", now(ShowFacets{e.store, e.search}), 0, false, Asks::engine},
      {"POST", "/api/v1/facets", now(SaidInJson{ShowFacets{e.store, e.search}}), kLongestSearch, false, Asks::engine},
      {"GET", "/api/v1/suggest", now(Suggest{e.search}), 0, false, Asks::engine},
      {"GET", "/api/v1/viewers", now(ListViewers{e.store, e.viewers})},
      {"GET", "/api/v1/datasets/{id}/viewers", now(ShowDatasetViewers{e.store, e.search, e.viewers}), 0, false,
       Asks::engine},
      {"GET", "/api/v1/definitions", now(ListDefinitions{e.store, e.definitions})},
      {"GET", "/api/v1/changes", now(ShowChanges{{e.store}, {e.store, e.search, e.live}}), 0, false, Asks::followed},
      {"POST", "/api/v1/changes", now(SaidInJson{FollowChanges{e.store, e.search, e.live}}), kLongestSearch, false,
       Asks::engine},
      {"GET", "/api/v1/export", now(ExportWhole{e.store})},
      {"GET", "/api/v1/check", now(CheckWhole{e.store, facility})},
  };
}

bool asks_engine(const Route& route, const Request& request) {
  if (route.asks == Asks::followed) return wants_stream(request);
  if (route.asks == Asks::grouped) return wants_groups(request);
  return route.asks == Asks::engine;
}

bool prefers_engine(const Route& route) { return route.asks == Asks::preferred || route.asks == Asks::grouped; }

RouteTable::RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (const auto& route : routes_) segments_.push_back(split_path(route.path));
}

const Route* RouteTable::find(const Request& request) const {
  for (std::size_t i = 0; i < routes_.size(); ++i)
    if (routes_[i].method == request.method && matches(segments_[i], request.path)) return &routes_[i];
  return nullptr;
}

const Route* RouteTable::find(Request& request) const {
  const Route* route = find(std::as_const(request));
  if (!route) return nullptr;
  const auto& segments = segments_[static_cast<std::size_t>(route - routes_.data())];
  for (std::size_t i = 0; i < segments.size(); ++i)
    if (segments[i].front() == '{')
      request.named.push_back(is_tail(segments[i]) ? joined(request.path, i) : request.path[i]);
  return route;
}

std::string RouteTable::methods_of(const Request& request) const {
  std::string methods;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (!matches(segments_[i], request.path)) continue;
    methods += routes_[i].method + ", ";
    if (routes_[i].method == "GET") methods += "HEAD, ";
  }
  return methods.empty() ? "" : methods + "OPTIONS";
}

}  // namespace weft
