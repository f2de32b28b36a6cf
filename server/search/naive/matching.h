// Which datasets of a World a Meaning means, said as literally as it can be. One thread.
#pragma once
#include "search/naive/world.h"

namespace weft::naive {

// One truth each dataset of the world, in its order.
using Matched = std::vector<bool>;

Matched match(const World& world, const Meaning& meaning, const Cancel& cancel);

}  // namespace weft::naive
