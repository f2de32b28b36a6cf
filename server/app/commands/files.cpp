// weft files: what lies in a dataset's folder, as it was when last looked into.
#include "app/commands/table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

std::string as_of(const Json& page) {
  if (page["walked"].is_null()) return "";
  return ", as of " + time_text(page["walked"].text()) + " UTC";
}

Table table_of(const std::vector<Json>& files) {
  Table table;
  table.columns = {
      {"size", true}, {"modified (UTC)", false, 10, 1, false, true}, {"", false}, {"path", false, 20, 0, true}};
  for (const auto& one : files)
    table.rows.push_back({{bytes_text(one["size"].whole())},
                          {time_text(one["modified"].text()), Tone::faint},
                          {one["kind"].text() == "link" ? "link" : "", Tone::faint},
                          {printable(one["path"].text())}});
  return table;
}

std::string summary(const Json& page, std::size_t shown) {
  const auto total = page["total"].whole();
  auto text = counted(total, "file", "files") + ", " + bytes_text(page["volume"].whole()) + as_of(page);
  if (static_cast<std::int64_t>(shown) < total)
    text += "\nthe first " + grouped(static_cast<std::int64_t>(shown)) + " are shown; all of them: --limit 0";
  return text;
}

void print_json(const Json& page, const std::vector<Json>& files, const Context& context) {
  JsonWriter json;
  json.begin_object().key("files").begin_array();
  for (const auto& one : files) one.write(json);
  json.end_array();
  for (const auto& [name, value] : page.members())
    if (name != "files" && name != "nextCursor") value.write(json.key(name));
  context.print(json.end_object().take() + "\n");
}

}  // namespace

Result<int> run(const FilesVerb& verb, Context& context) {
  auto id = find_dataset(context.server, verb.dataset);
  if (!id) return tl::make_unexpected(id.error());
  const auto path = "/api/v1/datasets/" + std::to_string(*id) + "/files";
  QueryText query;
  if (!verb.prefix.empty()) query.emplace_back("prefix", verb.prefix);
  if (!verb.glob.empty()) query.emplace_back("glob", verb.glob);
  auto listed = context.server.list(path, query, "files", verb.limit);
  if (!listed) return tl::make_unexpected(listed.error());
  auto page = context.server.get_page(path, query, 1, "cursor", "");  // state and reason
  if (!page) return tl::make_unexpected(page.error());
  if (context.json) return print_json(*page, listed->rows, context), 0;
  const auto& state = (*page)["state"].text();
  if (!listed->rows.empty()) context.print(draw(table_of(listed->rows), context.out));
  if (state != "pending") context.tell(summary(*page, listed->rows.size()));
  if (!(*page)["reason"].text().empty()) context.tell(state + ": " + printable((*page)["reason"].text()));
  return state == "listed" ? 0 : 1;
}

}  // namespace weft
