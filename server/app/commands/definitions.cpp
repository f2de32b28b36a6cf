// weft definitions: what the facility's two files say. Read here; no server is asked.
#include "definitions/definitions.h"

#include "app/commands/table.h"
#include "app/commands/verbs.h"
#include "base/text.h"
#include "definitions/explain.h"

namespace weft {
namespace {

int list(const Definitions& all, const std::string& wanted, Context& context) {
  Table table;
  table.columns = {{"name"}, {"unit"}, {"type", false, 0, 1}, {"NeXus path", false, 16, 2}, {"description", false, 20}};
  for (const auto& one : all.dictionary.all()) {
    if (lower(one.name + " " + one.description).find(lower(wanted)) == std::string::npos) continue;
    table.rows.push_back({{one.name, Tone::strong},
                          {one.units},
                          {one.napi_type},
                          {one.nexus_paths.empty() ? "" : one.nexus_paths.front(), Tone::faint},
                          {printable(one.description)}});
  }
  if (!context.json) {
    context.print(draw(table, context.out));
    context.tell(counted(static_cast<std::int64_t>(table.rows.size()), "parameter", "parameters") +
                 "; all of one: weft definitions explain NAME");
    return 0;
  }
  JsonWriter json;
  json.begin_object().member("total", table.rows.size()).key("parameters").begin_array();
  for (const auto& row : table.rows)
    json.begin_object()
        .member("name", row[0].text)
        .member("unit", row[1].text)
        .member("type", row[2].text)
        .member("path", row[3].text)
        .member("description", row[4].text)
        .end_object();
  context.print(json.end_array().end_object().take() + "\n");
  return 0;
}

int print_explanation(const Definitions& all, const std::string& name, Context& context) {
  const auto found = explain(all, name);
  const bool known = found.definition || !found.candidates.empty();
  if (!context.json) return context.print(to_text(found)), known ? 0 : 1;
  JsonWriter json;
  json.begin_object().member("name", found.name).member("defined", found.definition != nullptr);
  json.member("unit", found.unit).member("sentUnit", found.sent_unit);
  if (found.definition)
    json.member("type", found.definition->napi_type).member("description", found.definition->description);
  const auto texts = [&json](const char* what, const std::vector<std::string>& list) {
    json.key(what).begin_array();
    for (const auto& one : list) json.value(one);
    json.end_array();
  };
  texts("candidates", found.candidates);
  texts("near", found.near_names);
  return context.print(json.end_object().take() + "\n"), known ? 0 : 1;
}

int check(const Definitions& all, Context& context) {
  const auto sentences = check_definitions(all);
  if (context.json) {
    JsonWriter json;
    json.begin_object().member("parameters", all.dictionary.all().size()).key("findings").begin_array();
    for (const auto& one : sentences) json.value(one);
    context.print(json.end_array().end_object().take() + "\n");
    return sentences.empty() ? 0 : 1;
  }
  for (const auto& one : sentences) context.print(one + "\n");
  context.print(counted(static_cast<std::int64_t>(all.dictionary.all().size()), "parameter", "parameters") + ": " +
                (sentences.empty()
                     ? "all is well"
                     : counted(static_cast<std::int64_t>(sentences.size()), "thing is", "things are") + " wrong") +
                "\n");
  return sentences.empty() ? 0 : 1;
}

}  // namespace

Result<int> run(const DefinitionsVerb& verb, Context& context) {
  auto all = Definitions::load(context.definitions, context.facility);
  if (!all) return tl::make_unexpected(all.error());
  switch (verb.what) {
    case DefinitionsVerb::What::list:
      return list(*all, verb.name, context);
    case DefinitionsVerb::What::explain:
      return print_explanation(*all, verb.name, context);
    case DefinitionsVerb::What::check:
      return check(*all, context);
  }
  return 0;
}

}  // namespace weft
