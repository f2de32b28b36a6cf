#include "app/commands/dataset_table.h"

namespace weft {
namespace {

Cell state_cell(const Json& dataset) {
  if (dataset["state"].text() == "deleted") return {"deleted", Tone::bad};
  if (!dataset["complete"].truth()) return {"incomplete", Tone::warning};
  return {""};
}

}  // namespace

std::string shown_type(const Json& dataset) {
  const auto& type = dataset["type"].text();
  return type == "acquisition" ? "raw" : printable(type);
}

Table dataset_table(const std::vector<Json>& datasets) {
  Table table;
  table.columns = {{"id", true},
                   {"type"},
                   {"name", false, 20},
                   {"proposal"},
                   {"instr."},
                   {"sample", false, 8, 2},
                   {"UTC start", false, 10, 1, false, true},
                   {"program", false, 8, 3},
                   {"files", true, 0, 5},
                   {"size", true, 0, 4},
                   {"state", false, 7}};
  for (const auto& one : datasets) {
    const auto text = [&](const char* name) { return Cell{printable(one[name].shown())}; };
    table.rows.push_back({{one["id"].shown(), Tone::faint},
                          {shown_type(one)},
                          {printable(one["name"].text()), Tone::strong},
                          text("proposal"),
                          text("instrument"),
                          text("sample"),
                          {time_text(one["startDate"].text())},
                          text("program"),
                          {one["fileCount"].is_null() ? "" : grouped(one["fileCount"].whole())},
                          {one["volume"].is_null() ? "" : bytes_text(one["volume"].whole())},
                          state_cell(one)});
  }
  return table;
}

Table plain_dataset_table(const std::vector<Json>& datasets) {
  Table table;
  for (const char* name : {"id", "type", "name", "proposal", "instrument", "investigation", "sample", "startDate",
                           "endDate", "technique", "program", "state", "complete", "fileCount", "volume", "location"})
    table.columns.push_back({name});
  for (const auto& one : datasets) {
    std::vector<Cell> row;
    for (const auto& column : table.columns) {
      const auto& value = one[column.title];
      row.push_back({value.kind() == Json::Kind::truth ? (value.truth() ? "true" : "false") : value.shown()});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace weft
