// weft replay: refused and waiting messages are looked at again, after what was wrong with the facility's files, or
// with Weft, was put right.
#include "app/commands/verbs.h"

namespace weft {
namespace {

std::string request_of(const ReplayVerb& verb) {
  JsonWriter json;
  json.begin_object();
  if (!verb.messages.empty()) {
    json.key("messages").begin_array();
    for (const auto seq : verb.messages) json.value(seq);
    json.end_array();
  } else {
    json.member("state", verb.state);
    if (!verb.destination.empty()) json.member("destination", verb.destination);
    if (!verb.code.empty()) json.member("code", verb.code);
  }
  return json.end_object().take();
}

Result<std::int64_t> count_state(const ReplayVerb& verb, const std::string& state, Server& server) {
  QueryText query = {{"state", state}};
  if (!verb.destination.empty()) query.emplace_back("destination", verb.destination);
  auto page = server.get_page("/api/v1/messages", query, 1, "after", "");
  if (!page) return tl::make_unexpected(page.error());
  return (*page)["total"].whole();
}

Result<void> print_each(const ReplayVerb& verb, Context& context) {
  for (const auto seq : verb.messages) {
    auto found = context.server.get("/api/v1/messages/" + std::to_string(seq));
    if (!found) return tl::make_unexpected(found.error());
    const auto& one = (*found)["message"];
    std::string line = "message " + std::to_string(seq) + " is " + one["state"].text();
    if (!one["dataset"].is_null()) line += ", dataset #" + one["dataset"].shown();
    context.print(line + "\n");
    const auto width = context.out.width > 20 ? static_cast<std::size_t>(context.out.width) - 4 : 0;
    if (!one["reason"].text().empty())
      for (const auto& part : wrap(printable(one["reason"].text()), width)) context.print("    " + part + "\n");
  }
  return {};
}

Result<void> print_state(const ReplayVerb& verb, std::int64_t replayed, Context& context) {
  auto left = count_state(verb, verb.state, context.server);
  if (!left) return tl::make_unexpected(left.error());
  context.print(grouped(replayed) + " looked at again; now " + grouped(*left) + " " + verb.state +
                (*left > 0 ? ": weft messages --" + verb.state : "") + "\n");
  return {};
}

}  // namespace

Result<int> run(const ReplayVerb& verb, Context& context) {
  auto answer = context.server.post("/api/v1/messages/replay", {}, request_of(verb), "application/json");
  if (!answer) return tl::make_unexpected(answer.error());
  if (auto seen = context.server.wait_for((*answer)["seq"].whole()); !seen) return tl::make_unexpected(seen.error());
  if (context.json) {
    JsonWriter json;
    answer->write(json);
    return context.print(json.take() + "\n"), 0;
  }
  auto printed =
      verb.state.empty() ? print_each(verb, context) : print_state(verb, (*answer)["accepted"].whole(), context);
  if (!printed) return tl::make_unexpected(printed.error());
  return 0;
}

}  // namespace weft
