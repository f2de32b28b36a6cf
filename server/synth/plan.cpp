#include "synth/plan.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/check.h"
#include "synth/draw.h"

namespace weft {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kInvestigationsPerDataset = 12'000.0 / 1'776'288;
constexpr seconds kOpening(1'388'534'400);  // 2014-01-01
constexpr seconds kDays(294'278'400);       // until 2023-04-30
constexpr std::array<std::string_view, 12> kCodes = {"mx", "ls", "ma", "hc",  "sc",    "ch",
                                                     "ev", "es", "md", "blc", "ihls0", "ihma"};

// What the draws are for: no two questions share one.
enum Topic : std::uint64_t { kInvestigation = 1, kTimes, kCollectionTopic, kTiming, kCount };

int datasets_in(Shape shape, int k) {
  switch (shape) {
    case Shape::scans:
      return k;
    case Shape::pipelines:
    case Shape::chain:
      return k + 1;
    case Shape::merge:
      return k + 1 + k % 7;
    case Shape::pairs:
      return 2 * k + 2;
    case Shape::tilts:
      return 3 * k + 3;
  }
  return k;
}

Stage stage_at(std::span<const Stage> on, int step) {
  return on[static_cast<std::size_t>(std::min<int>(step, static_cast<int>(on.size()) - 1))];
}

std::vector<int> range(int from, int count, int stride = 1) {
  std::vector<int> all;
  for (int i = 0; i < count; ++i) all.push_back(from + i * stride);
  return all;
}

// R -> V each; all V -> stitched; stitched -> cast. Or integrated, subtracted, modelled.
SynthPlace place_in_pairs(std::span<const Stage> on, int k, int at) {
  if (at < k) return {Stage::raw, at};
  if (at < 2 * k) return {on[0], at - k, {at - k}};
  if (at == 2 * k) return {on[1], 0, range(k, k)};
  return {on[2], 0, {2 * k}};
}

// Three a tilt, then tomogram, denoised, segmentation.
SynthPlace place_in_tilts(std::span<const Stage> on, int k, int at) {
  if (at == 3 * k) return {on[2], 0, range(2, k, 3)};
  if (at > 3 * k) return {on[3], at - 3 * k, {at - 1}};
  const int step = at % 3;
  if (step == 0) return {Stage::raw, at / 3};
  return {on[static_cast<std::size_t>(step - 1)], at / 3, {at - 1}};
}

}  // namespace

SynthPlan::SynthPlan(SynthSize size) : size_(size) {
  CHECK(size.datasets > 0 && size.datasets < (std::int64_t{1} << 32), "a facility has some datasets");
  make_investigations();
  share_out_time();
  make_collections();
  make_order();
}

// How many datasets each investigation has: heavy-tailed, as busy as its instrument is, together all there are.
std::vector<std::int64_t> SynthPlan::dataset_counts() const {
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t i = 0; i < investigations_.size(); ++i) {
    Draw draw(mixed(size_.seed, kCount), i);
    const auto wide = std::min(draw.log_normal(1, 1.1), 60.0);
    weights.push_back(wide * std::sqrt(synth_instruments()[investigations_[i].instrument].weight));
    sum += weights.back();
  }
  std::vector<std::int64_t> counts;
  double until = 0;
  std::int64_t given = 0;
  for (const auto weight : weights) {
    until += weight;
    const auto all = std::llround(until / sum * static_cast<double>(size_.datasets));
    counts.push_back(all - given);
    given = all;
  }
  counts.back() += size_.datasets - given;
  return counts;
}

void SynthPlan::make_investigations() {
  const auto count =
      std::max<std::int64_t>(1, std::llround(static_cast<double>(size_.datasets) * kInvestigationsPerDataset));
  const auto& instruments = synth_instruments();
  double sum = 0;
  for (const auto& instrument : instruments) sum += std::sqrt(instrument.weight);
  const auto pool = std::max<std::int64_t>(1, count * 7 / 10);
  for (std::int64_t i = 0; i < count; ++i) {
    Draw draw(mixed(size_.seed, kInvestigation), static_cast<std::uint64_t>(i));
    auto& one = investigations_.emplace_back();
    double at = draw.share() * sum;
    while (one.instrument + 1 < instruments.size() && (at -= std::sqrt(instruments[one.instrument].weight)) > 0)
      ++one.instrument;
    if (count >= 200 && i < static_cast<std::int64_t>(instruments.size()))
      one.instrument = static_cast<std::uint32_t>(i);
    const auto& does = instruments[one.instrument].techniques;
    one.technique = static_cast<std::uint8_t>(does[draw.skewed(does.size(), 1.7)]);
    // A proposal may have time at several instruments, but one slot at each.
    const bool shared = i >= pool && investigations_[static_cast<std::size_t>(i - pool)].instrument != one.instrument;
    const auto proposal = static_cast<std::uint64_t>(shared ? i - pool : i);
    one.proposal = std::string(kCodes[Draw(mixed(size_.seed, kCodes.size()), proposal).skewed(kCodes.size(), 1.5)]) +
                   std::to_string(1000 + proposal);
    one.is_announced = !draw.chance(0.03);
  }
}

// One after the other at each instrument, more of them every year.
void SynthPlan::share_out_time() {
  std::vector<std::vector<std::uint32_t>> at(synth_instruments().size());
  for (std::size_t i = 0; i < investigations_.size(); ++i)
    at[investigations_[i].instrument].push_back(static_cast<std::uint32_t>(i));
  for (std::size_t instrument = 0; instrument < at.size(); ++instrument) {
    Draw draw(mixed(size_.seed, kTimes), instrument);
    std::vector<double> shares;
    for (std::size_t i = 0; i < at[instrument].size(); ++i) shares.push_back(std::pow(draw.share(), 0.6));
    std::sort(shares.begin(), shares.end());
    const auto time_of = [](double share) {
      const auto shifts = static_cast<std::int64_t>(share * static_cast<double>(kDays / hours(1)));
      return Time(kOpening + hours(shifts));
    };
    for (std::size_t i = 0; i < shares.size(); ++i) {
      auto& one = investigations_[at[instrument][i]];
      one.start =
          i == 0 ? time_of(shares[0]) : std::max(time_of(shares[i]), investigations_[at[instrument][i - 1]].end);
      const auto next = i + 1 < shares.size() ? time_of(shares[i + 1]) : one.start + hours(72);
      const auto longest = one.start + hours(8 * draw.between(2, 18));
      one.end = std::max<Time>(std::min<Time>(next, longest), one.start + hours(1));
    }
  }
}

void SynthPlan::make_collections() {
  const auto counts = dataset_counts();
  for (std::size_t i = 0; i < investigations_.size(); ++i) {
    investigations_[i].first_collection = static_cast<std::uint32_t>(collections_.size());
    fill(static_cast<std::uint32_t>(i), counts[i]);
  }
}

void SynthPlan::fill(std::uint32_t investigation, std::int64_t datasets) {
  const auto& technique = techniques()[investigations_[investigation].technique];
  Draw draw(mixed(size_.seed, kCollectionTopic), investigation);
  while (datasets > 0) {
    SynthCollection one;
    one.investigation = investigation;
    one.first = collections_.empty() ? 0 : collections_.back().first + collections_.back().size;
    double at = draw.share();
    const auto* share = &technique.shapes.front();
    while (share != &technique.shapes.back() && (at -= share->share) > 0) ++share;
    auto k = share->least +
             static_cast<int>(draw.skewed(static_cast<std::size_t>(share->most - share->least) + 1, share->skew));
    one.shape = share->shape;
    if (datasets_in(one.shape, k) > datasets)
      one.shape = Shape::scans, k = static_cast<int>(std::min<std::int64_t>(datasets, 4));
    one.k = static_cast<std::uint16_t>(k);
    one.size = static_cast<std::uint16_t>(datasets_in(one.shape, k));
    datasets -= one.size;
    collections_.push_back(one);
  }
}

void SynthPlan::make_order() {
  std::vector<std::uint64_t> keys;
  keys.reserve(static_cast<std::size_t>(size_.datasets));
  for (std::uint32_t made = 0; made < static_cast<std::uint64_t>(size_.datasets); ++made) {
    const auto after = std::chrono::duration_cast<seconds>(arrives(made).time_since_epoch()) - kOpening;
    keys.push_back(static_cast<std::uint64_t>(after.count()) << 32 | made);
  }
  std::sort(keys.begin(), keys.end());
  order_.reserve(keys.size());
  arrivals_.resize(keys.size());
  for (const auto key : keys) {
    arrivals_[static_cast<std::uint32_t>(key)] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(static_cast<std::uint32_t>(key));
  }
}

std::uint32_t SynthPlan::collection_of(std::uint32_t made) const {
  const auto after = std::upper_bound(collections_.begin(), collections_.end(), made,
                                      [](std::uint32_t at, const SynthCollection& c) { return at < c.first; });
  return static_cast<std::uint32_t>(after - collections_.begin()) - 1;
}

SynthPlace SynthPlan::place(const SynthCollection& collection, int position) const {
  const auto on = techniques()[investigations_[collection.investigation].technique].on;
  const int k = collection.k;
  switch (collection.shape) {
    case Shape::scans:
      return {Stage::raw, position};
    case Shape::pipelines:
      if (position == 0) return {Stage::raw, 0};
      return {on[0], position - 1, {0}};
    case Shape::chain:
      if (position == 0) return {Stage::raw, 0};
      return {stage_at(on, position - 1), position - 1, {position - 1}};
    case Shape::merge:
      if (position < k) return {Stage::raw, position};
      return {on[0], position - k, range(0, k)};
    case Shape::pairs:
      return place_in_pairs(on, k, position);
    case Shape::tilts:
      return place_in_tilts(on, k, position);
  }
  return {};
}

// Evenly over the investigation's time; what is computed from it is finished minutes to hours later.
Time SynthPlan::start(std::uint32_t made) const {
  const auto& collection = collections_[collection_of(made)];
  const auto& investigation = investigations_[collection.investigation];
  const auto next = investigation.first_collection;
  const auto first = collections_[next].first;
  const auto last = collection.investigation + 1u < investigations_.size()
                        ? investigations_[collection.investigation + 1].first_collection
                        : collections_.size();
  const auto all = last == collections_.size() ? static_cast<std::uint32_t>(size_.datasets) - first
                                               : collections_[last].first - first;
  Draw draw(mixed(size_.seed, kTiming), made);
  const auto span = std::chrono::duration_cast<milliseconds>(investigation.end - investigation.start);
  return investigation.start + span * static_cast<std::int64_t>(made - first) / static_cast<std::int64_t>(all) +
         milliseconds(draw.between(0, 900));
}

Time SynthPlan::end(std::uint32_t made) const {
  Draw draw(mixed(size_.seed, kTiming), ~std::uint64_t{made});
  return start(made) + milliseconds(draw.between(900, 400'000));
}

// When its message comes. Some computations are announced before their raw data, some raw data late.
Time SynthPlan::arrives(std::uint32_t made) const {
  const auto& collection = collections_[collection_of(made)];
  const auto place = this->place(collection, static_cast<int>(made - collection.first));
  Draw draw(mixed(size_.seed, kTiming + kCount), made);
  auto at = end(made) + seconds(draw.between(1, 20));
  if (place.stage == Stage::raw) return draw.chance(0.01) ? at + minutes(draw.between(60, 900)) : at;
  return at + seconds(static_cast<std::int64_t>(draw.log_normal(240, 1.5)));
}

}  // namespace weft
