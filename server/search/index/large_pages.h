// Large pages: a segment is read here and there, a few bytes in each of many places, and most of the time goes into
// finding out where a page of 4 kB lies. Of pages of 2 MB a processor remembers all. Any thread.
#pragma once
#include <memory>

#include "search/index/segment.h"

namespace weft::index {

// The same bytes in memory of large pages; what is too small for one, or where the system gives none, stays as it is.
std::unique_ptr<const Memory> in_large_pages(std::unique_ptr<const Memory> memory);

}  // namespace weft::index
