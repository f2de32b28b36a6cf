// weft stats: how much there is, by type and by instrument.
#include "app/commands/table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

std::vector<Column> counter_columns(const std::string& first) {
  return {{first, false, 10},  {"samples", true}, {"datasets", true}, {"raw", true},
          {"processed", true}, {"files", true},   {"volume", true}};
}

std::string volume(const Json& counters) {
  return counters["files"].whole() == 0 ? "" : bytes_text(counters["volume"].whole());
}

std::vector<Cell> counter_row(const std::string& name, const Json& counters) {
  return {{printable(name), Tone::strong},
          {grouped(counters["samples"].whole())},
          {grouped(counters["datasets"].whole())},
          {grouped(counters["acquisition"].whole())},
          {grouped(counters["processed"].whole())},
          {grouped(counters["files"].whole())},
          {volume(counters)}};
}

std::string types(const Json& statistics, const Look& look) {
  Table table{{{"type"}, {"datasets", true}, {"files", true}, {"volume", true}}, {}};
  for (const auto& one : statistics["types"].list())
    table.rows.push_back({{one["type"].text() == "acquisition" ? "raw" : one["type"].text(), Tone::strong},
                          {grouped(one["datasets"].whole())},
                          {grouped(one["files"].whole())},
                          {volume(one)}});
  return draw(table, look);
}

std::string messages(const Json& statistics) {
  std::string text;
  for (const auto& [state, count] : statistics["messages"].members())
    text += (text.empty() ? "messages: " : ", ") + grouped(count.whole()) + " " + state;
  return text + "\n";
}

}  // namespace

Result<int> run(const StatsVerb&, Context& context) {
  auto statistics = context.server.get("/api/v1/statistics");
  if (!statistics) return tl::make_unexpected(statistics.error());
  if (context.json) {
    JsonWriter json;
    statistics->write(json);
    return context.print(json.take() + "\n"), 0;
  }
  Table table{counter_columns("instrument"), {}};
  for (const auto& one : (*statistics)["instruments"].list())
    table.rows.push_back(counter_row(one["name"].text(), one));
  const auto& total = (*statistics)["total"];
  table.rows.push_back(counter_row("all", total));
  context.print(draw(table, context.out) + "\n" + types(*statistics, context.out) + "\n" + messages(*statistics));
  if (const auto open = total["notWalked"].whole(); open > 0)
    context.print("files of " + counted(open, "dataset", "datasets") +
                  " are not counted: the folder was not walked yet, or is not there\n");
  return 0;
}

}  // namespace weft
