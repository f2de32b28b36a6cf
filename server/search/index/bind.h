// Bind: makes a Plan ready for one segment, with an upper bound of how many of its rows can match. One thread.
#pragma once
#include "search/index/evaluate.h"

namespace weft::index {

// `block`: the segment's.
void bind(Plan& plan, const Segment& segment, std::uint32_t block);

}  // namespace weft::index
