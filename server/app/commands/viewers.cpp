// weft viewers: checks viewer descriptions, and lists those of a folder. Read here; no server is asked.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands/table.h"
#include "app/commands/verbs.h"
#include "base/log.h"
#include "base/text.h"
#include "viewers/folder.h"

namespace weft {
namespace {

Result<std::string> read_whole(const std::string& file) {
  std::ostringstream text;
  if (file == "-") return text << std::cin.rdbuf(), text.str();
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    return fail(ErrorCode::not_found, "cannot read " + file + ": name a viewer's file, viewers/NAME.yaml", file);
  return text << stream.rdbuf(), text.str();
}

std::string line_of(const std::string& text, int number) {
  std::istringstream stream(text);
  std::string line;
  for (int i = 0; i < number; ++i)
    if (!std::getline(stream, line)) return "";
  return line;
}

// The sentence, and the line with a caret where it is wrong.
void print_finding(const std::string& file, const std::string& text, const ViewerFinding& finding, Context& context) {
  const auto [line, column] = finding.place;
  std::string said = printable(file) + ":";
  if (line > 0) said += std::to_string(line) + ":" + std::to_string(column) + ":";
  said += " " + std::string(to_text(finding.severity)) + ": " + printable(finding.message) + "\n";
  const auto quoted = line_of(text, line);
  if (line > 0 && !quoted.empty() && quoted.size() < 400 && is_utf8(quoted))
    said += "    " + printable(quoted) + "\n    " + std::string(static_cast<std::size_t>(column - 1), ' ') + "^\n";
  context.print(said);
}

Result<int> check(const ViewersVerb& verb, Context& context) {
  auto definitions = Definitions::load(context.definitions, context.facility);
  if (!definitions) return tl::make_unexpected(definitions.error());
  JsonWriter json;
  json.begin_object().key("findings").begin_array();
  bool wrong = false;
  for (const auto& file : verb.files) {
    const auto text = read_whole(file);
    if (!text) return tl::make_unexpected(text.error());
    const auto checked = check_viewer(*text, file == "-" ? "" : file, *definitions);
    wrong = wrong || has_error(checked.findings);
    for (const auto& finding : checked.findings)
      if (context.json)
        write_problem(json, file, finding);
      else
        print_finding(file, *text, finding, context);
    if (!context.json && checked.findings.empty()) context.print(printable(file) + ": all is well\n");
  }
  if (context.json) context.print(json.end_array().end_object().take() + "\n");
  return wrong ? 1 : 0;
}

Result<int> list(const ViewersVerb& verb, Context& context) {
  auto definitions = Definitions::load(context.definitions, context.facility);
  if (!definitions) return tl::make_unexpected(definitions.error());
  const auto folder = verb.folder.empty() ? default_viewer_folder() : verb.folder;
  if (folder.empty() || !std::filesystem::is_directory(folder))
    return fail(ErrorCode::not_found, "there is no folder of viewers: name one by --viewers DIR or WEFT_VIEWERS",
                folder);
  set_log_level("error");  // problems are said below
  const auto set = ViewerFolder(folder, *definitions).current();
  if (context.json) return context.print("{" + set->json + "}\n"), 0;
  Table table;
  table.columns = {{"name"}, {"title"}, {"priority", true}, {"for", false, 20, 2}, {"description", false, 20, 1}};
  for (const auto& viewer : set->viewers)
    table.rows.push_back({{viewer->name, Tone::strong},
                          {printable(viewer->title)},
                          {std::to_string(viewer->priority)},
                          {viewer->predicate.empty() ? "every dataset" : printable(viewer->predicate), Tone::faint},
                          {printable(viewer->description)}});
  context.print(draw(table, context.out));
  for (const auto& [file, finding] : set->problems)
    context.tell(printable(file) + ":" + std::to_string(finding.place.line) + ": " + printable(finding.message));
  context.tell("in " + folder + "; of one: weft viewers check FILE");
  return 0;
}

}  // namespace

Result<int> run(const ViewersVerb& verb, Context& context) {
  return verb.what == ViewersVerb::What::check ? check(verb, context) : list(verb, context);
}

}  // namespace weft
