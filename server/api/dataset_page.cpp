#include "api/dataset_page.h"

#include <map>
#include <set>

#include "api/answer.h"
#include "api/dataset_history.h"
#include "api/graph.h"
#include "api/query_reader.h"
#include "lineage/views.h"

namespace weft {
namespace {

constexpr std::size_t kOutputsShown = 100;
constexpr TraverseLimits kSoftLinkLimits{};

void write_inputs(JsonWriter& json, Reading& reading, DatasetId id) {
  json.key("inputs").begin_array();
  for (const auto& input : shown_inputs(reading, {&id, 1})) {
    json.begin_object().member("position", input.position);
    write_optional(json, "role", input.role);
    json.member("text", input.text).member("kind", to_text(input.kind)).member("state", to_text(input.state));
    if (input.kind == InputKind::path) write_optional(json, "path", input.target);
    json.key("datasets");
    write_ids(json, input.datasets);
    json.end_object();
  }
  json.end_array();
}

void write_outputs(JsonWriter& json, Reading& reading, DatasetId id) {
  std::set<DatasetId> outputs;
  for (const auto& edge : reading.outputs_of({&id, 1}, 2'000'000'000)) outputs.insert(edge.output);
  std::vector<DatasetId> shown;
  for (auto output : outputs)
    if (shown.size() < kOutputsShown) shown.push_back(output);
  json.key("outputs").begin_object().member("total", outputs.size()).key("datasets");
  write_ids(json, shown);
  json.end_object();
}

// The outputs of one job, at most as many as soft links show, and so with its inputs. A dataset without a job is its
// own.
std::vector<DatasetId> outputs_of_job(Reading& reading, const Dataset& dataset) {
  if (dataset.job.empty()) return {dataset.id};
  DatasetFilter filter;
  filter.proposal = dataset.key.proposal;
  filter.job = dataset.job;
  return reading.list(filter, {}, kSoftLinkLimits.nodes);
}

void write_job(JsonWriter& json, Reading& reading, const Dataset& dataset) {
  const auto outputs = outputs_of_job(reading, dataset);
  JobView view = job_view(dataset, outputs, StoreNeighbours(reading).into(outputs, kSoftLinkLimits.edges));
  json.key("job").begin_object().member("job", view.job);
  write_optional(json, "application", view.application);
  json.key("inputs");
  write_ids(json, view.inputs);
  json.key("outputs");
  write_ids(json, view.outputs);
  json.end_object();
}

// Of graphs larger than the limits the transitive lists hold what is nearest, and the mark says so.
void write_soft_links(JsonWriter& json, Reading& reading, const Dataset& dataset) {
  StoreNeighbours neighbours(reading);
  auto graph = traverse(neighbours, dataset.id, Direction::both, kSoftLinkLimits, [] { return false; });
  json.key("softLinks").begin_object();
  if (graph) {
    std::map<DatasetId, DatasetKey> keys;
    for (auto& place : reading.places_of(graph->nodes)) keys.emplace(place.dataset, std::move(place.key));
    const auto known = [&](DatasetId id) -> const DatasetKey* {
      auto found = keys.find(id);
      return found == keys.end() ? nullptr : &found->second;
    };
    for (const auto& parameter : soft_links(*graph, known)) json.member(parameter.name, parameter.text);
  }
  json.end_object().member("softLinksPartial", !graph || graph->partial);
}

void write_rest(JsonWriter& json, const Dataset& dataset, const Definitions& definitions) {
  write_optional(json, "sampleType", dataset.sample_type);
  write_optional(json, "comment", dataset.comment);
  write_optional(json, "forcedInvestigation", dataset.forced_investigation);
  write_optional(json, "stateReason", dataset.state_reason);
  if (dataset.release_date) json.member("releaseDate", *dataset.release_date);
  json.member("firstSeq", dataset.first_seq).member("lastSeq", dataset.last_seq).key("parameters");
  write_parameters(json, dataset.parameters, definitions);
  json.key("sampleParameters");
  write_parameters(json, dataset.sample_parameters, definitions);
}

}  // namespace

Result<Response> ShowDataset::operator()(const Request& request) const {
  auto id = path_id(request, "dataset");
  if (!id) return tl::make_unexpected(id.error());
  QueryReader query(request);
  bool with_history = query.truth("history");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto reading = store.read(request.asker.viewer);
  auto dataset = find_dataset(*reading, {*id});
  if (!dataset) return tl::make_unexpected(dataset.error());
  JsonWriter json;
  json.begin_object();
  write_summary(json, *dataset, definitions.facility);
  write_rest(json, *dataset, definitions);
  write_inputs(json, *reading, dataset->id);
  write_outputs(json, *reading, dataset->id);
  write_soft_links(json, *reading, *dataset);
  write_job(json, *reading, *dataset);
  if (with_history) write_history(json, *reading, *dataset);
  return answer_with_seq(json, reading->status().applied);
}

}  // namespace weft
