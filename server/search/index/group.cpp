#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/clock.h"
#include "search/facts.h"
#include "search/index/group.h"
#include "search/index/view.h"

namespace weft::index {
namespace {

constexpr std::size_t kLargestTable = 1u << 18;

std::string part_of(double microseconds, GroupBy::Part part) {
  const Time time{std::chrono::microseconds(static_cast<std::int64_t>(microseconds))};
  return write_time(time).substr(0, part == GroupBy::Part::year ? 4 : part == GroupBy::Part::month ? 7 : 10);
}

// The times that have the same part as `microseconds`: from .. to, both inclusive.
Interval same_part(double microseconds, GroupBy::Part part) {
  using namespace std::chrono;
  const Time time{std::chrono::microseconds(static_cast<std::int64_t>(microseconds))};
  const year_month_day day{floor<days>(time)};
  sys_days from{day}, to = from + days{1};
  if (part == GroupBy::Part::month)
    from = day.year() / day.month() / 1, to = day.year() / (day.month() + months{1}) / 1;
  if (part == GroupBy::Part::month && day.month() == December) to = (day.year() + years{1}) / 1 / 1;
  if (part == GroupBy::Part::year) from = day.year() / 1 / 1, to = (day.year() + years{1}) / 1 / 1;
  const auto in_microseconds = [](sys_days at) {
    return static_cast<double>(duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count());
  };
  return {in_microseconds(from), in_microseconds(to) - 1};
}

// The group of each row by one GroupBy: key 0 is "no value".
struct Keys {
  std::vector<std::uint32_t> of_row;
  std::vector<std::string> values{""};
};

class KeyReader {
 public:
  KeyReader(const GroupBy& by, const ColumnView& view, Keys& keys) : by_(by), view_(view), keys_(keys) {}

  void read(const Set& rows) {
    if (by_.part != GroupBy::Part::value) return read_times(rows);
    if (view_.with_text().count() > 0) read_texts(rows);
    if (view_.is_textless() || view_.has_silent_texts()) read_numbers(rows);
  }

 private:
  std::uint32_t new_key(std::string value) {
    keys_.values.push_back(std::move(value));
    return static_cast<std::uint32_t>(keys_.values.size() - 1);
  }

  void read_texts(const Set& rows) {
    std::vector<std::uint32_t> key_of(view_.texts().size(), kNone);
    each_common(rows, view_.with_text(), [&](std::uint32_t row, std::uint32_t entry) {
      const std::uint32_t code = view_.texts().size() == 1 ? 0 : view_.code(entry);
      if (key_of[code] == kNone) key_of[code] = key_of_text(code);
      keys_.of_row[row] = key_of[code];
    });
  }
  std::uint32_t key_of_text(std::uint32_t code) {
    if (view_.is_missing(code)) return 0;
    if (const auto [begin, end] = view_.elements_of(code); begin < end) code = view_.element(begin);
    std::string scratch;
    return new_key(std::string(view_.texts().at(code, scratch)));
  }
  void read_numbers(const Set& rows) {
    std::unordered_map<std::uint64_t, std::uint32_t> key_of;
    DecimalBuffer buffer;
    each_common(rows, view_.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      if (view_.with_text().contains(row)) return;
      const std::uint64_t code = view_.numbers().code(view_.numbers_of(entry).first);
      const auto [found, is_new] = key_of.try_emplace(code, 0);
      if (is_new) {
        const double number = view_.numbers().number(code);
        found->second =
            new_key(view_.is_textless() ? text_of(by_.column.field, number) : std::string(view_.write(number, buffer)));
      }
      keys_.of_row[row] = found->second;
    });
  }
  // Neighbours mostly fall into the same part of time: one look at where that begins and ends.
  void read_times(const Set& rows) {
    std::map<std::string, std::uint32_t> key_of;
    Numbers::Codes last;
    std::uint32_t key = 0;
    each_common(rows, view_.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      const std::uint64_t code = view_.numbers().code(view_.numbers_of(entry).first);
      if (last.empty() || !last.contains(code)) {
        const double number = view_.numbers().number(code);
        const Interval same = same_part(number, by_.part);
        last = view_.numbers().between(same.from, same.to);
        const auto [found, is_new] = key_of.try_emplace(part_of(number, by_.part), 0);
        if (is_new) found->second = new_key(found->first);
        key = found->second;
      }
      keys_.of_row[row] = key;
    });
  }

  const GroupBy& by_;
  const ColumnView& view_;
  Keys& keys_;
};

class PartGrouping {
 public:
  PartGrouping(const Snapshot& snapshot, const Segment& segment, std::size_t block, const Set& rows,
               const std::vector<GroupBy>& by, Withheld& withheld)
      : snapshot_(snapshot),
        segment_(segment),
        block_(block),
        rows_(rows),
        by_(by),
        withheld_(withheld),
        group_of_(segment.rows()) {}

  GroupsOfPart go() {
    for (const GroupBy& by : by_) read_keys(by);
    number_groups();
    count_types();
    add_up(Field::file_count, &Counters::files, &Counters::acquisition_files, &Counters::processed_files);
    add_up(Field::volume, &Counters::volume, &Counters::acquisition_volume, &Counters::processed_volume);
    list_samples();
    return std::move(groups_);
  }

 private:
  void read_keys(const GroupBy& by) {
    Keys& keys = keys_.emplace_back();
    keys.of_row.resize(segment_.rows());
    const auto column = snapshot_.columns->find(by.column);
    const ColumnAt* here = column ? segment_.find(*column) : nullptr;
    if (!here) return;
    const ColumnView view = segment_.view(*here);
    const IdSet* withheld = withheld_.in(by.column);
    if (!withheld) return KeyReader(by, view, keys).read(rows_);
    Set told = rows_, untold;
    segment_.rows_of(withheld->blocks()[block_], untold);
    told.remove(untold);
    KeyReader(by, view, keys).read(told);
  }

  std::uint64_t composite(std::uint32_t row) const {
    std::uint64_t key = 0;
    for (const Keys& keys : keys_) key = key * keys.values.size() + keys.of_row[row];
    return key;
  }
  std::uint32_t new_group(std::uint32_t row) {
    auto& values = groups_.values.emplace_back();
    for (const Keys& keys : keys_) values.push_back(keys.values[keys.of_row[row]]);
    groups_.counters.emplace_back();
    return static_cast<std::uint32_t>(groups_.values.size() - 1);
  }
  void number_groups() {
    double combinations = 1;
    for (const Keys& keys : keys_) combinations *= static_cast<double>(keys.values.size());
    if (combinations > static_cast<double>(kLargestTable)) return number_many_groups();
    std::vector<std::uint32_t> group_of(static_cast<std::size_t>(combinations), kNone);
    rows_.each([&](std::uint32_t row) {
      std::uint32_t& group = group_of[composite(row)];
      if (group == kNone) group = new_group(row);
      group_of_[row] = group;
    });
  }
  void number_many_groups() {
    std::map<std::vector<std::uint32_t>, std::uint32_t> group_of;
    rows_.each([&](std::uint32_t row) {
      std::vector<std::uint32_t> key;
      for (const Keys& keys : keys_) key.push_back(keys.of_row[row]);
      const auto [found, is_new] = group_of.try_emplace(std::move(key), 0);
      if (is_new) found->second = new_group(row);
      group_of_[row] = found->second;
    });
  }

  std::optional<ColumnView> field(Field which) const {
    const ColumnAt* here = segment_.find(number_of(which));
    return here ? std::optional(segment_.view(*here)) : std::nullopt;
  }

  void count_types() {
    is_acquisition_.assign(segment_.rows(), 0);
    if (const auto type = field(Field::type))
      if (const auto code = type->texts().find("acquisition"))
        type->posting(*code).each([&](std::uint32_t row, std::uint32_t) { is_acquisition_[row] = 1; });
    rows_.each([&](std::uint32_t row) {
      Counters& to = groups_.counters[group_of_[row]];
      ++to.datasets;
      to.acquisition += is_acquisition_[row];
    });
    for (Counters& to : groups_.counters) {
      to.processed = to.datasets - to.acquisition;
      to.not_walked = to.datasets;
    }
  }
  void add_up(Field which, std::int64_t Counters::*all, std::int64_t Counters::*acquisition,
              std::int64_t Counters::*processed) {
    const auto view = field(which);
    if (!view) return;
    each_common(rows_, view->with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      const auto number = static_cast<std::int64_t>(view->numbers()[entry]);
      Counters& to = groups_.counters[group_of_[row]];
      to.*all += number;
      to.*acquisition += is_acquisition_[row] ? number : 0;
      to.not_walked -= which == Field::file_count;
    });
    for (Counters& to : groups_.counters) to.*processed = to.*all - to.*acquisition;
  }
  void list_samples() {
    groups_.samples.resize(groups_.values.size());
    const auto view = field(Field::sample_id);
    if (!view) return;
    std::vector<std::uint64_t> pairs;  // group and sample
    each_common(rows_, view->with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      const auto sample = static_cast<std::uint64_t>(view->numbers()[entry]);
      const std::uint64_t pair = static_cast<std::uint64_t>(group_of_[row]) << 40 | sample;
      if (pairs.empty() || pairs.back() != pair) pairs.push_back(pair);
    });
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const std::uint64_t pair : pairs) groups_.samples[pair >> 40].push_back(static_cast<std::uint32_t>(pair));
  }

  const Snapshot& snapshot_;
  const Segment& segment_;
  const std::size_t block_;
  const Set& rows_;
  const std::vector<GroupBy>& by_;
  Withheld& withheld_;
  std::vector<Keys> keys_;
  std::vector<std::uint32_t> group_of_;
  std::vector<std::uint8_t> is_acquisition_;
  GroupsOfPart groups_;
};

void add_up(Counters& to, const Counters& more) {
  for (const auto member : {&Counters::datasets, &Counters::acquisition, &Counters::processed, &Counters::files,
                            &Counters::acquisition_files, &Counters::processed_files, &Counters::volume,
                            &Counters::acquisition_volume, &Counters::processed_volume, &Counters::not_walked})
    to.*member += more.*member;
}

// Counts each sample once a group. Nearly all are of one group only.
class SampleCounting {
 public:
  bool is_new(std::uint32_t sample, std::uint32_t group) {
    if (sample >= first_group_.size())
      first_group_.resize(std::max<std::size_t>(sample + 1, first_group_.size() * 2), kNone);
    if (first_group_[sample] == group) return false;
    if (first_group_[sample] == kNone) {
      first_group_[sample] = group;
      return true;
    }
    return others_.emplace(static_cast<std::uint64_t>(group) << 32 | sample, true).second;
  }

 private:
  std::vector<std::uint32_t> first_group_;
  std::unordered_map<std::uint64_t, bool> others_;
};

std::string written(const std::vector<GroupBy>& by) {
  std::string text;
  for (const GroupBy& one : by)
    text += std::to_string(static_cast<int>(one.part)) + ' ' + std::to_string(static_cast<int>(one.column.field)) +
            ' ' + std::to_string(one.column.parameter.size()) + ' ' + one.column.parameter;
  return text;
}

class Grouping {
 public:
  Grouping(const Snapshot& snapshot, const std::vector<GroupBy>& by, Withheld& withheld)
      : snapshot_(snapshot),
        by_(by),
        withheld_(withheld),
        is_for_all_(std::none_of(by.begin(), by.end(), [&](const GroupBy& one) { return withheld.in(one.column); })) {}

  void add(const Part& part, std::size_t block, const Set& rows) {
    const bool is_all = is_for_all_ && are_all_living(part, rows);
    auto groups = is_all ? part.groups->find(by_) : nullptr;
    if (!groups) {
      groups = std::make_shared<GroupsOfPart>(PartGrouping(snapshot_, *part.segment, block, rows, by_, withheld_).go());
      if (is_all) part.groups->keep(by_, groups);
    }
    add(*groups);
  }
  std::size_t count() const { return counters_.size(); }
  std::vector<Group> result() const {
    std::vector<Group> groups;
    for (const auto& [values, number] : number_of_) groups.push_back({values, counters_[number]});
    return groups;
  }

 private:
  // `rows` may have deleted ones among them.
  static bool are_all_living(const Part& part, const Set& rows) {
    const Set* living = part.universe(false);
    if (rows.count() != (living ? living->count() : part.segment->rows())) return false;
    if (!part.living) return true;
    Set others = rows;
    others.remove(*part.living);
    return others.empty();
  }
  void add(const GroupsOfPart& part) {
    for (std::size_t i = 0; i < part.values.size(); ++i) {
      const auto [found, is_new] = number_of_.try_emplace(part.values[i], static_cast<std::uint32_t>(counters_.size()));
      if (is_new) counters_.emplace_back();
      Counters& to = counters_[found->second];
      add_up(to, part.counters[i]);
      for (const std::uint32_t sample : part.samples[i]) to.samples += samples_.is_new(sample, found->second);
    }
  }

  const Snapshot& snapshot_;
  const std::vector<GroupBy>& by_;
  Withheld& withheld_;
  const bool is_for_all_;  // every viewer is told the same in these columns
  std::map<std::vector<std::string>, std::uint32_t> number_of_;
  std::vector<Counters> counters_;
  SampleCounting samples_;
};

}  // namespace

std::shared_ptr<const GroupsOfPart> GroupMemory::find(const std::vector<GroupBy>& by) {
  std::lock_guard lock(mutex_);
  const std::string text = written(by);
  for (auto kept = kept_.begin(); kept != kept_.end(); ++kept)
    if (kept->by == text) {
      kept_.splice(kept_.begin(), kept_, kept);
      return kept->groups;
    }
  return nullptr;
}

void GroupMemory::keep(const std::vector<GroupBy>& by, std::shared_ptr<const GroupsOfPart> groups) {
  if (groups->values.size() > kMostKeptGroups) return;
  std::lock_guard lock(mutex_);
  kept_.push_front({written(by), std::move(groups)});
  if (kept_.size() > kMost) kept_.pop_back();
}

std::vector<Group> groups_of(const Snapshot& snapshot, const IdSet& ids, const std::vector<GroupBy>& by,
                             std::size_t most, Withheld& withheld, const Cancel& cancel) {
  Grouping grouping(snapshot, by, withheld);
  each_part(snapshot, ids, cancel, [&](const Part& part, const Set& rows, std::int64_t first_id) {
    if (grouping.count() <= most) grouping.add(part, static_cast<std::size_t>(first_id / kBlockSize), rows);
  });
  return grouping.result();
}

}  // namespace weft::index
