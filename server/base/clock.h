// Time in UTC microseconds, and the Clock that is handed to whoever needs "now", so that tests own it. Any thread.
#pragma once
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace weft {

using Time = std::chrono::sys_time<std::chrono::microseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
};

// Stands still until told.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start = Time{}) : now_(start) {}
  Time now() const override { return now_.load(); }
  void set(Time time) { now_ = time; }
  void advance(std::chrono::microseconds by) { now_ = now_.load() + by; }

 private:
  std::atomic<Time> now_;
};

// ISO 8601 as beamlines write it: `2023-04-25T10:00:00.123456+02:00`, `... 10:00:00`, `Z`, `+0200`, a date alone.
// A text without zone is read as UTC, the same on every machine. None when it is no date or out of range
// (years 1..9999).
std::optional<Time> read_time(std::string_view text);

// `2023-04-25T08:00:00.123456Z`; the fraction only when there is one.
std::string write_time(Time time);

}  // namespace weft
