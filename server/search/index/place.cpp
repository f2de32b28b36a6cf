#include <algorithm>
#include <utility>

#include "search/index/ordered.h"

namespace weft::index {
namespace {

// The texts that some rows of one segment are put in order by, ascending, and how many rows stand before each.
class RankedTexts {
 public:
  virtual ~RankedTexts() = default;
  // A view that holds until the next call with the same scratch.
  virtual std::string_view at(std::uint32_t i, std::string& scratch) const = 0;
  virtual std::uint32_t lower_bound(std::string_view text) const = 0;

  std::uint32_t size() const { return static_cast<std::uint32_t>(before_.size()) - 1; }
  std::uint32_t before(std::uint32_t i) const { return before_[i]; }
  std::uint32_t rows() const { return before_.back(); }
  std::uint32_t upper_bound(std::string_view text, std::uint32_t i, std::string& scratch) const {
    while (i < size() && at(i, scratch) == text) ++i;
    return i;
  }
  // Of those from `first` to `last`, the one in whose rows the middle lies.
  std::uint32_t middle(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t row = before_[first] + (before_[last] - before_[first]) / 2;
    const auto found = std::upper_bound(before_.begin() + first, before_.begin() + last, row);
    return static_cast<std::uint32_t>(found - before_.begin()) - 1;
  }

 protected:
  // `before_` holds the rows of each, and one more.
  void add_up() {
    std::uint32_t sum = 0;
    for (auto& one : before_) sum += std::exchange(one, sum);
  }
  std::vector<std::uint32_t> before_;
};

class KeptTexts final : public RankedTexts {
 public:
  KeptTexts(const ColumnView& view, const Set& rows) : texts_(view.texts()) {
    before_.resize(texts_.size() + 1);
    each_common(rows, view.with_text(), [&](std::uint32_t, std::uint32_t entry) {
      if (const auto code = ordering_code(view, entry); code != kNone) ++before_[code];
    });
    add_up();
  }
  std::string_view at(std::uint32_t i, std::string& scratch) const override { return texts_.at(i, scratch); }
  std::uint32_t lower_bound(std::string_view text) const override { return texts_.lower_bound(text); }

 private:
  const Texts texts_;
};

template <class Tell>
void each_silent(const ColumnView& view, const Set& rows, Tell&& tell) {
  each_common(rows, view.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
    if (!view.with_text().contains(row)) tell(row, view.numbers().code(view.numbers_of(entry).first));
  });
}

class SilentTexts final : public RankedTexts {
 public:
  SilentTexts(const ColumnView& view, const Set& rows) {
    std::vector<std::uint64_t> codes;
    each_silent(view, rows, [&](std::uint32_t, std::uint64_t code) { codes.push_back(code); });
    std::sort(codes.begin(), codes.end());
    DecimalBuffer buffer;
    std::vector<std::pair<std::string, std::uint32_t>> all;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (i == 0 || codes[i] != codes[i - 1]) all.emplace_back(view.write(view.numbers().number(codes[i]), buffer), 0);
      ++all.back().second;
    }
    std::sort(all.begin(), all.end());
    for (auto& [text, count] : all) {
      texts_.push_back(std::move(text));
      before_.push_back(count);
    }
    before_.push_back(0);
    add_up();
  }
  std::string_view at(std::uint32_t i, std::string&) const override { return texts_[i]; }
  std::uint32_t lower_bound(std::string_view text) const override {
    return static_cast<std::uint32_t>(std::lower_bound(texts_.begin(), texts_.end(), text) - texts_.begin());
  }

 private:
  std::vector<std::string> texts_;
};

// Which text stands at a place of all that several RankedTexts have together.
class AmongTexts {
 public:
  void add(std::unique_ptr<RankedTexts> texts) {
    rows_ += texts->rows();
    const std::uint32_t size = texts->size();
    if (texts->rows() > 0) all_.push_back({std::move(texts), 0, size, 0, 0});
  }
  std::int64_t rows() const { return rows_; }

  struct Found {
    std::string text;
    std::int64_t before = 0, until = 0;  // rows with lesser texts, and with it as well
  };
  // `place` from 0, ascending, less than rows(). Each look takes the middle of whoever may still have most rows before
  // or behind it.
  Found find(std::int64_t place) {
    for (;;) {
      const std::string text = guess();
      Found found{text, 0, 0};
      for (auto& one : all_) {
        one.lower = one.texts->lower_bound(text);
        one.upper = one.texts->upper_bound(text, one.lower, scratch_);
        found.before += one.texts->before(one.lower);
        found.until += one.texts->before(one.upper);
      }
      if (place >= found.before && place < found.until) return found;
      for (auto& one : all_)
        if (place < found.before)
          one.last = std::clamp(one.lower, one.first, one.last);
        else
          one.first = std::clamp(one.upper, one.first, one.last);
    }
  }

 private:
  struct Range {
    std::unique_ptr<RankedTexts> texts;
    std::uint32_t first, last;   // those that it may be
    std::uint32_t lower, upper;  // those that are the text just looked at
    std::uint32_t rows() const { return texts->before(last) - texts->before(first); }
  };
  std::string guess() {
    const auto most =
        std::max_element(all_.begin(), all_.end(), [](const Range& a, const Range& b) { return a.rows() < b.rows(); });
    return std::string(most->texts->at(most->texts->middle(most->first, most->last), scratch_));
  }

  std::vector<Range> all_;
  std::int64_t rows_ = 0;
  std::string scratch_;
};

struct NumberAndId {
  double number;
  std::int64_t id;
  auto operator<=>(const NumberAndId&) const = default;
};

template <class T>
const T& nth(std::vector<T>& all, std::int64_t place) {
  std::nth_element(all.begin(), all.begin() + place, all.end());
  return all[static_cast<std::size_t>(place)];
}

class Placing {
 public:
  explicit Placing(const Ordered& ordered)
      : ordered_(ordered), column_(ordered.column()), told_(without(ordered.ids, ordered.withheld)) {}

  std::optional<Position> go(std::int64_t place) const {
    if (auto found = ordered_.order.by_number ? by_number(place) : by_text(place)) return found;
    auto others = ids_without_value(ordered_, -1);
    if (place >= std::ssize(others)) return std::nullopt;
    return Position{false, 0, "", {nth(others, place)}};
  }

 private:
  // tell(view, rows, segment, first id) for each segment where somebody says something in the column.
  template <class Tell>
  void each_view(Tell&& tell) const {
    each_part(ordered_.snapshot, told_, ordered_.cancel, [&](const Part& part, const Set& rows, std::int64_t first_id) {
      if (const ColumnAt* column = part.segment->find(column_))
        tell(part.segment->view(*column), rows, *part.segment, first_id);
    });
  }

  // Both lessen `place` by those that have a value, when it is not among them.
  std::optional<Position> by_number(std::int64_t& place) const {
    std::size_t most = 0;
    each_view([&](const ColumnView& view, const Set& rows, const Segment&, std::int64_t) {
      most += std::min(view.with_number().count(), rows.count());
    });
    std::vector<NumberAndId> all;
    all.reserve(most);
    each_view([&](const ColumnView& view, const Set& rows, const Segment& segment, std::int64_t first_id) {
      each_common(rows, view.with_number(), [&](std::uint32_t row, std::uint32_t entry) {
        all.push_back({ordered_.turned(view.numbers()[view.numbers_of(entry).first]), first_id + segment.ordinal(row)});
      });
    });
    if (place >= std::ssize(all)) return place -= std::ssize(all), std::nullopt;
    const auto [number, id] = nth(all, place);
    return Position{true, ordered_.turned(number), "", {id}};
  }

  std::optional<Position> by_text(std::int64_t& place) const {
    AmongTexts among;
    each_view([&](const ColumnView& view, const Set& rows, const Segment&, std::int64_t) {
      if (view.with_text().count() > 0) among.add(std::make_unique<KeptTexts>(view, rows));
      if (view.has_silent_texts()) among.add(std::make_unique<SilentTexts>(view, rows));
    });
    if (place >= among.rows()) return place -= among.rows(), std::nullopt;
    const bool descending = ordered_.order.descending;
    const auto found = among.find(descending ? among.rows() - 1 - place : place);
    auto ids = ids_with(found.text);
    return Position{true, 0, found.text, {nth(ids, place - (descending ? among.rows() - found.until : found.before))}};
  }
  std::vector<std::int64_t> ids_with(const std::string& text) const {
    std::vector<std::int64_t> ids;
    each_view([&](const ColumnView& view, const Set& rows, const Segment& segment, std::int64_t first_id) {
      const auto add = [&](std::uint32_t row) { ids.push_back(first_id + segment.ordinal(row)); };
      if (const auto code = view.texts().find(text))
        each_common(rows, view.with_text(), [&](std::uint32_t row, std::uint32_t entry) {
          if (ordering_code(view, entry) == *code) add(row);
        });
      if (view.has_silent_texts()) add_silent(view, rows, text, add);
    });
    return ids;
  }
  // The same number is written the same, so each is written once.
  template <class Add>
  static void add_silent(const ColumnView& view, const Set& rows, std::string_view text, const Add& add) {
    DecimalBuffer buffer;
    std::optional<std::uint64_t> same;
    std::uint64_t last = 0;
    bool is_first = true;
    each_silent(view, rows, [&](std::uint32_t row, std::uint64_t code) {
      if (!same && (is_first || code != last) && view.write(view.numbers().number(code), buffer) == text) same = code;
      is_first = false, last = code;
      if (same == code) add(row);
    });
  }

  const Ordered& ordered_;
  const std::uint32_t column_;
  const IdSet told_;
};

std::optional<Position> place_by_id(const Ordered& ordered, std::int64_t place) {
  const auto& blocks = ordered.ids.blocks();
  const auto count = std::ssize(blocks);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t number = ordered.order.descending ? count - 1 - i : i;
    const Set& block = blocks[static_cast<std::size_t>(number)];
    if (place >= block.count()) {
      place -= block.count();
      continue;
    }
    const auto wanted = ordered.order.descending ? block.count() - 1 - static_cast<std::uint32_t>(place)
                                                 : static_cast<std::uint32_t>(place);
    const std::int64_t id = number * kBlockSize + block.nth(wanted);
    return Position{true, static_cast<double>(id), "", {id}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Position> place_of(const Ordered& ordered, std::int64_t place) {
  if (place < 0) return std::nullopt;
  return ordered.is_by_id() ? place_by_id(ordered, place) : Placing(ordered).go(place);
}

}  // namespace weft::index
