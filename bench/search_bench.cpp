// Search measured in process: from the text of a query to its page, over the index or the naive engine.
//
//   weft_search_bench --data DIR --datasets N            a store that `weft synth --datasets N` was loaded into
//   weft_search_bench --datasets 17762880                no store: the index reads the made-up datasets themselves
//
// Q1 animal, instrument and technique: 50 ids and the exact count. Q2 the same and resolution < 2, newest first.
// Q3 five facets of 20 values over one technique; Q3b over a Q1 result. Q4 a page of 50 with all parameters, JSON
// written; "cold": nobody asked for it before (of the machine's memory it may come). Q1 listed: Q1 and the JSON of its
// page as lists show it. Q5 descendants and ancestors. Q6 count, files and volume by instrument and year. Q7 substring
// of the sample name: 50 and the count. Q8 ancestor(Q1). Each over --questions constants, once unmeasured and --rounds
// times measured.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>

#include "api/written_datasets.h"
#include "base/json_writer.h"
#include "base/log.h"
#include "definitions/definitions.h"
#include "search/index_engine.h"
#include "search/naive_engine.h"
#include "search/search.h"
#include "store/store.h"
#include "synth/questions.h"
#include "synthetic_store.h"

namespace weft {
namespace {

struct Options {
  std::string data, index, engine = "index", definitions, facility, only;
  std::int64_t datasets = 1'776'288;
  std::uint64_t seed = 1;
  int questions = 200, rounds = 3, threads = 2;
  bool json = false, reuse = false;
};

double milliseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

// Of this process, bytes: "RssAnon:" what is resident and of no file, "VmRSS:" that and what is mapped of files (the
// store's too), "VmHWM:" the most that ever was.
std::int64_t memory(const std::string& which) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind(which, 0) == 0) return std::stoll(line.substr(which.size())) * 1024;
  return 0;
}

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "weft_search_bench: %s\n", result.error().message.c_str());
  std::exit(1);
}

// ms. `cpu`: of this thread, which is what a busy machine cannot lengthen much.
struct Timing {
  std::string query;
  double p50 = 0, p99 = 0, most = 0;
  double cpu_p50 = 0, cpu_p99 = 0;
  double found = 0;  // datasets, a question, on average
};

double cpu_milliseconds(clockid_t whose = CLOCK_THREAD_CPUTIME_ID) {
  timespec now{};
  clock_gettime(whose, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

double quantile(std::vector<double>& times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

// Opened, and how long each way took.
struct Opening {
  double from_nothing_ms = 0, saving_ms = 0, from_saved_ms = 0;
  double from_nothing_cpu_ms = 0;   // of all threads
  std::int64_t resident_bytes = 0;  // more than before opening; of it, bytes of no file:
  std::int64_t heap_bytes = 0;
  std::int64_t most_bytes = 0;  // resident at any time
  std::vector<IndexPart> parts;
};

class Bench {
 public:
  explicit Bench(const Options& options)
      : options_(options),
        definitions_(must(Definitions::load(options.definitions, options.facility))),
        plan_({options.datasets, options.seed}),
        store_(options.data.empty() ? make_synthetic_store(plan_, definitions_.facility)
                                    : must(open_sqlite_store(options.data))),
        written_(*store_, definitions_),
        never_kept_(*store_, definitions_, 0) {}

  void run() {
    open();
    print_opening();
    questions_ = make_questions(plan_, options_.questions);
    const Search search(*engine_, definitions_);
    for (const auto& [name, ask] : queries(search))
      if (options_.only.empty() || options_.only.find(name) != std::string::npos) print(measure(name, ask));
    if (options_.json) print_json();
  }

 private:
  using Ask = std::function<std::int64_t(const SynthQuestion&)>;

  void open() {
    if (options_.engine == "naive") {
      engine_ = make_naive_engine(*store_, definitions_);
      return;
    }
    const auto before = memory("VmRSS:"), heap_before = memory("RssAnon:");
    if (!options_.index.empty() && !options_.reuse) open_twice();
    auto index = std::make_unique<IndexEngine>(*store_, definitions_, index_options());
    if (options_.index.empty()) {
      open_from_nothing(*index);
    } else {
      const auto began = std::chrono::steady_clock::now();
      index->open();
      opening_.from_saved_ms = milliseconds_since(began);
    }
    malloc_trim(0);
    opening_.resident_bytes = memory("VmRSS:") - before;
    opening_.heap_bytes = memory("RssAnon:") - heap_before;
    opening_.most_bytes = memory("VmHWM:");
    opening_.parts = index->memory();
    engine_ = std::move(index);
  }

  // From nothing, then saved.
  void open_twice() {
    std::filesystem::remove_all(options_.index);
    IndexEngine index(*store_, definitions_, index_options());
    open_from_nothing(index);
    const auto began = std::chrono::steady_clock::now();
    index.stop();
    opening_.saving_ms = milliseconds_since(began);
  }

  void open_from_nothing(IndexEngine& index) {
    const auto began = std::chrono::steady_clock::now();
    const auto cpu = cpu_milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    index.open();
    opening_.from_nothing_ms = milliseconds_since(began);
    opening_.from_nothing_cpu_ms = cpu_milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  }

  IndexOptions index_options() const {
    IndexOptions options;
    options.folder = options_.index;
    options.threads = options_.threads;
    return options;
  }

  static std::string first_query(const SynthQuestion& q) {
    return "definition = \"" + q.technique + "\" and instrument = " + q.instrument + " and Sample_animal = \"" +
           q.animal + '"';
  }

  static Query query_of(std::string expression, std::string sort = "") {
    Query query;
    query.expression = std::move(expression);
    query.sort = std::move(sort);
    return query;
  }

  std::vector<std::pair<std::string, Ask>> queries(const Search& search) {
    const auto everybody = Viewer::everybody();
    const auto find = [&search, everybody](const Query& query) { return must(search.find(everybody, query)).total; };
    const auto facets = [&search, everybody](std::string expression) {
      auto query = query_of(std::move(expression));
      query.facets = {"instrument:20", "Sample_animal:20", "scanType:20", "Process_program:20",
                      "InstrumentDetector01_model:20"};
      return must(search.facets(everybody, query)).total;
    };
    const auto from = [find](std::int64_t id, const char* relation) {
      auto query = query_of(relation);
      query.from = DatasetId{id};
      return find(query);
    };
    std::vector<std::pair<std::string, Ask>> all = {
        {"Q1", [=](const SynthQuestion& q) { return find(query_of(first_query(q))); }},
        {"Q2",
         [=](const SynthQuestion& q) {
           return find(query_of(
               first_query(q) + " and MXAutoprocIntegrationScaling_overall_resolution_limit_high < 2.0", "-startDate"));
         }},
        {"Q3", [=](const SynthQuestion& q) { return facets("definition = \"" + q.technique + '"'); }},
        {"Q3b", [=](const SynthQuestion& q) { return facets(first_query(q)); }},
        {"Q5 descendants", [=](const SynthQuestion& q) { return from(q.raw, "descendant()"); }},
        {"Q5 ancestors", [=](const SynthQuestion& q) { return from(q.dataset, "ancestor()"); }},
        {"Q6",
         [&search, everybody](const SynthQuestion&) {
           Query query;
           query.by = {"instrument", "year"};
           return must(search.statistics(everybody, query)).total.datasets;
         }},
        {"Q7", [=](const SynthQuestion& q) { return find(query_of("sample ~ \"" + q.part_of_sample + '"')); }},
        {"Q8", [=](const SynthQuestion& q) { return find(query_of("ancestor(" + first_query(q) + ")")); }},
    };
    if (!options_.data.empty()) add_written_pages(search, all);
    return all;
  }

  void add_written_pages(const Search& search, std::vector<std::pair<std::string, Ask>>& all) {
    const auto page = [this](WrittenDatasets& written) {
      return [this, &written](const SynthQuestion& question) {
        std::vector<DatasetId> ids;
        for (const auto id : question.page) ids.push_back(DatasetId{id});
        return write_page(ids, written, WrittenDatasets::Parameters::all);
      };
    };
    const auto listed = [this, &search](WrittenDatasets& written) {
      return [this, &search, &written](const SynthQuestion& question) {
        const auto found = must(search.find(Viewer::everybody(), query_of(first_query(question))));
        return write_page(found.datasets, written, WrittenDatasets::Parameters::none);
      };
    };
    all.push_back({"Q1 listed", listed(written_)});
    all.push_back({"Q1 listed cold", listed(never_kept_)});
    all.push_back({"Q4", page(written_)});
    all.push_back({"Q4 cold", page(never_kept_)});
  }

  std::int64_t write_page(const std::vector<DatasetId>& ids, WrittenDatasets& written,
                          WrittenDatasets::Parameters parameters) {
    JsonWriter json;
    json.begin_object().key("datasets").begin_array();
    const auto texts = written.read(ids, parameters);
    for (const auto& text : texts) json.raw(*text);
    json.end_array().end_object();
    written_bytes_ += json.take().size();
    return std::ssize(texts);
  }

  Timing measure(const std::string& name, const Ask& ask) {
    std::int64_t found = 0;
    auto asked = questions_;
    if (name == "Q6") asked.resize(std::min<std::size_t>(asked.size(), 20));  // the same each time
    for (const auto& question : asked) found += ask(question);
    std::vector<double> times, cpu_times;
    for (int round = 0; round < options_.rounds; ++round)
      for (const auto& question : asked) {
        const auto began = std::chrono::steady_clock::now();
        const auto cpu = cpu_milliseconds();
        ask(question);
        cpu_times.push_back(cpu_milliseconds() - cpu);
        times.push_back(milliseconds_since(began));
      }
    timings_.push_back({name, quantile(times, 0.5), quantile(times, 0.99), times.back(), quantile(cpu_times, 0.5),
                        quantile(cpu_times, 0.99), static_cast<double>(found) / static_cast<double>(asked.size())});
    return timings_.back();
  }

  void print_opening() const {
    if (options_.json || options_.engine == "naive") return;
    if (opening_.from_nothing_ms > 0)
      std::printf("open from nothing  %10.0f ms, %.0f ms of CPU\n", opening_.from_nothing_ms,
                  opening_.from_nothing_cpu_ms);
    if (opening_.from_saved_ms > 0)
      std::printf("save               %10.0f ms\nopen from saved    %10.0f ms\n", opening_.saving_ms,
                  opening_.from_saved_ms);
    const auto line = [this](const std::string& name, std::int64_t bytes) {
      std::printf("%-18s %10.1f MB %8.1f B/dataset\n", name.c_str(), static_cast<double>(bytes) / 1e6,
                  static_cast<double>(bytes) / static_cast<double>(options_.datasets));
    };
    for (const auto& part : opening_.parts) line(part.name, part.bytes);
    line("all parts", all_parts());
    line("resident", opening_.resident_bytes);
    line("... in no file", opening_.heap_bytes);
    line("most resident", opening_.most_bytes);
    std::printf("%-18s %10s %10s %10s %10s %10s %12s\n", "query, ms", "p50", "p99", "most", "cpu p50", "cpu p99",
                "found");
    std::fflush(stdout);
  }

  std::int64_t all_parts() const {
    return std::accumulate(opening_.parts.begin(), opening_.parts.end(), std::int64_t{0},
                           [](std::int64_t sum, const IndexPart& part) { return sum + part.bytes; });
  }

  void print(const Timing& timing) const {
    if (options_.json) return;
    std::printf("%-18s %10.4f %10.4f %10.4f %10.4f %10.4f %12.1f\n", timing.query.c_str(), timing.p50, timing.p99,
                timing.most, timing.cpu_p50, timing.cpu_p99, timing.found);
    std::fflush(stdout);
  }

  void print_json() const {
    JsonWriter json(true);
    json.begin_object().member("engine", options_.engine).member("datasets", options_.datasets);
    json.member("openFromNothingMs", opening_.from_nothing_ms).member("saveMs", opening_.saving_ms);
    json.member("openFromSavedMs", opening_.from_saved_ms).member("residentBytes", opening_.resident_bytes);
    json.member("heapBytes", opening_.heap_bytes);
    json.member("mostResidentBytes", opening_.most_bytes).member("openFromNothingCpuMs", opening_.from_nothing_cpu_ms);
    json.key("memory").begin_object();
    for (const auto& part : opening_.parts) json.member(part.name, part.bytes);
    json.end_object().key("queries").begin_array();
    for (const auto& timing : timings_)
      json.begin_object()
          .member("query", timing.query)
          .member("p50", timing.p50)
          .member("p99", timing.p99)
          .member("most", timing.most)
          .member("cpuP50", timing.cpu_p50)
          .member("cpuP99", timing.cpu_p99)
          .member("found", timing.found)
          .end_object();
    std::puts(json.end_array().end_object().take().c_str());
  }

  const Options options_;
  const Definitions definitions_;
  const SynthPlan plan_;
  const std::unique_ptr<Store> store_;
  WrittenDatasets written_, never_kept_;
  std::unique_ptr<Engine> engine_;
  std::vector<SynthQuestion> questions_;
  std::vector<Timing> timings_;
  Opening opening_;
  std::size_t written_bytes_ = 0;
};

}  // namespace
}  // namespace weft

int main(int argc, char** argv) {
  weft::Options options;
  CLI::App app("Search measured in process.", "weft_search_bench");
  app.add_option("--data", options.data, "Folder of a store; none: made-up datasets, and Q4 is not asked");
  app.add_option("--datasets", options.datasets, "As weft synth was told")->capture_default_str();
  app.add_option("--seed", options.seed, "As weft synth was told")->capture_default_str();
  app.add_option("--engine", options.engine, "index | naive")
      ->capture_default_str()
      ->check(CLI::IsMember({"index", "naive"}));
  app.add_option("--index", options.index, "Folder to save the index in; it is removed first");
  app.add_flag("--reuse", options.reuse, "The index that is saved there, not removed");
  app.add_option("--threads", options.threads, "That read the store")->capture_default_str();
  app.add_option("--questions", options.questions, "Constants for each query")->capture_default_str();
  app.add_option("--rounds", options.rounds, "Measured rounds")->capture_default_str();
  app.add_option("--only", options.only, "Only these: \"Q1 Q2\"");
  app.add_option("--definitions", options.definitions, "hdf5_cfg.xml");
  app.add_option("--facility", options.facility, "facility.toml");
  app.add_flag("--json", options.json, "JSON, for machines");
  CLI11_PARSE(app, argc, argv);
  weft::Bench(options).run();
}
