// weft list: datasets as a table a person reads, as CSV or as JSON.
#include "app/commands/dataset_table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

void add(QueryText& query, const std::string& name, const std::string& value) {
  if (!value.empty()) query.emplace_back(name, value);
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// A sample's name may be used in several investigations: the server wants its number, a person knows the name.
Result<void> add_sample(const ListVerb& verb, Server& server, QueryText& query) {
  if (verb.sample.empty()) return {};
  if (!verb.investigation.empty()) return add(query, "sample", verb.sample), Result<void>{};
  QueryText asked = {{"name", verb.sample}};
  add(asked, "proposal", verb.proposal);
  add(asked, "instrument", verb.instrument);
  auto found = server.list("/api/v1/samples", asked, "samples", 20);
  if (!found) return tl::make_unexpected(found.error());
  if (found->rows.empty() && is_number(verb.sample)) return add(query, "sample", verb.sample), Result<void>{};
  if (found->rows.empty()) return fail(ErrorCode::not_found, "no sample is called '" + verb.sample + "'", verb.sample);
  if (found->rows.size() == 1) return add(query, "sample", found->rows.front()["id"].shown()), Result<void>{};
  std::string several = "several samples are called '" + verb.sample + "': say --proposal, --instrument, or one of";
  for (const auto& one : found->rows)
    several += "\n  --sample " + one["id"].shown() + "  (" + one["proposal"].text() + ", " + one["instrument"].text() +
               ", " + counted(one["datasets"].whole(), "dataset", "datasets") + ")";
  return fail(ErrorCode::conflict, several, verb.sample);
}

void print_json(const Server::Listed& listed, const Context& context) {
  JsonWriter json;
  json.begin_object().member("total", listed.total).key("datasets").begin_array();
  for (const auto& one : listed.rows) one.write(json);
  listed.seq.write(json.end_array().key("seq"));
  context.print(json.end_object().take() + "\n");
}

}  // namespace

Result<int> run(const ListVerb& verb, Context& context) {
  QueryText query;
  add(query, "proposal", verb.proposal);
  add(query, "instrument", verb.instrument);
  add(query, "investigation", verb.investigation);
  add(query, "type", verb.type == "raw" ? "acquisition" : verb.type);
  add(query, "name", verb.name);
  add(query, "location", verb.location);
  if (verb.deleted) query.emplace_back("deleted", "true");
  if (auto sample = add_sample(verb, context.server, query); !sample) return tl::make_unexpected(sample.error());
  auto listed = context.server.list("/api/v1/datasets", query, "datasets", verb.limit);
  if (!listed) return tl::make_unexpected(listed.error());
  if (context.json) return print_json(*listed, context), 0;
  if (verb.csv) return context.print(csv(plain_dataset_table(listed->rows))), 0;
  context.print(draw(dataset_table(listed->rows), context.out));
  const auto shown = static_cast<std::int64_t>(listed->rows.size());
  if (listed->total == 0)
    context.tell("no dataset: weft stats says what there is, weft messages what was refused");
  else if (shown < listed->total)
    context.tell("the first " + grouped(shown) + " of " + grouped(listed->total) + "; all of them: --limit 0");
  else
    context.tell(counted(listed->total, "dataset", "datasets"));
  return 0;
}

}  // namespace weft
