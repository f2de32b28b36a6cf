// A store that is none: datasets of a plan, made when they are asked for. Enough for an index to read; everything else
// throws. Any thread.
#pragma once
#include <memory>

#include "definitions/facility.h"
#include "store/store.h"
#include "synth/plan.h"

namespace weft {

// Both must live longer.
std::unique_ptr<Store> make_synthetic_store(const SynthPlan& plan, const Facility& facility);

}  // namespace weft
