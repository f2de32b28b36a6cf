#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "search/index/column_builder.h"
#include "search/index/view.h"

namespace weft::index {
namespace {

// Counts by text, over all segments.
class Tally {
 public:
  void add(std::string_view text, std::int64_t count) {
    const std::uint32_t number = texts_.number(text);
    if (number == counts_.size()) counts_.push_back(0);
    counts_[number] += count;
  }
  std::int64_t distinct() const { return static_cast<std::int64_t>(counts_.size()); }
  std::vector<std::pair<std::string, std::int64_t>> top(std::size_t most) const {
    std::vector<std::uint32_t> numbers(counts_.size());
    for (std::uint32_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
    const std::size_t count = std::min(most, numbers.size());
    std::partial_sort(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(count), numbers.end(),
                      [this](std::uint32_t a, std::uint32_t b) {
                        return counts_[a] != counts_[b] ? counts_[a] > counts_[b] : texts_[a] < texts_[b];
                      });
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (std::size_t i = 0; i < count; ++i) found.push_back({std::string(texts_[numbers[i]]), counts_[numbers[i]]});
    return found;
  }

 private:
  TextPool texts_;
  std::vector<std::int64_t> counts_;
};

class ValueCounting {
 public:
  ValueCounting(const Column& column, std::string_view prefix) : column_(column), prefix_(lower(prefix)) {}

  void add(const ColumnView& view, const Set& rows) {
    if (view.with_text().count() > 0) add_texts(view, rows);
    if (view.is_textless() || view.has_silent_texts()) add_numbers(view, rows);
  }
  ValueCounts result(int top) const {
    ValueCounts counts;
    counts.datasets = datasets_;
    counts.distinct = tally_.distinct();
    counts.top = tally_.top(static_cast<std::size_t>(std::max(top, 0)));
    return counts;
  }

 private:
  bool is_wanted(std::string_view text) const {
    return prefix_.empty() || (text.size() >= prefix_.size() && lower(text.substr(0, prefix_.size())) == prefix_);
  }

  void add_texts(const ColumnView& view, const Set& rows) {
    by_code_.assign(view.texts().size(), 0);
    if (view.texts().size() == 1)
      each_common(rows, view.with_text(), [&](std::uint32_t, std::uint32_t) { ++by_code_[0]; });
    else
      each_common(rows, view.with_text(), [&](std::uint32_t, std::uint32_t entry) { ++by_code_[view.code(entry)]; });
    for (const std::uint32_t code : view.missing()) by_code_[code] = 0;
    if (view.has_lists()) spread_lists(view);
    std::string scratch;
    for (std::uint32_t code = 0; code < by_code_.size(); ++code) {
      if (by_code_[code] == 0) continue;
      const auto text = view.texts().at(code, scratch);
      if (!is_wanted(text)) continue;
      tally_.add(text, by_code_[code]);
      datasets_ += by_code_[code];
    }
  }
  // A multi-valued text counts for each of its elements, and its datasets once.
  void spread_lists(const ColumnView& view) {
    std::string scratch;
    std::vector<std::uint32_t> elements;
    const std::vector<std::uint32_t> counts = by_code_;
    for (std::uint32_t code = 0; code < counts.size(); ++code) {
      const auto [begin, end] = counts[code] ? view.elements_of(code) : std::pair(0u, 0u);
      if (begin == end) continue;
      elements.clear();
      for (auto i = begin; i < end; ++i) elements.push_back(view.element(i));
      std::sort(elements.begin(), elements.end());
      elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
      bool any = false;
      for (const std::uint32_t element : elements) {
        const auto text = view.texts().at(element, scratch);
        if (!is_wanted(text)) continue;
        any = true;
        tally_.add(text, counts[code]);
      }
      datasets_ += any ? counts[code] : 0;
      by_code_[code] = 0;
    }
  }
  void add_numbers(const ColumnView& view, const Set& rows) {
    std::unordered_map<std::uint64_t, std::int64_t> by_number;
    each_common(rows, view.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
      if (!view.with_text().contains(row)) ++by_number[view.numbers().code(view.numbers_of(entry).first)];
    });
    DecimalBuffer buffer;
    for (const auto& [code, count] : by_number) {
      const double number = view.numbers().number(code);
      const std::string text =
          view.is_textless() ? text_of(column_.field, number) : std::string(view.write(number, buffer));
      if (!is_wanted(text)) continue;
      tally_.add(text, count);
      datasets_ += count;
    }
  }

  const Column& column_;
  const std::string prefix_;
  Tally tally_;
  std::int64_t datasets_ = 0;
  std::vector<std::uint32_t> by_code_;
};

class NumberCounting {
 public:
  explicit NumberCounting(const std::vector<double>& edges) {
    counts_.edges = edges;
    counts_.counts.resize(edges.size() < 2 ? 0 : edges.size() - 1);
  }

  void add(const ColumnView& view, const Set& rows) {
    each_common(rows, view.with_number(), [&](std::uint32_t, std::uint32_t entry) {
      const auto [begin, end] = view.numbers_of(entry);
      ++counts_.datasets;
      last_bucket_.clear();
      for (auto i = begin; i < end; ++i) add(view.numbers()[i], end - begin > 1);
    });
  }
  NumberCounts result() { return std::move(counts_); }

 private:
  void add(double number, bool is_one_of_several) {
    counts_.least = any_ ? std::min(counts_.least, number) : number;
    counts_.most = any_ ? std::max(counts_.most, number) : number;
    any_ = true;
    const auto& edges = counts_.edges;
    if (counts_.counts.empty() || !(number >= edges.front()) || number > edges.back()) return;
    auto bucket = static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), number) - edges.begin() - 1);
    bucket = std::min(bucket, counts_.counts.size() - 1);
    if (is_one_of_several) {
      if (std::find(last_bucket_.begin(), last_bucket_.end(), bucket) != last_bucket_.end()) return;
      last_bucket_.push_back(bucket);
    }
    ++counts_.counts[bucket];
  }

  NumberCounts counts_;
  bool any_ = false;
  std::vector<std::size_t> last_bucket_;  // of the dataset at hand
};

template <class Counting>
void count(const Snapshot& snapshot, const IdSet& ids, const Column& column, const Cancel& cancel, Counting& counting) {
  const auto number = snapshot.columns->find(column);
  if (!number) return;
  each_part(snapshot, ids, cancel, [&](const Part& part, const Set& rows, std::int64_t) {
    if (const ColumnAt* here = part.segment->find(*number)) counting.add(part.segment->view(*here), rows);
  });
}

}  // namespace

ValueCounts count_values_of(const Snapshot& snapshot, const IdSet& ids, const Column& column, int top,
                            std::string_view prefix, const Cancel& cancel) {
  ValueCounting counting(column, prefix);
  count(snapshot, ids, column, cancel, counting);
  return counting.result(top);
}

NumberCounts count_numbers_of(const Snapshot& snapshot, const IdSet& ids, const Column& column,
                              const std::vector<double>& edges, const Cancel& cancel) {
  NumberCounting counting(edges);
  count(snapshot, ids, column, cancel, counting);
  return counting.result();
}

}  // namespace weft::index
