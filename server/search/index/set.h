// Set: numbers below 65,536, rows of a segment or ids of a block, while a query is worked out. A short list or a map of
// bits, whichever it has become; keeps its memory when it is filled again. One thread.
#pragma once
#include <vector>

#include "search/index/rows.h"

namespace weft::index {

class Set {
 public:
  explicit Set(std::uint32_t of = kBlockSize) : of_(of) {}

  std::uint32_t count() const { return count_; }
  bool empty() const { return count_ == 0; }
  bool is_list() const { return is_list_; }
  std::span<const std::uint16_t> list() const { return list_; }                             // when is_list()
  std::span<const std::uint64_t> words() const { return {words_.data(), words_for(of_)}; }  // when not
  std::uint32_t of() const { return of_; }

  void clear(std::uint32_t of);  // empty, of numbers below `of`
  void fill(std::uint32_t of);   // all below `of`
  void assign(const Rows& rows, std::uint32_t of);
  void assign(std::vector<std::uint16_t> ascending, std::uint32_t of);
  // What `other` has from `by` to `by` + `of`, each less `by`.
  void assign_moved_down(const Set& other, std::uint32_t by, std::uint32_t of);
  // Each of `other` plus `by`.
  void add_moved_up(const Set& other, std::uint32_t by);
  bool contains(std::uint32_t number) const;
  std::uint32_t nth(std::uint32_t place) const;  // ascending, from 0; less than count()
  // Numbers greater than all that are there.
  void push(std::uint32_t number);
  void add(const Rows& rows);
  void add(const Set& other);
  void keep(const Rows& rows);
  void keep(const Set& other);
  void keep_common(std::span<const std::uint16_t> ascending);  // of a list
  void remove(const Set& other);
  // Those of a list, or of the map's bits, of which `is` is true.
  template <class Is>
  void keep_if(Is&& is) {
    if (is_list_) {
      std::uint32_t kept = 0;
      for (const std::uint16_t number : list_) {  // without a branch that cannot be foretold
        list_[kept] = number;
        kept += is(number) ? 1 : 0;
      }
      list_.resize(kept);
      count_ = kept;
      return;
    }
    count_ = 0;
    for (std::uint32_t w = 0; w < words_for(of_); ++w) {
      std::uint64_t kept = 0;
      for (std::uint64_t word = words_[w]; word; word &= word - 1)
        if (is(w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)))) kept |= word & -word;
      words_[w] = kept;
      count_ += static_cast<std::uint32_t>(std::popcount(kept));
    }
    settle();
  }
  template <class Tell>
  void each(Tell&& tell) const {
    if (is_list_) {
      for (const std::uint16_t number : list_) tell(static_cast<std::uint32_t>(number));
      return;
    }
    for (std::uint32_t w = 0; w < words_for(of_); ++w)
      for (std::uint64_t word = words_[w]; word; word &= word - 1)
        tell(w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)));
  }
  std::size_t bytes() const { return is_list_ ? list_.size() * 2 : words_for(of_) * 8; }
  void shrink();  // gives back what it does not use

 private:
  std::uint32_t longest_list() const { return of_ / 12; }  // not shorter than those of Rows
  void become_map();
  void settle();  // a map with few bits becomes a list
  void recount();

  std::uint32_t of_;
  std::uint32_t count_ = 0;
  bool is_list_ = true;
  std::vector<std::uint16_t> list_;
  std::vector<std::uint64_t> words_;
};

// tell(row, entry of `rows`) for each of `set` that is in `rows`, ascending.
template <class Tell>
void each_common(const Set& set, const Rows& rows, Tell&& tell) {
  if (rows.kind() == RowsAt::all) {
    set.each([&](std::uint32_t row) { tell(row, row); });
  } else if (set.is_list() || rows.kind() == RowsAt::list) {
    if (set.is_list())
      set.each([&](std::uint32_t row) {
        if (const std::uint32_t entry = rows.entry(row); entry != kNone) tell(row, entry);
      });
    else
      rows.each([&](std::uint32_t row, std::uint32_t entry) {
        if (set.contains(row)) tell(row, entry);
      });
  } else {
    for (std::uint32_t w = 0; w < rows.word_count(); ++w) {
      const std::uint64_t all = rows.words()[w];
      for (std::uint64_t word = all & set.words()[w]; word; word &= word - 1) {
        const std::uint64_t before = all & ((word & -word) - 1);
        tell(w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)),
             rows.ranks()[w] + static_cast<std::uint32_t>(std::popcount(before)));
      }
    }
  }
}

}  // namespace weft::index
