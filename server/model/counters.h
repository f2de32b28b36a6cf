// Counters of the talk's page, always counted when asked, never stored.
#pragma once
#include <cstdint>

namespace weft {

struct Counters {
  std::int64_t samples = 0;
  std::int64_t datasets = 0;
  std::int64_t acquisition = 0;
  std::int64_t processed = 0;  // every type that is not acquisition
  std::int64_t files = 0;      // of the folders walked so far
  std::int64_t acquisition_files = 0;
  std::int64_t processed_files = 0;
  std::int64_t volume = 0;  // bytes
  std::int64_t acquisition_volume = 0;
  std::int64_t processed_volume = 0;
  std::int64_t not_walked = 0;  // datasets whose folder has not been counted yet
  bool operator==(const Counters&) const = default;
};

}  // namespace weft
