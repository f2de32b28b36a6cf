#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "app/commands/verbs.h"
#include "app/offline.h"
#include "app/serve.h"
#include "base/log.h"
#include "base/version.h"
#include "decode/child.h"
#include "definitions/near_names.h"

namespace weft {
namespace {

constexpr int kDone = 0, kWrong = 1, kUsage = 2, kUnreachable = 3;
constexpr const char* kBringIn = "Bring in";
constexpr const char* kLook = "Look";
constexpr const char* kRepair = "Repair";
constexpr const char* kRun = "Run";

// What several verbs are told.
struct Shared {
  std::string server = "http://127.0.0.1:8080";
  std::string data = "weft-data";
  std::string definitions, facility;
  bool json = false, quiet = false, offline = false;
};

using Verb = std::function<Result<int>(Context&)>;

// Collects the verbs: each adds its sub-command and, when chosen, leaves what is to be done.
class CommandLine {
 public:
  CommandLine() : app_("Weft: a metadata catalogue in which processed data is a first-class citizen.", "weft") {
    if (const char* server = std::getenv("WEFT_SERVER"); server && *server) shared_.server = server;
    app_.set_version_flag("--version", "weft " + std::string(kVersion));
    app_.get_formatter()->column_width(30);
    app_.footer(
        "Start:\n"
        "  weft serve                      in one terminal, and in another:\n"
        "  weft send scan.xml              one message, as a beamline would send it\n"
        "  weft list                       what there is\n"
        "  weft search 'technique = MX'    what matches a query\n"
        "  weft lineage 42                 what #42 was made from, and what it gave\n"
        "  weft messages --refused         what could not be catalogued, and why\n\n"
        "Each verb: weft VERB --help. Verbs ask the server at --server URL (or $WEFT_SERVER, else\n"
        "http://127.0.0.1:8080); with --offline --data DIR they open the store themselves.\n"
        "Exit codes: 0 done; 1 something is wrong or was refused; 2 wrong usage; 3 no server answers.");
    app_.require_subcommand(0, 1);
    add_send();
    add_load();
    add_list();
    add_search();
    add_watch();
    add_show();
    add_files_of();
    add_lineage();
    add_stats();
    add_messages();
    add_replay();
    add_delete();
    add_restore();
    add_check();
    add_export();
    add_serve();
    add_definitions();
    add_viewers();
    add_synth();
  }

  int run(int argc, const char* const* argv) {
    if (argc > 1 && argv[1][0] != '-' && !is_verb(argv[1])) return unknown(argv[1]);
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& said) {
      return app_.exit(said) == 0 ? kDone : kUsage;
    }
    if (!chosen_) return std::fputs(app_.help().c_str(), stdout), kUsage;
    return perform();
  }

 private:
  CLI::App* add(const char* name, const char* group, const std::string& what, const std::string& examples) {
    auto* verb = app_.add_subcommand(name, what)->group(group)->footer("Examples:\n" + examples);
    verb->get_formatter()->column_width(30);
    return verb;
  }

  template <class V>
  V* choose(CLI::App* verb, std::shared_ptr<V> what) {
    verb->callback([this, what] { chosen_ = [what](Context& context) { return weft::run(*what, context); }; });
    return what.get();
  }

  void ask_server(CLI::App* verb) {
    verb->add_option("--server", shared_.server, "URL of the server, default $WEFT_SERVER")->group("Where");
    auto* offline =
        verb->add_flag("--offline", shared_.offline, "Without a server: opens the store itself")->group("Where");
    verb->add_option("--data", shared_.data, "Folder of the store, with --offline")->needs(offline)->group("Where");
    add_files(verb, "Where");
    add_output(verb);
  }

  void add_files(CLI::App* verb, const char* group) {
    verb->add_option("--definitions", shared_.definitions, "hdf5_cfg.xml, with --offline")->group(group);
    verb->add_option("--facility", shared_.facility, "facility.toml, with --offline")->group(group);
  }

  void add_output(CLI::App* verb) {
    verb->add_flag("--json", shared_.json, "JSON, for machines")->group("Output");
    verb->add_flag("--quiet,-q", shared_.quiet, "No hints and no progress")->group("Output");
  }

  void add_send() {
    auto* verb = add("send", kBringIn, "Send files to the catalogue, a message each (XML or JSON)",
                     "  weft send scan.xml\n"
                     "  weft send RAW/*.xml processed/      a folder: all its *.xml and *.json, sorted\n"
                     "  my_pipeline | weft send -           one message from stdin");
    auto* send = choose(verb, std::make_shared<SendVerb>());
    verb->add_option("files", send->files, "Files or folders; - is stdin")->required()->type_name("FILE");
    verb->add_option("--destination", send->destination, "Queue, default /queue/icatIngest");
    verb->add_flag("--no-wait", send->no_wait, "Do not wait until they are catalogued");
    ask_server(verb);
  }

  void add_load() {
    auto* verb = add("load", kBringIn, "Load a large file of JSON lines (NDJSON), a message a line",
                     "  weft load datasets.ndjson\n"
                     "  weft load datasets.ndjson --from-line 140001     go on where a load stopped\n"
                     "  weft load datasets.ndjson --offline --data weft-data");
    auto* load = choose(verb, std::make_shared<LoadVerb>());
    verb->add_option("file", load->file, "File; - is stdin")->required()->type_name("FILE");
    verb->add_option("--from-line", load->from_line, "Begin at this line")->check(CLI::PositiveNumber);
    verb->add_option("--destination", load->destination, "Queue, default /queue/icatIngest");
    verb->add_flag("--no-wait", load->no_wait, "Do not wait until they are catalogued");
    ask_server(verb);
  }

  void add_list() {
    auto* verb = add("list", kLook, "List datasets",
                     "  weft list --proposal mx2485 --instrument id30a-3\n"
                     "  weft list --type processed --sample lyso --limit 0\n"
                     "  weft list --csv --limit 0 > datasets.csv");
    auto* list = choose(verb, std::make_shared<ListVerb>());
    verb->add_option("--proposal", list->proposal, "MX-2485, mx2485");
    verb->add_option("--instrument", list->instrument, "ID30A-3, id30a3");
    verb->add_option("--investigation", list->investigation, "Its number");
    verb->add_option("--sample", list->sample, "Its name or number");
    verb->add_option("--type", list->type, "raw (or acquisition), processed");
    verb->add_option("--name", list->name, "Exactly this name");
    verb->add_option("--location", list->location, "Exactly this folder");
    verb->add_flag("--deleted", list->deleted, "Deleted ones too");
    verb->add_option("--limit", list->limit, "At most so many; 0: all")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    verb->add_flag("--csv", list->csv, "CSV, with all columns");
    ask_server(verb);
  }

  void add_search() {
    auto* verb = add("search", kLook, "Find datasets by a query: fields, parameters, units, dates, links",
                     "  weft search 'technique = MX and name ~ lyso'\n"
                     "  weft search 'EM_voltage >= 200 kV' --columns EM_voltage,Sample_name --sort -startDate\n"
                     "  weft search 'type = processed' --facets instrument,startDate:month --limit 5\n"
                     "  weft search 'input(instrument = ID30A-1)'        processed from that instrument's data\n"
                     "  weft search 'output(type = processed)' --from 42   what was made from #42\n"
                     "  weft search 'startDate between 2023-01-01 and 2023-04-27' --csv --limit 0 > found.csv\n"
                     "The language: spec/query-language.md");
    auto* search = choose(verb, std::make_shared<SearchVerb>());
    verb->add_option("query", search->query, "The query; none: all")->type_name("QUERY");
    verb->add_option("--from", search->from, "The query is one relation, seen from this dataset")
        ->type_name("ID|FOLDER");
    verb->add_option("--sort", search->sort, "A field or parameter; - before it: descending")->type_name("[-]NAME");
    verb->add_option("--limit", search->limit, "At most so many; 0: all")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    verb->add_option("--facets", search->facets, "Count all that is found by these: NAME, NAME:20, NAME:month ...")
        ->delimiter(',')
        ->type_name("NAMES");
    verb->add_option("--columns", search->columns, "Parameters to show")->delimiter(',')->type_name("NAMES");
    verb->add_flag("--deleted", search->deleted, "Deleted ones too");
    verb->add_flag("--csv", search->csv, "CSV, with all columns");
    ask_server(verb);
  }

  void add_watch() {
    auto* verb = add("watch", kLook, "Tell what enters, changes in and leaves a query, as it happens",
                     "  weft watch 'technique = MX'              a line each, Ctrl-C ends\n"
                     "  weft watch 'ancestor(instrument = CM01) and Process_program = cryosparc' --json\n"
                     "  weft watch 'name ~ lyso' --count 1 && echo arrived");
    auto* watch = choose(verb, std::make_shared<WatchVerb>());
    verb->add_option("query", watch->query, "The query; none: all")->type_name("QUERY");
    verb->add_option("--from", watch->from, "The query is one relation, seen from this dataset")
        ->type_name("ID|FOLDER");
    verb->add_option("--after", watch->after, "Go on after this position (seq), told before")->type_name("SEQ");
    verb->add_option("--count", watch->count, "End after so many")->check(CLI::PositiveNumber);
    ask_server(verb);
  }

  void add_show() {
    auto* verb = add("show", kLook, "Show all that is known of a dataset",
                     "  weft show 42\n"
                     "  weft show /data/visitor/mx2485/id30a3/20250118/RAW_DATA/Thau/Thau-A1\n"
                     "  weft show 42 --history              who said what, and when");
    auto* show = choose(verb, std::make_shared<ShowVerb>());
    verb->add_option("dataset", show->dataset, "Its number or its folder")->required()->type_name("ID|FOLDER");
    verb->add_flag("--history", show->history, "Every statement that made it what it is");
    verb->add_flag("--full", show->full, "Cut nothing");
    ask_server(verb);
  }

  void add_files_of() {
    auto* verb = add("files", kLook, "List the files in a dataset's folder",
                     "  weft files 42\n"
                     "  weft files 42 --prefix gallery/\n"
                     "  weft files 42 --glob '**/*_master.h5' --json");
    auto* files = choose(verb, std::make_shared<FilesVerb>());
    verb->add_option("dataset", files->dataset, "Its number or its folder")->required()->type_name("ID|FOLDER");
    verb->add_option("--prefix", files->prefix, "Only what begins so, as gallery/");
    verb->add_option("--glob", files->glob, "Only what matches: *, ?, ** (folders too), {a,b}")->type_name("PATTERN");
    verb->add_option("--limit", files->limit, "At most so many; 0: all")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    ask_server(verb);
  }

  void add_lineage() {
    auto* verb = add("lineage", kLook, "Draw what a dataset was made from, and what was made from it",
                     "  weft lineage 42\n"
                     "  weft lineage 42 --ancestors         back to raw\n"
                     "  weft lineage 42 --descendants --depth 1 --all");
    auto* lineage = choose(verb, std::make_shared<LineageVerb>());
    verb->add_option("dataset", lineage->dataset, "Its number or its folder")->required()->type_name("ID|FOLDER");
    verb->add_flag("--ancestors", lineage->ancestors, "Only what it was made from");
    verb->add_flag("--descendants", lineage->descendants, "Only what was made from it");
    verb->add_flag_callback(
        "--both", [lineage] { lineage->ancestors = lineage->descendants = true; }, "Both (default)");
    verb->add_option("--depth", lineage->depth, "At most so many steps; 0: any")->check(CLI::NonNegativeNumber);
    verb->add_flag("--all", lineage->all, "Every sibling, however many");
    ask_server(verb);
  }

  void add_stats() {
    auto* verb = add("stats", kLook, "Count datasets, files and bytes: of everything, or of what a query finds",
                     "  weft stats\n"
                     "  weft stats --by instrument,year\n"
                     "  weft stats --by Process_program 'type = processed and startDate >= 2023'");
    auto* stats = choose(verb, std::make_shared<StatsVerb>());
    verb->add_option("query", stats->query, "Only what this finds")->type_name("QUERY");
    verb->add_option("--by", stats->by, "Groups: fields, parameters, year, month, day")->type_name("NAMES");
    verb->add_flag("--csv", stats->csv, "CSV, with all columns");
    ask_server(verb);
  }

  void add_messages() {
    auto* verb = add("messages", kLook, "Show messages and what became of them",
                     "  weft messages                       the newest\n"
                     "  weft messages --refused             what could not be catalogued, and why\n"
                     "  weft messages --body 41 > 41.xml    the bytes as they came");
    auto* messages = choose(verb, std::make_shared<MessagesVerb>());
    const auto state = [&](const char* flag, const char* name, const char* what) {
      return verb->add_flag_callback(
          flag, [messages, name] { messages->state = name; }, what);
    };
    auto* refused = state("--refused", "refused", "Those that cannot be catalogued");
    auto* waiting = state("--waiting", "waiting", "Those that wait for something");
    auto* received = state("--received", "received", "Those nobody looked at yet");
    auto* all = state("--all", "", "All of them (default)");
    for (auto* one : {refused, waiting, received, all})
      for (auto* other : {refused, waiting, received, all})
        if (one != other) one->excludes(other);
    verb->add_option("--destination", messages->destination, "Only of this queue");
    verb->add_option("--code", messages->code, "Only with this reason: malformed, invalid ...");
    verb->add_option("--limit", messages->limit, "At most so many; 0: all")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    verb->add_option("--body", messages->body, "Print the body of this message")
        ->type_name("SEQ")
        ->check(CLI::PositiveNumber);
    ask_server(verb);
  }

  void add_replay() {
    auto* verb = add("replay", kRepair, "Look again at messages that were refused or wait",
                     "  weft replay 41 57\n"
                     "  weft replay --refused --code invalid");
    auto* replay = choose(verb, std::make_shared<ReplayVerb>());
    auto* seqs = verb->add_option("messages", replay->messages, "Their numbers")->type_name("SEQ");
    auto* refused = verb->add_flag_callback(
        "--refused", [replay] { replay->state = "refused"; }, "All refused ones");
    auto* waiting = verb->add_flag_callback(
        "--waiting", [replay] { replay->state = "waiting"; }, "All waiting ones");
    refused->excludes(waiting)->excludes(seqs);
    waiting->excludes(seqs);
    verb->add_option("--destination", replay->destination, "Only of this queue")->excludes(seqs);
    verb->add_option("--code", replay->code, "Only with this reason: malformed, invalid ...")->excludes(seqs);
    verb->parse_complete_callback([replay] {
      if (replay->messages.empty() && replay->state.empty())
        throw CLI::ValidationError("replay", "say which: weft replay 41 57, or --refused, or --waiting");
    });
    ask_server(verb);
  }

  void add_act(const char* name, bool restore, const std::string& what, const std::string& examples) {
    auto* verb = add(name, kRepair, what, examples);
    auto* act = choose(verb, std::make_shared<ActVerb>());
    act->restore = restore;
    verb->add_option("dataset", act->dataset, "Its number or its folder")->required()->type_name("ID|FOLDER");
    verb->add_option("--reason", act->reason, "Why; it is kept")->required();
    ask_server(verb);
  }

  void add_delete() {
    add_act("delete", false, "Delete a dataset from the catalogue (files are not touched)",
            "  weft delete 42 --reason \"wrong sample, see logbook of 25 April\"");
  }

  void add_restore() {
    add_act("restore", true, "Bring a deleted dataset back", "  weft restore 42 --reason \"it was the right sample\"");
  }

  void add_check() {
    auto* verb = add("check", kRepair, "Compute everything derived again, and say what differs",
                     "  weft check                          ends with 1 when something is wrong\n"
                     "  weft check --offline --data weft-data");
    choose(verb, std::make_shared<CheckVerb>());
    ask_server(verb);
  }

  void add_export() {
    auto* verb = add("export", kRepair, "Write the whole catalogue as JSON lines",
                     "  weft export -o catalogue.ndjson\n"
                     "  weft export --canonical | sha256sum     two catalogues are the same when these are\n"
                     "  weft export --offline --data weft-data -o catalogue.ndjson     of any size");
    auto* out = choose(verb, std::make_shared<ExportVerb>());
    verb->add_flag("--canonical", out->canonical, "Natural keys, sorted; no numbers of ours, no times of receipt");
    verb->add_option("--output,-o", out->output, "File, default stdout")->type_name("FILE");
    ask_server(verb);
  }

  void add_definitions() {
    auto* verb = add("definitions", kRun, "List, explain and check the facility's definitions (no server needed)",
                     "  weft definitions list EM_\n"
                     "  weft definitions explain EM_voltage\n"
                     "  weft definitions check --facility facility.toml");
    verb->require_subcommand(1);
    using What = DefinitionsVerb::What;
    const auto part = [&](const char* name, What what, const char* sentence) {
      auto* sub = verb->add_subcommand(name, sentence);
      auto chosen = std::make_shared<DefinitionsVerb>();
      chosen->what = what;
      choose(sub, chosen);
      sub->add_option("--definitions", shared_.definitions, "hdf5_cfg.xml, default the usual place");
      sub->add_option("--facility", shared_.facility, "facility.toml, default the usual place");
      add_output(sub);
      return std::pair{sub, chosen.get()};
    };
    auto [list, listed] = part("list", What::list, "All names, with unit and description");
    list->add_option("word", listed->name, "Only names or descriptions that contain it");
    auto [explain, explained] = part("explain", What::explain, "All that is known of one name");
    explain->add_option("name", explained->name, "Full name, short name or alias")->required();
    part("check", What::check, "Is the set consistent? Ends with 1 when it is not");
  }

  void add_viewers() {
    auto* verb = add("viewers", kRun, "Check and list the descriptions of how techniques look (no server needed)",
                     "  weft viewers check viewers/my-technique.yaml\n"
                     "  weft viewers list");
    using What = ViewersVerb::What;
    for (const auto& [name, what] : {std::pair("check", What::check), std::pair("list", What::list)}) {
      auto viewers = std::make_shared<ViewersVerb>();
      viewers->what = what;
      const bool checks = what == What::check;
      auto* sub = verb->add_subcommand(name, checks ? "What is wrong with these files, with line and column"
                                                    : "The viewers of a folder, the one with most priority first");
      if (checks)
        sub->add_option("files", viewers->files, "Files; - is stdin")->required()->type_name("FILE");
      else
        sub->add_option("--viewers", viewers->folder, "Folder, default the usual place")->type_name("DIR");
      sub->add_option("--definitions", shared_.definitions, "hdf5_cfg.xml, default the usual place");
      sub->add_option("--facility", shared_.facility, "facility.toml, default the usual place");
      add_output(sub);
      choose(sub, viewers);
    }
    verb->require_subcommand(1);
  }

  void add_synth() {
    auto* verb = add("synth", kRun, "Make up a facility of any size: the messages it would send (no server needed)",
                     "  weft synth --datasets 20000 --output facility.ndjson\n"
                     "  weft synth --datasets 20000 | weft load -\n"
                     "  weft synth --datasets 20000 --queries 200     constants to ask for, JSON a line\n"
                     "The same --datasets and --seed give the same bytes.");
    auto* synth = choose(verb, std::make_shared<SynthVerb>());
    verb->add_option("--datasets", synth->datasets, "How many")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{4'000'000'000}));
    verb->add_option("--seed", synth->seed, "Another seed: another facility")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    verb->add_option("--output,-o", synth->output, "File, default stdout")->type_name("FILE");
    verb->add_option("--queries", synth->queries, "No messages, but constants for so many of each query")
        ->check(CLI::PositiveNumber);
    verb->add_flag("--quiet,-q", shared_.quiet, "No progress");
  }

  void add_serve() {
    auto* verb = add("serve", kRun, "Run Weft: HTTP API, STOMP listener and the embedded store",
                     "  weft serve\n"
                     "  weft serve --data /var/lib/weft --http 0.0.0.0:8080 --stomp 0.0.0.0:61613\n"
                     "  weft serve --root /data --root /mnt/old_data     folders that may be counted");
    auto options = serve_;
    verb->add_option("--data", options->data, "Folder of the store; made when missing")->capture_default_str();
    verb->add_option("--http", options->http, "HOST:PORT of the HTTP API; port 0: a free one")->capture_default_str();
    verb->add_option("--stomp", options->stomp, "HOST:PORT of the STOMP listener, or off")->capture_default_str();
    verb->add_option("--root", options->roots, "Folder that may be read; several: again")->capture_default_str();
    verb->add_option("--engine", options->engine, "What answers searches: the index, or naive, which reads all")
        ->capture_default_str()
        ->check(CLI::IsMember({"index", "naive"}));
    verb->add_option("--portal", options->portal, "Folder of the built portal, default the usual place");
    verb->add_option("--hdf5-bytes", options->hdf5_bytes, "How much one answer about an HDF5 file holds at most")
        ->capture_default_str();
    verb->add_option("--unsent-bytes", options->unsent_bytes,
                     "How much all answers that wait for slow clients hold at most")
        ->capture_default_str();
    verb->add_option("--definitions", options->definitions, "hdf5_cfg.xml, default the usual place");
    verb->add_option("--facility", options->facility, "facility.toml, default the usual place");
    verb->add_option("--viewers", options->viewers, "Folder of viewer descriptions, default the usual place")
        ->type_name("DIR");
    verb->add_option("--patience-ms", patience_ms_, "How long at_least waits at most")->capture_default_str();
    verb->add_option("--request-ms", request_ms_, "How long a request may take to arrive")->capture_default_str();
    verb->callback([this] { chosen_ = [this](Context&) { return serve_now(); }; });
  }

  Result<int> serve_now() {
    serve_->patience = std::chrono::milliseconds(patience_ms_);
    serve_->request_deadline = std::chrono::milliseconds(request_ms_);
    if (auto served = serve(*serve_); !served) return tl::make_unexpected(served.error());
    return kDone;
  }

  std::vector<std::string> verbs() const {
    std::vector<std::string> names;
    for (const auto* verb : app_.get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(verb->get_name());
    return names;
  }

  bool is_verb(const std::string& word) const {
    const auto names = verbs();
    return std::find(names.begin(), names.end(), word) != names.end();
  }

  int unknown(const std::string& word) const {
    const auto names = verbs();
    const auto meant = did_you_mean(word, {names.begin(), names.end()});
    std::fprintf(stderr, "weft: there is no verb '%s'%s\nweft --help lists them\n", word.c_str(), meant.c_str());
    return kUsage;
  }

  int perform() {
    try {
      return perform_verb();
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "weft: the machine failed: %s\n", failure.what());
      return kWrong;
    }
  }

  int perform_verb() {
    std::unique_ptr<OfflineServer> own;
    if (shared_.offline) {
      const bool brings = app_.got_subcommand("send") || app_.got_subcommand("load");
      auto started = OfflineServer::start({shared_.data, shared_.definitions, shared_.facility, brings});
      if (!started) return explain(started.error(), kWrong);
      own = *std::move(started);
      shared_.server = own->url();
    }
    Server server(shared_.server);
    Context context{server,        look_of(1),          look_of(2),       shared_.json,
                    shared_.quiet, shared_.definitions, shared_.facility, own.get()};
    auto code = chosen_(context);
    if (!code) return explain(code.error(), server.unreachable() ? kUnreachable : kWrong);
    return *code;
  }

  // As wide as the terminal; later lines stand below the first.
  static std::string in_lines(const std::string& message) {
    const auto look = look_of(2);
    const auto width = look.width > 20 ? static_cast<std::size_t>(look.width) - 6 : 0;
    std::vector<std::string> lines;
    std::istringstream stream(message);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool as_it_is =
          is_caret(lines[i]) || lines[i].starts_with(" ") || (i + 1 < lines.size() && is_caret(lines[i + 1]));
      for (const auto& part :
           as_it_is ? std::vector<std::string>{printable(lines[i])} : wrap(printable(lines[i]), width))
        text += (text.empty() ? "" : "      ") + part + "\n";
    }
    return text;
  }

  // Below the line it belongs to.
  static bool is_caret(const std::string& line) {
    return line.find('^') != std::string::npos && line.find_first_not_of(" ^") == std::string::npos;
  }

  int explain(const Error& error, int code) const {
    if (shared_.json) {
      JsonWriter json;
      json.begin_object().member("code", to_text(error.code)).member("message", error.message);
      std::fprintf(stderr, "%s\n", json.member("subject", error.subject).end_object().take().c_str());
    } else {
      std::fputs(("weft: " + in_lines(error.message)).c_str(), stderr);
    }
    return code;
  }

  CLI::App app_;
  Shared shared_;
  std::shared_ptr<ServeOptions> serve_ = std::make_shared<ServeOptions>();
  int patience_ms_ = 10'000, request_ms_ = 30'000;
  Verb chosen_;
};

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  if (argc > 1 && argv[1] == kReaderVerb) return run_reader_process(argc > 2 ? argv[2] : "");
  return CommandLine().run(argc, argv);
}

}  // namespace weft
