#include "search/naive_engine.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

#include "base/check.h"
#include "base/text.h"
#include "search/naive/matching.h"

namespace weft {
namespace naive {
namespace {

class NaiveSelection final : public Selection {
 public:
  NaiveSelection(const World& world, Matched matched) : matched_(std::move(matched)), world_(world) {}

  std::int64_t count() const override { return std::count(matched_.begin(), matched_.end(), true); }
  bool contains(DatasetId id) const override {
    const auto found = world_.find(id);
    return found != World::kNowhere && matched_[found];
  }
  std::vector<DatasetId> ids() const override {
    std::vector<DatasetId> ids;
    for_each([&](const KnownDataset& dataset) { ids.push_back(dataset.id); });
    return ids;
  }

  template <class Do>
  void for_each(const Do& act) const {
    for (std::size_t i = 0; i < matched_.size(); ++i)
      if (matched_[i]) act(world_.datasets[i]);
  }

 private:
  Matched matched_;
  const World& world_;
};

Position position(const KnownDataset& dataset, const Order& order) {
  Position position{false, 0, "", dataset.id};
  const auto* fact = dataset.fact(order.column);
  if (!fact || fact->is_missing) return position;
  position.has_value = order.by_number ? !fact->numbers.empty() : fact->has_text;
  if (!position.has_value) return position;
  if (order.by_number)
    position.number = fact->numbers[0];
  else
    position.text = fact->values[0];
  return position;
}

bool comes_before(const Position& a, const Position& b, const Order& order) {
  if (a.has_value != b.has_value) return a.has_value;
  if (a.has_value && order.by_number && a.number != b.number)
    return order.descending ? a.number > b.number : a.number < b.number;
  if (a.has_value && !order.by_number && a.text != b.text) return order.descending ? a.text > b.text : a.text < b.text;
  return a.id < b.id;
}

bool begins(const std::string& value, std::string_view prefix) { return lower(value).starts_with(lower(prefix)); }

std::string part_of(double microseconds, GroupBy::Part part) {
  const Time time{std::chrono::microseconds(static_cast<std::int64_t>(microseconds))};
  const auto written = write_time(time);  // 2023-04-25T...
  return written.substr(0, part == GroupBy::Part::year ? 4 : part == GroupBy::Part::month ? 7 : 10);
}

std::string group_value(const KnownDataset& dataset, const GroupBy& by) {
  const auto* fact = dataset.fact(by.column);
  if (!fact || fact->is_missing) return "";
  if (by.part == GroupBy::Part::value) return fact->values[0];
  return fact->numbers.empty() ? "" : part_of(fact->numbers[0], by.part);
}

void add(Counters& to, const KnownDataset& dataset) {
  const auto files = std::max<std::int64_t>(dataset.file_count, 0);
  const auto bytes = std::max<std::int64_t>(dataset.size_bytes, 0);
  ++to.datasets;
  ++(dataset.is_acquisition ? to.acquisition : to.processed);
  to.files += files;
  (dataset.is_acquisition ? to.acquisition_files : to.processed_files) += files;
  to.volume += bytes;
  (dataset.is_acquisition ? to.acquisition_volume : to.processed_volume) += bytes;
  to.not_walked += dataset.file_count < 0;
}

class NaiveView final : public View {
 public:
  NaiveView(std::unique_ptr<Reading> reading, const Definitions& definitions, Cancel cancel)
      : reading_(std::move(reading)),
        seq_(reading_->status().applied),
        definitions_(definitions),
        cancel_(std::move(cancel)) {}

  Seq seq() const override { return seq_; }

  std::unique_ptr<Selection> select(const Meaning& meaning) override {
    return std::make_unique<NaiveSelection>(world(), match(world(), meaning, cancel_));
  }

  std::vector<Position> page(const Selection& selection, const Order& order, const std::optional<Position>& after,
                             int limit) override {
    std::vector<Position> all;
    for_each(selection, [&](const KnownDataset& dataset) {
      auto one = position(dataset, order);
      if (!after || comes_before(*after, one, order)) all.push_back(std::move(one));
    });
    std::sort(all.begin(), all.end(), [&](const Position& a, const Position& b) { return comes_before(a, b, order); });
    if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
    return all;
  }

  ValueCounts count_values(const Selection& selection, const Column& column, int top,
                           std::string_view prefix) override {
    ValueCounts counts;
    std::map<std::string, std::int64_t> all;
    for_each(selection, [&](const KnownDataset& dataset) {
      const auto* fact = dataset.fact(column);
      if (!fact) return;
      std::set<std::string> values;
      for (const auto& value : fact->values)
        if (begins(value, prefix)) values.insert(value);
      counts.datasets += !values.empty();
      for (const auto& value : values) ++all[value];
    });
    counts.distinct = static_cast<std::int64_t>(all.size());
    counts.top.assign(all.begin(), all.end());
    std::stable_sort(counts.top.begin(), counts.top.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (counts.top.size() > static_cast<std::size_t>(top)) counts.top.resize(static_cast<std::size_t>(top));
    return counts;
  }

  NumberCounts count_numbers(const Selection& selection, const Column& column,
                             const std::vector<double>& edges) override {
    NumberCounts counts;
    counts.edges = edges;
    counts.counts.resize(edges.empty() ? 0 : edges.size() - 1);
    for_each(selection, [&](const KnownDataset& dataset) {
      const auto* fact = dataset.fact(column);
      if (!fact || fact->numbers.empty()) return;
      const auto [least, most] = std::minmax_element(fact->numbers.begin(), fact->numbers.end());
      counts.least = counts.datasets ? std::min(counts.least, *least) : *least;
      counts.most = counts.datasets ? std::max(counts.most, *most) : *most;
      ++counts.datasets;
      for (std::size_t bucket = 0; bucket < counts.counts.size(); ++bucket)
        counts.counts[bucket] += falls_into(fact->numbers, edges, bucket);
    });
    return counts;
  }

  std::vector<Group> group(const Selection& selection, const std::vector<GroupBy>& by, std::size_t most) override {
    std::map<std::vector<std::string>, Counters> groups;
    std::map<std::vector<std::string>, std::set<SampleId>> samples;
    for_each(selection, [&](const KnownDataset& dataset) {
      if (groups.size() > most) return;
      std::vector<std::string> values;
      for (const auto& one : by) values.push_back(group_value(dataset, one));
      add(groups[values], dataset);
      if (dataset.sample) samples[values].insert(dataset.sample);
    });
    std::vector<Group> all;
    for (auto& [values, counters] : groups) {
      counters.samples = static_cast<std::int64_t>(samples[values].size());
      all.push_back({values, counters});
    }
    return all;
  }

  bool knows(const std::string& parameter) override {
    const Column column{Field::parameter, parameter};
    return std::any_of(world().datasets.begin(), world().datasets.end(), [&](const KnownDataset& dataset) {
      stop_if(cancel_);
      return dataset.is_live && dataset.fact(column);
    });
  }

  std::vector<std::string> parameters() override {
    std::set<std::string> names;
    for (const auto& dataset : world().datasets) {
      stop_if(cancel_);
      if (!dataset.is_live) continue;
      for (const auto& [column, fact] : dataset.facts)
        if (column.field == Field::parameter) names.insert(column.parameter);
    }
    return {names.begin(), names.end()};
  }

 private:
  static bool falls_into(const std::vector<double>& numbers, const std::vector<double>& edges, std::size_t bucket) {
    const bool is_last = bucket + 2 == edges.size();
    return std::any_of(numbers.begin(), numbers.end(), [&](double number) {
      return edges[bucket] <= number && (number < edges[bucket + 1] || (is_last && number == edges[bucket + 1]));
    });
  }

  const World& world() {
    if (reading_) world_ = read_world(*reading_, definitions_, cancel_);
    reading_.reset();  // whoever keeps a View must not keep the store from tidying up
    return world_;
  }

  template <class Do>
  void for_each(const Selection& selection, const Do& act) {
    const auto* naive = dynamic_cast<const NaiveSelection*>(&selection);
    CHECK(naive, "a Selection was used with a View that did not make it");
    naive->for_each([&](const KnownDataset& dataset) {
      stop_if(cancel_);
      act(dataset);
    });
  }

  std::unique_ptr<Reading> reading_;  // null once the world was read
  Seq seq_;
  const Definitions& definitions_;
  Cancel cancel_;
  World world_;
};

class NaiveEngine final : public Engine {
 public:
  NaiveEngine(Store& store, const Definitions& definitions) : store_(store), definitions_(definitions) {}
  std::unique_ptr<View> view(const Viewer& viewer, const Cancel& cancel) override {
    return std::make_unique<NaiveView>(store_.read(viewer), definitions_, cancel);
  }

 private:
  Store& store_;
  const Definitions& definitions_;
};

}  // namespace
}  // namespace naive

std::unique_ptr<Engine> make_naive_engine(Store& store, const Definitions& definitions) {
  return std::make_unique<naive::NaiveEngine>(store, definitions);
}

}  // namespace weft
