// weft lineage: what a dataset was made from and what was made from it, drawn as trees.
#include "app/commands/drawing.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

DrawnGraph read_graph(const Json& json) {
  DrawnGraph graph;
  graph.start = json["start"].whole();
  for (const auto& node : json["nodes"].list())
    graph.datasets[node["id"].whole()] = {
        node["name"].text(),       node["location"].text(),           node["type"].text(),     node["program"].text(),
        node["instrument"].text(), node["state"].text() == "deleted", node["complete"].truth()};
  for (const auto& edge : json["edges"].list()) {
    const auto input = edge["input"].whole(), output = edge["output"].whole();
    graph.inputs[output].emplace_back(input, edge["role"].text());
    graph.outputs[input].emplace_back(output, edge["role"].text());
  }
  for (const auto& open : json["pending"].list())
    graph.open[open["output"].whole()].push_back({open["text"].text(), open["state"].text()});
  return graph;
}

std::string direction_of(const LineageVerb& verb) {
  if (verb.ancestors == verb.descendants) return "both";
  return verb.ancestors ? "ancestors" : "descendants";
}

std::string section(const DrawnGraph& graph, const LineageVerb& verb, bool towards_inputs, const Look& look) {
  const auto& below = towards_inputs ? graph.inputs : graph.outputs;
  const bool some = below.contains(graph.start) || (towards_inputs && graph.open.contains(graph.start));
  if (!some)
    return paint(towards_inputs ? "made from: nothing it names" : "gave: nothing yet", Tone::faint, look) + "\n";
  DrawingOptions options;
  options.towards_inputs = towards_inputs;
  if (verb.all) options.siblings = 0;
  return paint(towards_inputs ? "made from" : "gave", Tone::faint, look) + "\n" + draw(graph, options, look);
}

std::string notes(const Json& json, const DrawnGraph& graph, const LineageVerb& verb) {
  std::string text = counted(static_cast<std::int64_t>(graph.datasets.size()), "dataset", "datasets") + ", " +
                     counted(static_cast<std::int64_t>(json["edges"].list().size()), "link", "links");
  std::int64_t pending = 0, withdrawn = 0;
  for (const auto& open : json["pending"].list()) ++(open["state"].text() == "withdrawn" ? withdrawn : pending);
  if (pending > 0) text += ", " + counted(pending, "input", "inputs") + " pending (nothing known there yet)";
  if (withdrawn > 0) text += ", " + counted(withdrawn, "input", "inputs") + " withdrawn (deleted)";
  if (json["cyclic"].truth()) text += "; cyclic: a dataset here is made from itself";
  if (json["partial"].truth()) text += "; there is more than fits one answer: ask further from a dataset at the edge";
  if (verb.depth > 0) text += "; not deeper than " + counted(verb.depth, "step", "steps") + ", as asked";
  return text;
}

}  // namespace

Result<int> run(const LineageVerb& verb, Context& context) {
  auto id = find_dataset(context.server, verb.dataset);
  if (!id) return tl::make_unexpected(id.error());
  const auto direction = direction_of(verb);
  auto json = context.server.get("/api/v1/datasets/" + std::to_string(*id) + "/lineage",
                                 {{"direction", direction}, {"depth", std::to_string(verb.depth)}});
  if (!json) return tl::make_unexpected(json.error());
  if (context.json) {
    JsonWriter writer;
    json->write(writer);
    return context.print(writer.take() + "\n"), 0;
  }
  const auto graph = read_graph(*json);
  std::string text;
  if (direction != "descendants") text += section(graph, verb, true, context.out);
  if (direction == "both") text += "\n";
  if (direction != "ancestors") text += section(graph, verb, false, context.out);
  context.print(text);
  context.tell(notes(*json, graph, verb));
  return 0;
}

}  // namespace weft
