// weft check: everything derived is computed again from what is kept. It says what differs, and ends with 1 if anything
// does.
#include "catalogue/check.h"

#include "app/commands/progress.h"

#include "app/commands/table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

CheckReport read_report(const Json& json) {
  CheckReport report;
  report.datasets = json["datasets"].whole();
  report.inputs = json["inputs"].whole();
  report.pending = json["pending"].whole();
  report.withdrawn = json["withdrawn"].whole();
  report.found = json["found"].whole();
  for (const auto& one : json["findings"].list())
    report.findings.push_back({{one["dataset"].whole()}, one["subject"].text(), one["sentence"].text()});
  return report;
}

CheckReport check_own(OfflineServer& own, const Context& context) {
  auto reading = own.store().read(Viewer::everybody());
  Progress progress("check", reading->count({.with_deleted = true}), "datasets", context.err, context.quiet);
  return check_catalogue(*reading, own.definitions().facility,
                         [&](std::int64_t done, std::int64_t) { progress.at(done, done); });
}

Result<CheckReport> check_there(Context& context) {
  if (context.err.terminal) context.tell("the server is checking; for a large catalogue this takes minutes");
  auto answer = context.server.get("/api/v1/check");
  if (!answer) return tl::make_unexpected(answer.error());
  return read_report(*answer);
}

void print_json(const CheckReport& report, const Context& context) {
  JsonWriter json;
  json.begin_object().member("datasets", report.datasets).member("inputs", report.inputs);
  json.member("pending", report.pending).member("withdrawn", report.withdrawn).member("found", report.found);
  json.key("findings").begin_array();
  for (const auto& one : report.findings) {
    json.begin_object();
    if (one.dataset) json.member("dataset", one.dataset);
    json.member("subject", one.subject).member("sentence", one.sentence).end_object();
  }
  context.print(json.end_array().end_object().take() + "\n");
}

void print_text(const CheckReport& report, const Context& context) {
  for (const auto& one : report.findings)
    context.print(
        paint(one.dataset ? "dataset #" + std::to_string(one.dataset.value) : one.subject, Tone::bad, context.out) +
        "  " + printable(one.sentence) + "\n");
  if (const auto more = report.found - static_cast<std::int64_t>(report.findings.size()); more > 0)
    context.print("... and " + grouped(more) + " more\n");
  std::string text = counted(report.datasets, "dataset", "datasets") + ", " +
                     counted(report.inputs, "input", "inputs") + " (" + grouped(report.pending) + " pending, " +
                     grouped(report.withdrawn) + " withdrawn): ";
  text += report.found == 0 ? paint("all is well", Tone::good, context.out)
                            : paint(counted(report.found, "thing is", "things are") + " wrong", Tone::bad, context.out);
  context.print(text + "\n");
}

}  // namespace

Result<int> run(const CheckVerb&, Context& context) {
  auto report = context.own ? check_own(*context.own, context) : check_there(context);
  if (!report) return tl::make_unexpected(report.error());
  context.json ? print_json(*report, context) : print_text(*report, context);
  return report->found == 0 ? 0 : 1;
}

}  // namespace weft
