// weft export: the whole catalogue as JSON lines; canonical: what "the same catalogue" means.
#include "catalogue/export.h"

#include "app/commands/output.h"
#include "app/commands/progress.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

// Of any size: nothing is held in memory.
void export_own(OfflineServer& own, bool canonical, const std::function<bool(std::string_view)>& sink) {
  export_catalogue(*own.store().read(Viewer::everybody()), canonical,
                   [&](std::string_view line) { sink(std::string(line) + "\n"); });
}

}  // namespace

Result<int> run(const ExportVerb& verb, Context& context) {
  Output output(verb.output);
  if (auto opened = output.open(); !opened) return tl::make_unexpected(opened.error());
  const bool to_terminal = (verb.output.empty() || verb.output == "-") && context.out.terminal;
  Progress progress("export", 0, "lines", context.err, context.quiet || to_terminal);
  const auto sink = [&](std::string_view bytes) {
    const bool written = output.write(bytes);
    progress.at(output.bytes(), output.lines());
    return written;
  };
  Result<void> exported;
  if (context.own)
    export_own(*context.own, verb.canonical, sink);
  else
    exported = context.server.download("/api/v1/export", {{"canonical", verb.canonical ? "true" : "false"}}, sink);
  if (!exported) return tl::make_unexpected(exported.error());
  progress.clear();
  if (auto closed = output.close(); !closed) return tl::make_unexpected(closed.error());
  if (!verb.output.empty() && verb.output != "-")
    context.tell(counted(output.lines(), "line", "lines") + ", " + bytes_text(output.bytes()) + " in " + verb.output);
  return 0;
}

}  // namespace weft
