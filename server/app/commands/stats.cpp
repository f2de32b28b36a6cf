// weft stats: how much there is, by type and by instrument.
#include "app/commands/table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

std::vector<TableColumn> counter_columns(const std::string& first) {
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

std::vector<Cell> plain_row(const std::vector<std::string>& values, const Json& counters) {
  std::vector<Cell> row;
  for (const auto& value : values) row.push_back({value});
  for (const char* name : {"samples", "datasets", "acquisition", "processed", "files", "volume"})
    row.push_back({counters[name].shown()});
  return row;
}

// A column for each group, then the counters, as a person or a machine reads them.
Table group_table(const Json& statistics, bool plain) {
  Table table;
  const auto& by = statistics["by"].list();
  for (const auto& one : by) table.columns.push_back({one.text(), false, 10});
  auto counters = counter_columns("");
  table.columns.insert(table.columns.end(), counters.begin() + 1, counters.end());
  for (const auto& group : statistics["groups"].list()) {
    std::vector<std::string> values;
    for (const auto& value : group["values"].list()) values.push_back(value.text());
    if (plain) {
      table.rows.push_back(plain_row(values, group));
      continue;
    }
    auto row = counter_row("", group);
    row.erase(row.begin());
    for (auto& value : values) value = value.empty() ? "(none)" : printable(value);
    row.insert(row.begin(), values.size(), Cell{});
    for (std::size_t i = 0; i < values.size(); ++i) row[i] = {values[i], Tone::strong};
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table plain_instruments(const Json& statistics) {
  Table table{counter_columns("instrument"), {}};
  for (const auto& one : statistics["instruments"].list()) table.rows.push_back(plain_row({one["name"].text()}, one));
  return table;
}

Result<int> run_grouped(const StatsVerb& verb, Context& context) {
  JsonWriter body;
  body.begin_object();
  if (!verb.query.empty()) body.member("q", verb.query);
  if (!verb.by.empty()) body.member("by", verb.by);
  auto statistics = context.server.post("/api/v1/statistics", {}, body.end_object().take(), "application/json");
  if (!statistics) return tl::make_unexpected(statistics.error());
  if (context.json) {
    JsonWriter json;
    statistics->write(json);
    return context.print(json.take() + "\n"), 0;
  }
  auto table = group_table(*statistics, verb.csv);
  if (verb.csv && verb.by.empty()) table.rows.push_back(plain_row({}, (*statistics)["total"]));
  if (verb.csv) return context.print(csv(table)), 0;
  if (verb.by.empty()) table = {counter_columns(""), {}};
  auto total = counter_row("all", (*statistics)["total"]);
  if (!verb.by.empty()) total.insert(total.begin() + 1, (*statistics)["by"].list().size() - 1, Cell{});
  table.rows.push_back(std::move(total));
  context.print(draw(table, context.out));
  if ((*statistics)["partial"].truth()) context.tell("at least so many: a bounded scan ended early");
  return 0;
}

}  // namespace

Result<int> run(const StatsVerb& verb, Context& context) {
  if (!verb.query.empty() || !verb.by.empty()) return run_grouped(verb, context);
  auto statistics = context.server.get("/api/v1/statistics");
  if (!statistics) return tl::make_unexpected(statistics.error());
  if (context.json) {
    JsonWriter json;
    statistics->write(json);
    return context.print(json.take() + "\n"), 0;
  }
  if (verb.csv) return context.print(csv(plain_instruments(*statistics))), 0;
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
