// What the store costs: drafts a second in groups of 256 (30 parameters, real body, 45 % with an input), bytes a
// dataset on disk, whole datasets read a second. `store_bench FOLDER [DATASETS] [PAGE_SIZE] [LEVEL]`; FOLDER is made
// and kept.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "store/sqlite_store.h"

namespace weft {
namespace {

constexpr int kGroup = 256;
constexpr const char* kNames[] = {"InstrumentMonochromator_energy",
                                  "InstrumentMonochromator_wavelength",
                                  "InstrumentSource_current",
                                  "InstrumentSource_mode",
                                  "InstrumentDetector01_beam_center_x",
                                  "InstrumentDetector01_beam_center_y",
                                  "InstrumentDetector01_manufacturer",
                                  "InstrumentDetector01_model",
                                  "MX_beamSizeAtSampleX",
                                  "MX_beamSizeAtSampleY",
                                  "MX_detectorDistance",
                                  "MX_exposureTime",
                                  "MX_flux",
                                  "MX_fluxEnd",
                                  "MX_numberOfImages",
                                  "MX_oscillationRange",
                                  "MX_resolution",
                                  "MX_scanType",
                                  "MX_startImageNumber",
                                  "MX_transmission",
                                  "MX_xBeam",
                                  "MX_yBeam",
                                  "SampleProtein_acronym",
                                  "Sample_name",
                                  "Workflow_id",
                                  "Workflow_name",
                                  "Workflow_type",
                                  "definition",
                                  "scanType",
                                  "software"};

std::vector<Parameter> parameters(int number) {
  std::vector<Parameter> list;
  for (const char* name : kNames)
    list.push_back({name, std::to_string(number * 31 % 9973) + "." + std::to_string(list.size() * 7919 % 1000)});
  return list;
}

std::string location(int number) {
  return "/data/visitor/mx" + std::to_string(2000 + number / 2000) + "/id30a3/20250118/RAW_DATA/Thau/Thau-A" +
         std::to_string(number / 20) + "/run_" + std::to_string(number % 20) + "_datacollection";
}

std::string body(int number, const std::vector<Parameter>& list) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tns:dataset xmlns:tns=\"http://www.esrf.fr/icat\" complete=\"true\">"
      "<tns:investigation>mx2485</tns:investigation><tns:instrument>id30a-3</tns:instrument><tns:name>run</tns:name>"
      "<tns:location>" +
      location(number) + "</tns:location>";
  for (const Parameter& it : list)
    text += "<tns:parameter><tns:name>" + it.name + "</tns:name><tns:value>" + it.text + "</tns:value></tns:parameter>";
  return text + "</tns:dataset>";
}

Message message(int number) {
  Message message;
  message.received_at = Time(std::chrono::seconds(1'700'000'000 + number));
  message.source = "stomp 127.0.0.1:54321";
  message.destination = "/queue/icatIngest";
  message.body = body(number, parameters(number));
  return message;
}

Draft draft_of(Writing& writing, int number, Seq seq) {
  Draft draft;
  Dataset it;
  it.id = writing.next_dataset();
  it.key = {"mx" + std::to_string(2000 + number / 2000), "id30a3", location(number), "run"};
  it.type = "acquisition", it.investigation = {1 + number / 2000}, it.sample = {1 + number / 20};
  it.sample_name = "Thau-A" + std::to_string(number / 20);
  it.start = it.end = Time(std::chrono::seconds(1'700'000'000 + number));
  it.parameters = parameters(number);
  it.first_seq = it.last_seq = seq;
  HistoryStatement said;
  said.dataset = it.id, said.message = seq;
  said.fingerprint = std::string(16, '\0');
  for (int i = 0; i < 8; ++i)
    said.fingerprint[static_cast<std::size_t>(i)] =
        static_cast<char>((static_cast<std::uint64_t>(number + 1) * 0x9E3779B97F4A7C15ULL) >> (8 * i));
  said.statement.proposal = it.key.proposal, said.statement.instrument = "ID30A-3";
  said.statement.location = it.key.location, said.statement.name = "run";
  for (const Parameter& p : it.parameters) said.statement.parameters.push_back({p.name, p.text});
  if (number % 20 >= 11) {
    Input input;
    input.output = it.id;
    input.text = input.target = location(number - 1);
    input.state = InputState::resolved, input.datasets = {{it.id.value - 1}};
    draft.inputs.push_back({it.id, {input}});
  }
  draft.outcomes = {{seq, MessageState::catalogued, "", "", it.id}};
  draft.change = {seq, it.start.value(), ChangeKind::dataset, it.id.value, seq, {}};
  draft.tasks = {{"walk", it.id.value, it.start.value(), 0}};
  draft.datasets.push_back(std::move(it));
  draft.history.push_back(std::move(said));
  return draft;
}

struct Stopwatch {
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  std::clock_t cpu = std::clock();
  void say(const char* what, int count) const {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    const double busy = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    std::printf("%-34s %9.0f /s  %7.1f us CPU each\n", what, count / took.count(), busy / count * 1e6);
  }
};

void fill(Store& store, int datasets) {
  for (int first = 0; first < datasets; first += kGroup) {
    const int end = std::min(datasets, first + kGroup);
    std::vector<Message> group;
    for (int i = first; i < end; ++i) group.push_back(message(i));
    Seq seq;
    {
      const auto writing = store.write();
      seq = writing->append(group);
      writing->commit();
    }
    const auto writing = store.write();
    for (int i = first; i < end; ++i) writing->apply(draft_of(*writing, i, {seq.value + i - first}));
    writing->commit();
  }
}

void run(const std::string& folder, int datasets, SqliteOptions options) {
  auto store = open_sqlite_store(folder, options);
  if (!store) return void(std::fprintf(stderr, "%s\n", store.error().message.c_str()));
  Stopwatch making;
  for (int i = 0; i < datasets; ++i) (void)message(i);
  making.say("(making the messages alone)", datasets);
  Stopwatch writing;
  fill(**store, datasets);
  writing.say("received and applied", datasets);
  const auto reading = (*store)->read(Viewer::everybody());
  const auto ids = reading->list({}, {}, datasets);
  Stopwatch reads;
  for (std::size_t i = 0; i + 100 <= ids.size(); i += 100) (void)reading->datasets(std::span(ids).subspan(i, 100));
  reads.say("datasets read whole", datasets);
  Stopwatch counting;
  (void)reading->counters(CountBy::instrument, {});
  counting.say("counters (datasets counted)", datasets);
  std::printf("bytes a dataset %.0f (its body alone %zu as sent)\n",
              static_cast<double>(reading->status().bytes) / datasets, message(1).body.size());
}

}  // namespace
}  // namespace weft

int main(int count, char** texts) {
  if (count < 2) return std::fprintf(stderr, "store_bench FOLDER [DATASETS] [PAGE_SIZE] [LEVEL]\n"), 2;
  weft::SqliteOptions options;
  if (count > 3) options.page_size_bytes = std::atoi(texts[3]);
  if (count > 4) options.compression_level = std::atoi(texts[4]);
  weft::run(texts[1], count > 2 ? std::atoi(texts[2]) : 20'000, options);
}
