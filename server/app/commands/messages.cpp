// weft messages: what was received, and what became of it; the reason of whatever could not be catalogued.
#include "app/commands/table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

Tone tone_of(const std::string& state) {
  if (state == "refused") return Tone::bad;
  if (state == "catalogued") return Tone::good;
  return Tone::warning;
}

QueryText query_of(const MessagesVerb& verb) {
  QueryText query = {{"order", "newest"}};
  if (!verb.state.empty()) query.emplace_back("state", verb.state);
  if (!verb.destination.empty()) query.emplace_back("destination", verb.destination);
  if (!verb.code.empty()) query.emplace_back("code", verb.code);
  return query;
}

// The reason is what the person came for: it stands whole, below its message.
std::string block(const Json& message, const Look& look) {
  const auto& state = message["state"].text();
  std::string text = paint(message["seq"].shown(), Tone::strong, look) + "  " +
                     time_text(message["receivedAt"].text()) + "  " + paint(state, tone_of(state), look);
  if (!message["reasonCode"].text().empty())
    text += " " + paint("(" + message["reasonCode"].text() + ")", tone_of(state), look);
  std::string rest = "  " + printable(message["destination"].text());
  if (!message["dataset"].is_null()) rest += "  dataset #" + message["dataset"].shown();
  text += rest + "\n";
  const auto width = look.width > 20 ? static_cast<std::size_t>(look.width) - 4 : 0;
  if (!message["reason"].text().empty())
    for (const auto& line : wrap(printable(message["reason"].text()), width)) text += "    " + line + "\n";
  return text;
}

Table table_of(const std::vector<Json>& messages) {
  Table table;
  table.columns = {{"seq", true},     {"received (UTC)", false, 10},       {"state"},
                   {"dataset", true}, {"destination", false, 12, 0, true}, {"from", false, 8, 1}};
  for (const auto& one : messages)
    table.rows.push_back({{one["seq"].shown(), Tone::strong},
                          {time_text(one["receivedAt"].text())},
                          {one["state"].text(), tone_of(one["state"].text())},
                          {one["dataset"].is_null() ? "" : "#" + one["dataset"].shown()},
                          {printable(one["destination"].text())},
                          {printable(one["source"].text())}});
  return table;
}

std::string all_states(const Json& statistics) {
  std::string text;
  for (const auto& [state, count] : statistics["messages"].members())
    text += (text.empty() ? "" : ", ") + grouped(count.whole()) + " " + state;
  return text;
}

Result<int> print_body(const MessagesVerb& verb, Context& context) {
  auto message = context.server.get("/api/v1/messages/" + std::to_string(verb.body));
  if (!message) return tl::make_unexpected(message.error());
  const auto& one = (*message)["message"];
  if (context.json) {
    JsonWriter json;
    one.write(json);
    return context.print(json.take() + "\n"), 0;
  }
  if (one["body"].is_null())
    return fail(ErrorCode::unsupported, "its bytes are no UTF-8 text: --json gives them in base64", "body");
  context.print(one["body"].text());
  if (context.out.terminal) context.print("\n");
  return 0;
}

void print_json(const Server::Listed& listed, const Context& context) {
  JsonWriter json;
  json.begin_object().member("total", listed.total).key("messages").begin_array();
  for (const auto& one : listed.rows) one.write(json);
  listed.seq.write(json.end_array().key("seq"));
  context.print(json.end_object().take() + "\n");
}

std::string hint(const MessagesVerb& verb, const Server::Listed& listed) {
  const auto shown = static_cast<std::int64_t>(listed.rows.size());
  std::string text = shown < listed.total
                         ? "the newest " + grouped(shown) + " of " + grouped(listed.total) + "; all of them: --limit 0"
                         : counted(listed.total, "message", "messages") + (verb.state.empty() ? "" : " " + verb.state);
  if (verb.state == "refused" && shown > 0)
    text += "\none as it came: weft messages --body " + listed.rows.front()["seq"].shown() +
            "\nonce the cause is put right: weft replay --refused";
  return text;
}

}  // namespace

Result<int> run(const MessagesVerb& verb, Context& context) {
  if (verb.body > 0) return print_body(verb, context);
  auto listed = context.server.list("/api/v1/messages", query_of(verb), "messages", verb.limit, "after");
  if (!listed) return tl::make_unexpected(listed.error());
  if (context.json) return print_json(*listed, context), 0;
  if (verb.state.empty()) {
    auto statistics = context.server.get("/api/v1/statistics");
    if (!statistics) return tl::make_unexpected(statistics.error());
    context.print(draw(table_of(listed->rows), context.out));
    context.tell(all_states(*statistics));
    if ((*statistics)["messages"]["refused"].whole() > 0)
      context.tell("why some were refused: weft messages --refused");
    return 0;
  }
  for (const auto& one : listed->rows) context.print(block(one, context.out));
  context.tell(hint(verb, *listed));
  return 0;
}

}  // namespace weft
