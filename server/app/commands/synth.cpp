// weft synth: the messages of a made-up facility of any size. No server is asked.
#include "app/commands/output.h"
#include "app/commands/progress.h"
#include "app/commands/verbs.h"
#include "synth/messages.h"
#include "synth/questions.h"

namespace weft {
namespace {

SynthCounts write_all(const SynthPlan& plan, Output& output, Progress& progress) {
  return write_messages(plan, [&](std::string_view lines, std::int64_t datasets) {
    progress.at(datasets, datasets);
    return output.write(lines);
  });
}

}  // namespace

Result<int> run(const SynthVerb& verb, Context& context) {
  Output output(verb.output);
  if (auto opened = output.open(); !opened) return tl::make_unexpected(opened.error());
  Progress progress("synth", verb.datasets, "datasets", context.err,
                    context.quiet || (output.name().empty() && context.out.terminal));
  const SynthPlan plan({verb.datasets, static_cast<std::uint64_t>(verb.seed)});
  if (verb.queries > 0) {
    output.write(write_questions(make_questions(plan, verb.queries)));
  } else {
    const auto counts = write_all(plan, output, progress);
    progress.clear();
    context.tell(grouped(counts.datasets) + " datasets in " + counted(counts.lines, "message", "messages") + ", " +
                 grouped(counts.parameters) + " parameters, " + grouped(counts.links) + " links, " +
                 bytes_text(counts.bytes));
  }
  if (auto closed = output.close(); !closed) return tl::make_unexpected(closed.error());
  return 0;
}

}  // namespace weft
