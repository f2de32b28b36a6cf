#include "search/index/set.h"

#include <algorithm>

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

void Set::assign(std::span<const std::uint64_t> words, std::uint32_t of) {
  clear(of);
  is_list_ = false;
  words_.assign(words.begin(), words.begin() + words_for(of));
  if (of % 64) words_.back() &= (1ull << (of % 64)) - 1;
  recount();
  settle();
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
  if (rows.kind() == RowsAt::list)
    for (const std::uint16_t row : rows.list()) words_[row / 64] |= 1ull << (row % 64);
  else
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
