// Manifests: how long a page of a long list takes, opening the manifest included, and what keeping one costs.
//   files_bench DIR [FILES]     a folder for the manifest; 400,000 files
#include <fcntl.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>

#include "base/check.h"
#include "files/manifests.h"

namespace {

using namespace weft;
using SteadyClock = std::chrono::steady_clock;

const std::string kLocation = "/data/visitor/mx1/id30a3/20250118/RAW_DATA/long";

// Frames of detectors as they are called, in folders of 2,000, with pictures and tables between.
WalkedFolder many(int count) {
  WalkedFolder walked;
  walked.folder = kLocation;
  std::mt19937_64 random(1);
  auto time = Time{std::chrono::hours(24 * 365 * 54)};
  for (int i = 0; i < count; ++i) {
    char name[80];
    const char* form = i % 10 == 9 ? "scan%04d/gallery/frame_%06d.png" : "scan%04d/lambda_frame_%06d.h5";
    std::snprintf(name, sizeof name, form, i / 2000, i);
    time += std::chrono::microseconds(random() % 20'000);
    walked.files.push_back({name, static_cast<std::int64_t>(8'000'000 + random() % 1'000'000), time, false});
  }
  std::shuffle(walked.files.begin(), walked.files.end(), random);
  return walked;
}

double milliseconds(SteadyClock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

double cpu_milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

void tell(const char* of, std::vector<double>& took) {
  std::sort(took.begin(), took.end());
  std::printf("  %s p50 %.2f p99 %.2f most %.2f ms", of, took[took.size() / 2], took[took.size() * 99 / 100],
              took.back());
}

template <class Ask>
void measure(const char* what, int times, Ask ask) {
  std::vector<double> took, cpu;
  for (int i = 0; i < times; ++i) {
    const auto begin = SteadyClock::now();
    const auto cpu_begin = cpu_milliseconds();
    ask(i);
    cpu.push_back(cpu_milliseconds() - cpu_begin);
    took.push_back(milliseconds(SteadyClock::now() - begin));
  }
  std::printf("%-44s", what);
  tell("took", took);
  tell("CPU", cpu);
  std::printf("\n");
}

// Its bytes leave the page cache.
void forget_pages(const std::string& data) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data)) {
    if (!entry.is_regular_file()) continue;
    const Descriptor file(::open(entry.path().c_str(), O_RDONLY));
    ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string data = argc > 1 ? argv[1] : "files_bench_data";
  const int count = argc > 2 ? std::atoi(argv[2]) : 400'000;
  Manifests manifests(data);
  auto walked = many(count);
  std::vector<std::string> paths;
  for (const auto& file : walked.files) paths.push_back(file.path);
  const auto begin = SteadyClock::now();
  manifests.keep(kLocation, Time{}, std::move(walked));
  manifests.settle();
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data))
    if (entry.is_regular_file()) bytes += entry.file_size();
  std::printf("%d files: kept in %.0f ms, %ju bytes, %.2f a file\n", count, milliseconds(SteadyClock::now() - begin),
              bytes, static_cast<double>(bytes) / count);
  const auto page = [&](const std::string& prefix, const std::string& after, const char* glob) {
    Manifest::Asked asked;
    asked.prefix = prefix;
    asked.after = after;
    if (glob) asked.glob = *Glob::read(glob);
    const auto found = manifests.find(kLocation)->page(asked);
    CHECK(found && (after.empty() || !prefix.empty() || found->total == count), "the page is there");
  };
  std::mt19937 random(2);
  const auto any = [&]() -> const std::string& { return paths[random() % paths.size()]; };
  measure("first page of 200", 1000, [&](int) { page("", "", nullptr); });
  measure("page of 200 behind any file", 1000, [&](int) { page("", any(), nullptr); });
  measure("page of 200 of any folder, with its totals", 1000, [&](int) { page(any().substr(0, 9), "", nullptr); });
  measure("the same, its bytes not in memory", 300, [&](int) {
    forget_pages(data);
    page("", any(), nullptr);
  });
  measure("one file by its path", 1000, [&](int) { CHECK(*manifests.find(kLocation)->find(any()), "it is there"); });
  measure("pattern in one folder, all counted", 200, [&](int) { page("", "", "scan0100/gallery/*.png"); });
  measure("pattern over everything, all counted", 10, [&](int) { page("", "", "**/*_*7.png"); });
}
