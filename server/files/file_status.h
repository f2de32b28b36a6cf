// What stat() tells, in our words. Private to the room. Any thread.
#pragma once
#include <sys/stat.h>

#include <algorithm>

#include "base/clock.h"

namespace weft {

// A disk may bear any time; ours are of the years 1 to 9999.
inline Time time_modified(const struct stat& status) {
  constexpr std::int64_t kFirst = -62'135'596'800, kLast = 253'402'300'799;
  const auto seconds = std::clamp<std::int64_t>(status.st_mtim.tv_sec, kFirst, kLast);
  return Time{std::chrono::seconds(seconds) + std::chrono::microseconds(status.st_mtim.tv_nsec / 1000)};
}

}  // namespace weft
