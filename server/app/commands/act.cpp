// weft delete, weft restore: a manager's acts, each with its reason.
#include "app/commands/verbs.h"

namespace weft {

Result<int> run(const ActVerb& verb, Context& context) {
  auto id = find_dataset(context.server, verb.dataset);
  if (!id) return tl::make_unexpected(id.error());
  const std::string path = "/api/v1/datasets/" + std::to_string(*id);
  JsonWriter reason;
  reason.begin_object().member("reason", verb.reason).end_object();
  auto answer = verb.restore ? context.server.post(path + "/restore", {}, reason.take(), "application/json")
                             : context.server.remove(path, {{"reason", verb.reason}});
  if (!answer) return tl::make_unexpected(answer.error());
  JsonWriter json;
  answer->write(json);
  if (context.json) return context.print(json.take() + "\n"), 0;
  const std::string number = "#" + std::to_string(*id);
  context.print(
      verb.restore
          ? number + " lives again\nwhat was said of it meanwhile was refused: weft messages --refused, weft replay\n"
          : number + " is deleted; its history and links are kept\nto bring it back: weft restore " +
                std::to_string(*id) + " --reason ...\n");
  return 0;
}

}  // namespace weft
