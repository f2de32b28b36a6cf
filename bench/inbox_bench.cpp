// The inbox without sockets: messages a second and CPU per message, by size of the catalogue.
//   weft_bench DIR COUNT [DELIVERY]    sends COUNT messages in deliveries of DELIVERY, waits until all are applied,
//   prints a line
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <thread>

#include "ingest/inbox.h"

namespace {

using namespace weft;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string parameter(const std::string& name, const std::string& value) {
  return "<tns:parameter><tns:name>" + name + "</tns:name><tns:value>" + value + "</tns:value></tns:parameter>";
}

// As pyicat-plus writes it: 30 parameters, 45% with one to four inputs.
std::string body(int i, std::mt19937& random) {
  const int proposal = i / 500;
  const std::string base = "/data/visitor/mx" + std::to_string(proposal) + "/id30a3/20250118/";
  const bool processed = random() % 100 < 45;
  const std::string number = std::to_string(i);
  std::string xml =
      "<tns:dataset xmlns:tns=\"http://www.esrf.fr/icat\" complete=\"true\"><tns:investigation>mx" +
      std::to_string(proposal) + "</tns:investigation><tns:instrument>id30a3</tns:instrument><tns:name>run_" + number +
      "</tns:name><tns:location>" + base + (processed ? "PROCESSED_DATA" : "RAW_DATA") + "/Thau/run_" + number +
      "</tns:location><tns:startDate>2025-01-18T21:05:00+01:00</tns:startDate><tns:endDate>2025-01-18T21:19:30+01:00</"
      "tns:endDate>"
      "<tns:sample><tns:name>Thau-A" +
      std::to_string(i % 40) + "</tns:name></tns:sample>";
  xml += parameter("Sample_name", "Thau-A" + std::to_string(i % 40)) +
         parameter("scanType", processed ? "integration" : "datacollection");
  for (int p = 0; p < 27; ++p)
    xml += parameter("MXAutoprocIntegrationScaling_overall_parameter_" + std::to_string(p),
                     std::to_string(random() % 100000) + ".25");
  if (processed) {
    std::string inputs;
    for (int n = 1 + static_cast<int>(random() % 4); n > 0; --n)
      inputs += (inputs.empty() ? "" : ",") + base + "RAW_DATA/Thau/run_" +
                std::to_string(std::max(0, i - 20 + static_cast<int>(random() % 40)));
    xml += parameter("input_datasets", inputs);
  }
  return xml + parameter("software", "pyicat-plus_v3.1.0") + "</tns:dataset>";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "weft_bench DIR COUNT [DELIVERY]\n"), 2;
  const int count = std::stoi(argv[2]), delivery = argc > 3 ? std::stoi(argv[3]) : 64;
  const auto facility = Facility::plain();
  const SystemClock clock;
  const Catalogue catalogue(facility, clock);
  auto store = open_sqlite_store(argv[1]);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().message.c_str()), 1;
  const int first = static_cast<int>((*store)->read(Viewer::everybody())->status().received.value);
  std::mt19937 random(7);
  std::vector<std::vector<Message>> deliveries;
  for (int i = 0; i < count; ++i) {
    if (i % delivery == 0) deliveries.emplace_back();
    Message message;
    message.source = "bench";
    message.destination = "/queue/icatIngest";
    message.body = body(first + i, random);
    deliveries.back().push_back(std::move(message));
  }
  Inbox inbox(**store, catalogue, clock);
  inbox.start();
  const auto begin = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  std::atomic<std::int64_t> last = 0;
  for (auto& messages : deliveries)
    inbox.accept(std::move(messages), [&](Result<Seq> seq) { last = seq ? seq->value : -1; });
  while (last < first + count && last >= 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto seen = inbox.wait_applied(Seq{first + count}, std::chrono::minutes(10));
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto counts = inbox.count();
  std::printf(
      "{\"before\":%d,\"messages\":%d,\"seconds\":%.3f,\"perSecond\":%.0f,\"cpuMicrosPerMessage\":%.1f,\"turns\":%ld,"
      "\"commitSeconds\":%.3f,\"catalogued\":%ld,\"refused\":%ld,\"ok\":%s}\n",
      first, count, wall, count / wall, (cpu_seconds() - cpu) / count * 1e6, counts.turns, counts.commit_seconds,
      counts.catalogued, counts.refused, seen ? "true" : "false");
  return seen ? 0 : 1;
}
