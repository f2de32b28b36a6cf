// weft show: everything known of one dataset.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "app/commands/table.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

constexpr std::size_t kShown = 20;  // inputs and outputs, without --full

using DatasetsById = std::map<std::int64_t, Json>;

class Sheet {
 public:
  Sheet(const ShowVerb& verb, const Context& context, const Json& dataset, const DatasetsById& around)
      : verb_(verb), dataset_(dataset), around_(around), look_(context.out) {
    if (verb.full) look_.width = 0;
  }

  std::string draw() {
    head();
    inputs();
    outputs();
    job();
    parameters("parameters", dataset_["parameters"]);
    parameters("sample parameters", dataset_["sampleParameters"]);
    if (verb_.history) history();
    return std::move(text_);
  }

 private:
  std::string member(const char* name) const { return printable(dataset_[name].shown()); }

  void line(const std::string& text) { text_ += text + "\n"; }

  void title(const std::string& text) { text_ += "\n" + paint(text, Tone::strong, look_) + "\n"; }

  void fact(const std::string& what, const std::string& text) {
    if (!text.empty())
      line("  " + paint(what + std::string(15 - std::min<std::size_t>(14, what.size()), ' '), Tone::faint, look_) +
           text);
  }

  void head() {
    std::string first =
        paint("#" + member("id"), Tone::faint, look_) + " " + paint(member("name"), Tone::strong, look_);
    first += "  " + (member("type") == "acquisition" ? std::string("raw (acquisition)") : member("type"));
    if (member("state") == "deleted")
      first += "  " + paint("[deleted: " + member("stateReason") + "]", Tone::bad, look_);
    if (!dataset_["complete"].truth()) first += "  " + paint("[incomplete]", Tone::warning, look_);
    line(first);
    fact("folder", member("location"));
    fact("proposal", member("proposal"));
    fact("instrument", member("instrument"));
    fact("investigation", member("investigation"));
    fact("sample", member("sample") + (member("sampleType").empty() ? "" : " (" + member("sampleType") + ")"));
    fact("technique", member("technique"));
    fact("program", member("program"));
    fact("time", period());
    fact("files", files());
    fact("comment", member("comment"));
  }

  std::string period() const {
    const auto start = time_text(member("startDate")), end = time_text(member("endDate"));
    if (start.empty() && end.empty()) return "";
    return start + (end.empty() ? "" : " to " + end) + " UTC";
  }

  std::string files() const {
    if (dataset_["fileCount"].is_null()) return "not counted: the folder was not walked, or is not there";
    return grouped(dataset_["fileCount"].whole()) + ", " + bytes_text(dataset_["volume"].whole());
  }

  std::vector<Cell> row_of(std::int64_t id, const std::string& role) const {
    static const Json unknown;
    const auto found = around_.find(id);
    const Json& one = found == around_.end() ? unknown : found->second;
    const bool deleted = one["state"].text() == "deleted";
    return {{"  #" + std::to_string(id), Tone::faint},
            {printable(one["name"].text()), Tone::strong},
            {one["type"].text() == "acquisition" ? "raw" : printable(one["type"].text())},
            {printable(one["program"].text())},
            {printable(role)},
            {deleted ? "deleted" : "", Tone::bad},
            {printable(one["location"].text()), Tone::faint}};
  }

  Table neighbours_table() const {
    return {{{""}, {"", false, 12}, {""}, {"", false, 8}, {"", false, 6}, {""}, {"", false, 12, 1, true}}, {}};
  }

  // Without the empty line of titles.
  void put(const Table& table) {
    const auto drawn = weft::draw(table, look_);
    text_ += drawn.substr(std::min(drawn.size(), drawn.find('\n') + 1));
  }

  void inputs() {
    const auto& inputs = dataset_["inputs"].list();
    if (inputs.empty()) return;
    title("made from (" + grouped(static_cast<std::int64_t>(inputs.size())) + ")");
    Table table = neighbours_table();
    for (const auto& input : inputs) {
      if (!verb_.full && table.rows.size() >= kShown) break;
      const auto& state = input["state"].text();
      for (const auto& id : input["datasets"].list()) table.rows.push_back(row_of(id.whole(), input["role"].text()));
      if (input["datasets"].list().empty()) {
        std::vector<Cell> row(table.columns.size());
        row.front() = {"  " + (state == "not_a_path" ? std::string("no path") : state), Tone::warning};
        row.back() = {printable(input["text"].text())};
        table.rows.push_back(row);
      }
    }
    put(table);
    if (!verb_.full && inputs.size() > kShown)
      line("  " + std::string(look_.utf8 ? "… " : "... ") + "all of them: --full");
  }

  void outputs() {
    const auto total = dataset_["outputs"]["total"].whole();
    if (total == 0) return;
    title("gave (" + grouped(total) + ")");
    Table table = neighbours_table();
    const auto& ids = dataset_["outputs"]["datasets"].list();
    const std::size_t most = verb_.full ? ids.size() : kShown;
    for (std::size_t i = 0; i < ids.size() && i < most; ++i) table.rows.push_back(row_of(ids[i].whole(), ""));
    put(table);
    const auto more = total - static_cast<std::int64_t>(table.rows.size());
    if (more > 0)
      line("  " + std::string(look_.utf8 ? "… " : "... ") + grouped(more) + " more: weft lineage " + member("id") +
           " --descendants --all");
  }

  void job() {
    const auto& job = dataset_["job"];
    if (job["outputs"].list().size() < 2) return;
    title("same job");
    fact("job", printable(job["job"].shown()));
    std::string ids;
    for (const auto& id : job["outputs"].list()) ids += (ids.empty() ? "#" : " #") + id.shown();
    fact("outputs", ids);
  }

  // Most senders say the fields of the dataset again as parameters: these stand above already.
  static bool repeats_the_head(const std::string& name) {
    static const std::set<std::string> kNames = {"location", "proposal",    "beamlineID", "datasetName",   "startDate",
                                                 "endDate",  "Sample_name", "complete",   "input_datasets"};
    return kNames.contains(name);
  }

  void parameters(const std::string& what, const Json& parameters) {
    Table table{{{""}, {"", false, 16}}, {}};
    std::int64_t left_out = 0, unknown = 0;
    for (const auto& [name, value] : parameters.members()) {
      if (!verb_.full && repeats_the_head(name))
        ++left_out;
      else
        table.rows.push_back({{"  " + printable(name)}, {printable(value["text"].text()) + read_as(value)}});
      unknown += value["unknown"].truth();
    }
    if (table.rows.empty()) return;
    title(what + " (" + grouped(static_cast<std::int64_t>(table.rows.size())) + ")");
    put(table);
    if (unknown > 0)
      line(paint("  " + counted(unknown, "name is", "names are") +
                     " not in the dictionary, and kept all the same: weft definitions explain NAME",
                 Tone::faint, look_));
    if (left_out > 0)
      line(paint("  and " + grouped(left_out) + " that repeat what stands above: --full", Tone::faint, look_));
  }

  // Unit and error that the definitions give the text: "6.5 [keV]", "300000 = 300 kV".
  static std::string read_as(const Json& value) {
    const auto& unit = value["unit"].text();
    if (value["value"].is_null() || (unit.empty() && value["error"].is_null())) return "";
    char* end = nullptr;
    const auto& text = value["text"].text();
    const bool bare = std::strtod(text.c_str(), &end) == value["value"].number() && end == text.c_str() + text.size();
    if (bare) return " [" + unit + "]";
    const std::string error = value["error"].is_null() ? "" : " ± " + value["error"].shown();
    return " = " + value["value"].shown() + error + (unit.empty() ? "" : " " + unit);
  }

  void history() {
    title("what was said, and when");
    for (const auto& said : dataset_["history"].list()) {
      std::string when = "  message " + said["seq"].shown() + "  " + time_text(said["receivedAt"].text()) + " UTC  ";
      if (!said["revision"].is_null()) when += "revision " + said["revision"].shown() + "  ";
      line(when + (said["kind"].text() == "update" ? "changed " : "told of the dataset: ") + set(said["parameters"]));
    }
    changes();
  }

  // Only what was said differently.
  void changes() {
    Table table{{{""}, {""}, {"", false, 16}}, {}};
    for (const auto& [name, texts] : dataset_["parameterHistory"].members()) {
      const Json* before = nullptr;
      std::vector<std::vector<Cell>> rows;
      for (const auto& one : texts.list()) {
        const auto& text = one["text"];
        if (before && text.kind() == before->kind() && text.text() == before->text()) continue;
        before = &text;
        rows.push_back({{rows.empty() ? "  " + printable(name) : ""},
                        {"message " + one["seq"].shown(), Tone::faint},
                        text.is_null() ? Cell{"(removed)", Tone::warning} : Cell{printable(text.text())}});
      }
      if (rows.size() > 1) table.rows.insert(table.rows.end(), rows.begin(), rows.end());
    }
    if (table.rows.empty()) return;
    title("what changed");
    put(table);
  }

  static std::string set(const Json& parameters) {
    const auto& list = parameters.list();
    if (list.size() != 1) return counted(static_cast<std::int64_t>(list.size()), "parameter", "parameters");
    const auto& text = list.front()["text"];
    return printable(list.front()["name"].text()) + (text.is_null() ? " removed" : " = " + printable(text.text()));
  }

  const ShowVerb& verb_;
  const Json& dataset_;
  const DatasetsById& around_;
  Look look_;
  std::string text_;
};

// Names and types of what stands one step away.
Result<DatasetsById> neighbours(Server& server, std::int64_t id) {
  auto graph = server.get("/api/v1/datasets/" + std::to_string(id) + "/lineage",
                          {{"direction", "both"}, {"depth", "1"}, {"nodes", "2000"}});
  if (!graph) return tl::make_unexpected(graph.error());
  DatasetsById around;
  for (const auto& one : (*graph)["nodes"].list()) around.emplace(one["id"].whole(), one);
  return around;
}

}  // namespace

Result<int> run(const ShowVerb& verb, Context& context) {
  auto id = find_dataset(context.server, verb.dataset);
  if (!id) return tl::make_unexpected(id.error());
  QueryText query;
  if (verb.history) query.emplace_back("history", "true");
  auto dataset = context.server.get("/api/v1/datasets/" + std::to_string(*id), query);
  if (!dataset) return tl::make_unexpected(dataset.error());
  if (context.json) {
    JsonWriter json;
    dataset->write(json);
    return context.print(json.take() + "\n"), 0;
  }
  auto around = neighbours(context.server, *id);
  if (!around) return tl::make_unexpected(around.error());
  context.print(Sheet(verb, context, *dataset, *around).draw());
  return 0;
}

}  // namespace weft
