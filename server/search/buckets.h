// Buckets: where histograms cut. In: least and most value. Out: ascending edges at numbers and dates that people like,
// the first at or below `least`, the last at or above `most`. Pure; any thread.
#pragma once
#include <vector>

#include "search/engine.h"

namespace weft {

inline constexpr std::size_t kMostBuckets = 10'000;

// At most `most_buckets` (or two), steps of 1, 2 or 5 times a power of ten. `whole`: the values
// are integers; then the last edge is above `most`, and no step is below 1.
std::vector<double> nice_edges(double least, double most, int most_buckets, bool whole);

// The finest of day, month and year that cuts the time into at most `most_buckets`; year when none does.
GroupBy::Part part_for(double least, double most, int most_buckets);

// Midnights, first days of months or years, UTC, in microseconds; the last is after `most`. A finer part than
// kMostBuckets allow becomes a coarser one.
std::vector<double> date_edges(double least, double most, GroupBy::Part part);

}  // namespace weft
