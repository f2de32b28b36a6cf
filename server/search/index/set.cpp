#include "search/index/set.h"

#include <algorithm>

#include "search/index/common.h"

namespace weft::index {

void Set::clear(std::uint32_t of) {
  of_ = of;
  count_ = 0;
  is_list_ = true;
  list_.clear();
}

void Set::fill(std::uint32_t of) {
  of_ = count_ = of;
  is_list_ = false;
  words_.assign(words_for(of), ~0ull);
  if (of % 64) words_.back() = (1ull << (of % 64)) - 1;
}

void Set::assign(const Rows& rows, std::uint32_t of) {
  clear(of);
  add(rows);
}

void Set::assign(std::vector<std::uint16_t> ascending, std::uint32_t of) {
  clear(of);
  list_ = std::move(ascending);
  count_ = static_cast<std::uint32_t>(list_.size());
  if (count_ > longest_list()) become_map();
}

void Set::assign_moved_down(const Set& other, std::uint32_t by, std::uint32_t of) {
  clear(of);
  if (other.is_list_) {
    for (const std::uint16_t number : other.list_)
      if (number >= by && number - by < of) push(number - by);
    return;
  }
  is_list_ = false;
  words_.assign(words_for(of), 0);
  const auto all = other.words();
  for (std::size_t w = 0, from = by / 64; w < words_.size() && from < all.size(); ++w, ++from) {
    words_[w] = all[from] >> (by % 64);
    if (by % 64 && from + 1 < all.size()) words_[w] |= all[from + 1] << (64 - by % 64);
  }
  if (of % 64) words_.back() &= (1ull << (of % 64)) - 1;
  recount();
  settle();
}

void Set::add_moved_up(const Set& other, std::uint32_t by) {
  if (by == 0) return add(other);
  if (other.is_list_) {
    std::vector<std::uint16_t> moved;
    moved.reserve(other.list_.size());
    for (const std::uint16_t number : other.list_) moved.push_back(static_cast<std::uint16_t>(number + by));
    return add(Rows::list_of(moved));
  }
  become_map();
  const auto all = other.words();
  for (std::size_t w = 0, to = by / 64; w < all.size(); ++w, ++to) {
    words_[to] |= all[w] << (by % 64);
    if (by % 64 && to + 1 < words_.size()) words_[to + 1] |= all[w] >> (64 - by % 64);
  }
  recount();
}

std::uint32_t Set::nth(std::uint32_t place) const {
  if (is_list_) return list_[place];
  std::uint32_t w = 0;
  for (; place >= static_cast<std::uint32_t>(std::popcount(words_[w])); ++w)
    place -= static_cast<std::uint32_t>(std::popcount(words_[w]));
  std::uint64_t word = words_[w];
  for (; place > 0; --place) word &= word - 1;
  return w * 64 + static_cast<std::uint32_t>(std::countr_zero(word));
}

bool Set::contains(std::uint32_t number) const {
  if (number >= of_) return false;
  if (!is_list_) return words_[number / 64] >> (number % 64) & 1;
  return std::binary_search(list_.begin(), list_.end(), number);
}

void Set::push(std::uint32_t number) {
  ++count_;
  if (is_list_) {
    list_.push_back(static_cast<std::uint16_t>(number));
    if (count_ > longest_list()) become_map();
  } else {
    words_[number / 64] |= 1ull << (number % 64);
  }
}

void Set::become_map() {
  if (!is_list_) return;
  words_.assign(words_for(of_), 0);
  for (const std::uint16_t number : list_) words_[number / 64] |= 1ull << (number % 64);
  list_.clear();
  is_list_ = false;
}

void Set::settle() {
  if (is_list_ || count_ > longest_list() / 2) return;
  list_.clear();
  list_.reserve(count_);
  each([this](std::uint32_t number) { list_.push_back(static_cast<std::uint16_t>(number)); });
  is_list_ = true;
}

void Set::recount() {
  count_ = 0;
  for (std::uint32_t w = 0; w < words_for(of_); ++w) count_ += static_cast<std::uint32_t>(std::popcount(words_[w]));
}

void Set::add(const Rows& rows) {
  if (rows.count() == 0) return;
  if (rows.kind() == RowsAt::all) return fill(of_);
  if (count_ == 0 && rows.kind() == RowsAt::list && rows.count() <= longest_list()) {
    list_.assign(rows.list().begin(), rows.list().end());
    count_ = rows.count();
    is_list_ = true;
    return;
  }
  become_map();
  if (rows.kind() == RowsAt::list) {
    for (const std::uint16_t row : rows.list()) {
      std::uint64_t& word = words_[row / 64];
      count_ += ~word >> (row % 64) & 1;
      word |= 1ull << (row % 64);
    }
    return;
  }
  for (std::uint32_t w = 0; w < rows.word_count(); ++w) words_[w] |= rows.words()[w];
  recount();
}

void Set::add(const Set& other) {
  if (other.is_list_) return add(Rows::list_of(other.list_));
  become_map();
  for (std::uint32_t w = 0; w < words_for(other.of_); ++w) words_[w] |= other.words_[w];
  recount();
}

void Set::keep(const Rows& rows) {
  if (rows.kind() == RowsAt::all) return;
  if (is_list_) return keep_if([&](std::uint32_t row) { return rows.contains(row); });
  if (rows.kind() == RowsAt::list) {
    list_.clear();
    for (const std::uint16_t row : rows.list())
      if (words_[row / 64] >> (row % 64) & 1) list_.push_back(row);
    is_list_ = true;
    count_ = static_cast<std::uint32_t>(list_.size());
    if (count_ > longest_list()) become_map();
    return;
  }
  for (std::uint32_t w = 0; w < rows.word_count(); ++w) words_[w] &= rows.words()[w];
  recount();
  settle();
}

void Set::keep(const Set& other) {
  if (other.is_list_) return keep(Rows::list_of(other.list_));
  if (is_list_) return keep_if([&](std::uint32_t number) { return other.contains(number); });
  for (std::uint32_t w = 0; w < words_for(of_); ++w) words_[w] &= other.words_[w];
  recount();
  settle();
}

void Set::keep_common(std::span<const std::uint16_t> ascending) {
  count_ = keep_common_of(list_.data(), count_, ascending.data(), static_cast<std::uint32_t>(ascending.size()));
  list_.resize(count_);
}

void Set::remove(const Set& other) {
  if (is_list_) return keep_if([&](std::uint32_t number) { return !other.contains(number); });
  if (other.is_list_)
    for (const std::uint16_t number : other.list_) words_[number / 64] &= ~(1ull << (number % 64));
  else
    for (std::uint32_t w = 0; w < words_for(of_); ++w) words_[w] &= ~other.words_[w];
  recount();
  settle();
}

void Set::shrink() {
  list_.shrink_to_fit();
  if (is_list_) words_.clear();
  words_.shrink_to_fit();
}

}  // namespace weft::index
