#include "app/commands/progress.h"

#include <algorithm>
#include <cstdio>

namespace weft {
namespace {

constexpr auto kBetween = std::chrono::milliseconds(100);
constexpr double kEnoughToGuess = 0.5;  // seconds before a rate means something

std::string bar(double part, int width, const Look& look) {
  const int full = static_cast<int>(part * width);
  std::string text = look.utf8 ? "" : "[";
  for (int i = 0; i < width; ++i) text += look.utf8 ? (i < full ? "█" : "░") : (i < full ? "#" : ".");
  return look.utf8 ? text : text + "]";
}

std::string rate(const ProgressState& state) {
  if (state.seconds < kEnoughToGuess || state.counted == 0) return "";
  return "  " + grouped(static_cast<std::int64_t>(static_cast<double>(state.counted) / state.seconds)) + "/s";
}

std::string left(const ProgressState& state) {
  if (state.seconds < kEnoughToGuess || state.done == 0 || state.total == 0) return "";
  const double each = state.seconds / static_cast<double>(state.done);
  return "  " + duration_text(each * static_cast<double>(state.total - state.done)) + " left";
}

}  // namespace

std::string progress_line(const ProgressState& state, const Look& look) {
  const double part =
      state.total > 0 ? std::clamp(static_cast<double>(state.done) / static_cast<double>(state.total), 0.0, 1.0) : 0;
  std::string share, tail;
  if (state.total > 0) {
    char percent[8];
    std::snprintf(percent, sizeof percent, "%3d%%", static_cast<int>(part * 100));
    share = percent;
  }
  if (!state.unit.empty()) tail += "  " + grouped(state.counted) + " " + state.unit;
  tail += rate(state);
  tail += state.total > 0 ? left(state) : "  " + duration_text(state.seconds);
  const int room = look.width > 0 ? look.width - 1 : 100;
  std::string line = state.what;
  if (state.total > 0) {
    const int rest = room - static_cast<int>(width_of(state.what) + width_of(share) + width_of(tail)) - 6;
    if (rest >= 8) line += "  " + bar(part, std::min(rest, 30), look);
    line += "  " + share;
  }
  return cut(line + tail, static_cast<std::size_t>(std::max(room, 1)), look);
}

Progress::Progress(std::string what, std::int64_t total, std::string unit, Look look, bool quiet)
    : look_(look), quiet_(quiet || !look.terminal) {
  state_.what = std::move(what);
  state_.total = total;
  state_.unit = std::move(unit);
}

Progress::~Progress() { clear(); }

void Progress::at(std::int64_t done, std::int64_t counted) {
  if (quiet_) return;
  const auto now = std::chrono::steady_clock::now();
  if (drawn_ && now - last_ < kBetween && done != state_.total) return;
  last_ = now;
  state_.done = done;
  state_.counted = counted;
  state_.seconds = seconds();
  std::fprintf(stderr, "\r\x1b[K%s", progress_line(state_, look_).c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

}  // namespace weft
