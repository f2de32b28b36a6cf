// Progress: one line on stderr that is drawn again and again while long work goes on; silent when no person is
// watching. One thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include "app/commands/look.h"

namespace weft {

struct ProgressState {
  std::string what;        // "load scans.ndjson"
  std::int64_t done = 0;   // of `total`: bytes, files, datasets
  std::int64_t total = 0;  // 0: not known
  std::int64_t counted = 0;
  std::string unit;  // of `counted`: "messages"
  double seconds = 0;
};

// "load x.ndjson  ████████░░░░░░░  53%  12,000 messages  4,210/s  0:12 left", as much of it as the width holds.
std::string progress_line(const ProgressState& state, const Look& look);

class Progress {
 public:
  // `quiet`: never drawn.
  Progress(std::string what, std::int64_t total, std::string unit, Look look, bool quiet);
  ~Progress();  // clears its line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(std::int64_t done, std::int64_t counted);
  void clear();  // before something else is written
  double seconds() const;

 private:
  ProgressState state_;
  Look look_;
  bool quiet_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace weft
