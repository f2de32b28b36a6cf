// Plan: who measured what, where and when in a made-up facility, and in which order the messages arrive. In: how many
// datasets, and a seed. Out: investigations, collections, datasets by their place in the order of arrival. The same
// size and seed give the same plan for ever. Immutable after making; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "synth/techniques.h"

namespace weft {

struct SynthSize {
  std::int64_t datasets = 1000;
  std::uint64_t seed = 1;
};

// A proposal's time at an instrument. No two overlap at one instrument.
struct SynthInvestigation {
  std::string proposal;          // "mx2485"
  std::uint32_t instrument = 0;  // of synth_instruments()
  std::uint8_t technique = 0;    // of techniques()
  bool is_announced = true;      // the user office said so; else its datasets are unscheduled
  Time start, end;
  std::uint32_t first_collection = 0;
};

// One sample, measured and processed.
struct SynthCollection {
  std::uint32_t investigation = 0;
  std::uint32_t first = 0;  // of its datasets, as they were made
  std::uint16_t size = 0;
  std::uint16_t k = 0;  // of its shape
  Shape shape = Shape::scans;
};

// A dataset within its collection. Inputs are others of the same collection.
struct SynthPlace {
  Stage stage = Stage::raw;
  int branch = 0;                // which of several of that stage
  std::vector<int> inputs = {};  // positions in the collection
};

class SynthPlan {
 public:
  explicit SynthPlan(SynthSize size);

  const SynthSize& size() const { return size_; }
  std::int64_t datasets() const { return static_cast<std::int64_t>(order_.size()); }
  const std::vector<SynthInvestigation>& investigations() const { return investigations_; }
  const std::vector<SynthCollection>& collections() const { return collections_; }

  // `arrival` counts from 0; `made` is its number in the order of making, by investigation and collection.
  std::uint32_t made(std::int64_t arrival) const { return order_[static_cast<std::size_t>(arrival)]; }
  std::int64_t arrival(std::uint32_t made) const { return arrivals_[made]; }
  std::uint32_t collection_of(std::uint32_t made) const;
  SynthPlace place(const SynthCollection& collection, int position) const;
  Time start(std::uint32_t made) const;  // of the measurement or the computation
  Time end(std::uint32_t made) const;

 private:
  void make_investigations();
  void share_out_time();
  void make_collections();
  void fill(std::uint32_t investigation, std::int64_t datasets);
  void make_order();
  std::vector<std::int64_t> dataset_counts() const;
  Time arrives(std::uint32_t made) const;

  SynthSize size_;
  std::vector<SynthInvestigation> investigations_;
  std::vector<SynthCollection> collections_;
  std::vector<std::uint32_t> order_;     // by arrival: made
  std::vector<std::uint32_t> arrivals_;  // by made: arrival
};

}  // namespace weft
