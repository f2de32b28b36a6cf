// weft search: what a query finds, as a table a person reads, as CSV or as JSON, and counts of it.
#include <algorithm>

#include "app/commands/dataset_table.h"
#include "app/commands/verbs.h"
#include "base/json_writer.h"
#include "search/lexer.h"

namespace weft {
namespace {

constexpr std::int64_t kPage = 1000;
constexpr int kBar = 30;                      // code points
constexpr std::int64_t kMostValues = 10'000;  // of a facet, as the server has it

void write_list(JsonWriter& json, const char* name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json.key(name).begin_array();
  for (const auto& value : values) json.value(value);
  json.end_array();
}

std::string body_of(const SearchVerb& verb, std::int64_t from, std::int64_t rows, const std::string& cursor) {
  JsonWriter json;
  json.begin_object();
  if (!verb.query.empty()) json.member("q", verb.query);
  if (from > 0) json.member("from", from);
  if (verb.deleted) json.member("deleted", true);
  if (!verb.sort.empty()) json.member("sort", verb.sort);
  write_list(json, "parameters", verb.columns);
  if (cursor.empty()) write_list(json, "facets", verb.facets);
  if (!cursor.empty()) json.member("cursor", cursor);
  return json.member("limit", rows).end_object().take();
}

struct Found {
  Json first;  // the first page, with total, facets and columns
  std::vector<Json> rows;
};

// Pages until there are `verb.limit` rows (0: all).
Result<Found> find(const SearchVerb& verb, std::int64_t from, Server& server) {
  Found found;
  std::string cursor;
  do {
    const auto left = verb.limit > 0 ? verb.limit - static_cast<std::int64_t>(found.rows.size()) : kPage;
    auto page = server.post("/api/v1/datasets/search", {}, body_of(verb, from, std::min(kPage, left), cursor),
                            "application/json");
    if (!page) return tl::make_unexpected(page.error());
    const auto& rows = (*page)["datasets"].list();
    found.rows.insert(found.rows.end(), rows.begin(), rows.end());
    if (cursor.empty()) found.first = *page;
    cursor = (*page)["nextCursor"].text();
  } while (!cursor.empty() && (verb.limit == 0 || static_cast<std::int64_t>(found.rows.size()) < verb.limit));
  return found;
}

// "300 kV" where a number was read, else the text as it was sent.
std::string shown_parameter(const Json& parameter, bool with_unit) {
  if (parameter["value"].is_null()) return printable(parameter["text"].text());
  const auto& unit = parameter["unit"].text();
  return parameter["value"].shown() + (with_unit && !unit.empty() ? " " + unit : "");
}

// A column that the summary has is shown there; the others follow, each with its unit in its title.
void add_columns(Table& table, const Found& found, bool plain) {
  for (const auto& column : found.first["columns"].list()) {
    const auto& name = column["name"].text();
    const auto& unit = column["unit"].text();
    const bool known = std::any_of(found.rows.begin(), found.rows.end(),
                                   [&](const Json& row) { return !row["parameters"][name].is_null(); });
    if (!known &&
        std::any_of(found.rows.begin(), found.rows.end(), [&](const Json& row) { return !row[name].is_null(); }))
      continue;
    table.columns.push_back({plain || unit.empty() ? name : name + " [" + unit + "]", false, 8});
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
      const auto& parameter = found.rows[i]["parameters"][name];
      table.rows[i].push_back(
          {plain ? parameter["text"].text() : shown_parameter(parameter, parameter["unit"].text() != unit)});
    }
  }
}

std::string bar(std::int64_t count, std::int64_t most, const Look& look) {
  const auto width = most > 0 ? std::max<std::int64_t>(count > 0 ? 1 : 0, count * kBar / most) : 0;
  std::string text;
  for (std::int64_t i = 0; i < width; ++i) text += look.utf8 ? "█" : "#";
  return text;
}

std::string bound(const Json& value, bool time) { return time ? time_text(value.text()) : value.shown(); }

// ": --facets 'name:5000'"; nothing when the server gives no more.
std::string how_to_see(const std::string& name, std::int64_t shown, std::int64_t distinct) {
  const auto most = std::min(distinct, kMostValues);
  if (most <= shown) return "\n";
  std::string shell;  // between single quotes
  for (const char c : (is_bare_word(name) ? name : quoted(name)) + ":" + std::to_string(most))
    shell += c == '\'' ? "'\\''" : std::string(1, c);
  return ": --facets '" + shell + "'\n";
}

// A facet as lines of value, count and bar.
std::string draw_facet(const Json& facet, const Look& look) {
  const bool times = facet["kind"].text() == "times";
  const auto& unit = facet["unit"].text();
  Table table{{{facet["name"].text() + (unit.empty() ? "" : " [" + unit + "]"), false, 12},
               {"datasets", true},
               {"", false, 0, 1}},
              {}};
  std::int64_t most = 0, shown = 0;
  const auto& lines = facet["kind"].text() == "values" ? facet["counts"].list() : facet["buckets"].list();
  for (const auto& line : lines) most = std::max(most, line["count"].whole());
  for (const auto& line : lines) {
    const auto count = line["count"].whole();
    const auto label = line["value"].is_null() ? bound(line["from"], times) + " .. " + bound(line["to"], times)
                                               : printable(line["value"].text());
    table.rows.push_back({{label, Tone::strong}, {grouped(count)}, {bar(count, most, look), Tone::faint}});
    shown += 1;
  }
  if (table.rows.empty()) return facet["name"].text() + ": no dataset has a value\n";
  auto text = draw(table, look);
  if (const auto distinct = facet["distinct"].whole(); distinct > shown)
    text += "and " + grouped(distinct - shown) + " more values" + how_to_see(facet["name"].text(), shown, distinct);
  return text;
}

void print_json(const Found& found, const Context& context) {
  JsonWriter json;
  json.begin_object();
  for (const auto& [name, value] : found.first.members()) {
    json.key(name);
    if (name != "datasets") {
      value.write(json);
      continue;
    }
    json.begin_array();
    for (const auto& row : found.rows) row.write(json);
    json.end_array();
  }
  context.print(json.end_object().take() + "\n");
}

void tell_count(const Found& found, const Context& context) {
  const auto total = found.first["total"].whole(), shown = static_cast<std::int64_t>(found.rows.size());
  const std::string least = found.first["partial"].truth() ? "at least " : "";
  if (total == 0)
    context.tell("no dataset matches");
  else if (shown < total)
    context.tell("the first " + grouped(shown) + " of " + least + grouped(total) + "; all of them: --limit 0");
  else
    context.tell(least + counted(total, "dataset", "datasets"));
}

}  // namespace

Result<int> run(const SearchVerb& verb, Context& context) {
  if (verb.csv && !verb.facets.empty())
    return fail(ErrorCode::invalid,
                "--csv is a table of datasets and has no place for counts: take --json with --facets, or weft stats "
                "--by NAME --csv",
                "--facets");
  std::int64_t from = 0;
  if (!verb.from.empty()) {
    auto start = find_dataset(context.server, verb.from);
    if (!start) return tl::make_unexpected(start.error());
    from = *start;
  }
  auto found = find(verb, from, context.server);
  if (!found) return tl::make_unexpected(found.error());
  if (context.json) return print_json(*found, context), 0;
  auto table = verb.csv ? plain_dataset_table(found->rows) : dataset_table(found->rows);
  add_columns(table, *found, verb.csv);
  context.print(verb.csv ? csv(table) : draw(table, context.out));
  if (verb.csv) return 0;
  for (const auto& facet : found->first["facets"].list()) context.print("\n" + draw_facet(facet, context.out));
  tell_count(*found, context);
  return 0;
}

}  // namespace weft
