#include "search/index/column_builder.h"

#include <xxhash.h>

#include <algorithm>
#include <array>

namespace weft::index {
namespace {

constexpr std::size_t kFirstPage = 256, kLargestPage = 1u << 20;

// Texts by their first eight bytes behind what all of them share: most comparisons are of two numbers.
struct SortKey {
  std::uint64_t front;
  std::uint32_t number;
};

std::size_t shared_by_all(const TextPool& texts) {
  if (texts.size() == 0) return 0;
  const std::string_view first = texts[0];
  std::size_t shared = first.size();
  for (std::uint32_t i = 1; i < texts.size() && shared > 0; ++i) {
    const std::string_view text = texts[i];
    shared = std::min(shared, text.size());
    shared = static_cast<std::size_t>(std::mismatch(first.begin(), first.begin() + shared, text.begin()).first -
                                      first.begin());
  }
  return shared;
}

std::uint64_t front_of(std::string_view text, std::size_t from) {
  std::array<unsigned char, 8> bytes{};
  text.substr(from, 8).copy(reinterpret_cast<char*>(bytes.data()), 8);
  std::uint64_t front;
  std::memcpy(&front, bytes.data(), sizeof front);
  return __builtin_bswap64(front);
}

std::vector<SortKey> sorted(const TextPool& texts) {
  const std::size_t shared = shared_by_all(texts);
  std::vector<SortKey> keys;
  keys.reserve(texts.size());
  for (std::uint32_t i = 0; i < texts.size(); ++i) keys.push_back({front_of(texts[i], shared), i});
  std::sort(keys.begin(), keys.end(), [&](const SortKey& a, const SortKey& b) {
    return a.front != b.front ? a.front < b.front : texts[a.number] < texts[b.number];
  });
  return keys;
}

}  // namespace

std::uint32_t RowsTable::number(std::span<const std::uint16_t> rows) {
  if (rows.empty()) return kNone;
  const std::uint64_t hash = XXH3_64bits(rows.data(), rows.size_bytes());
  for (const auto& [known, number] : hashes_)
    if (known == hash && table_[number].count == rows.size()) {
      const Rows same(to_.at(0), table_[number], of_);
      bool equal = true;
      same.each([&](std::uint32_t row, std::uint32_t entry) { equal = equal && rows[entry] == row; });
      if (equal) return number;
    }
  table_.push_back(write_rows(to_, rows, of_));
  hashes_.push_back({hash, static_cast<std::uint32_t>(table_.size() - 1)});
  return hashes_.back().second;
}

std::uint32_t TextPool::number(std::string_view text) {
  if (texts_.size() * 2 >= slots_.size()) grow();
  const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  for (std::size_t slot = hash & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot] == 0) {
      texts_.push_back(keep(text));
      hashes_.push_back(hash);
      return (slots_[slot] = size()) - 1;
    }
    const std::uint32_t number = slots_[slot] - 1;
    if (hashes_[number] == hash && texts_[number] == text) return number;
  }
}

std::string_view TextPool::keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > left_) {
    page_size_ = std::min(std::max(page_size_ * 2, kFirstPage), kLargestPage);
    left_ = std::max(page_size_, text.size());
    pages_.push_back(std::make_unique_for_overwrite<char[]>(left_));
    page_size_ = left_;
  }
  char* place = pages_.back().get() + (page_size_ - left_);
  text.copy(place, text.size());
  left_ -= text.size();
  return {place, text.size()};
}

void TextPool::grow() {
  slots_.assign(std::max<std::size_t>(8, slots_.size() * 2), 0);
  for (std::uint32_t number = 0; number < size(); ++number) {
    std::size_t slot = hashes_[number] & (slots_.size() - 1);
    while (slots_[slot]) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = number + 1;
  }
}

void ColumnBuilder::add(std::uint32_t row, const Fact& fact) {
  Line line;
  line.row = static_cast<std::uint16_t>(row);
  line.number = numbers_.size();
  line.number_count = static_cast<std::uint16_t>(fact.numbers.size());
  for (const double number : fact.numbers) numbers_.push_back(number == 0 ? 0.0 : number);
  if (!textless_) {
    if (fact.numbers.size() == 1 && fact.elements.empty() && !fact.is_missing) {
      const Writing writing = writing_of(fact.text, fact.numbers[0]);
      line.is_shortest = writing.is_shortest;
      line.decimals = writing.decimals;
    }
    if (!line.is_shortest && line.decimals < 0) line.text = keep(fact) + 1;
  }
  lines_.push_back(line);
}

std::uint32_t ColumnBuilder::keep(const Fact& fact) {
  const std::uint32_t text = texts_.number(fact.text);
  if (missing_.size() < texts_.size()) missing_.resize(texts_.size()), is_list_.resize(texts_.size());
  if (fact.is_missing) missing_[text] = true;
  if (fact.elements.empty() || is_list_[text]) return text;
  is_list_[text] = true;
  lists_.push_back(
      {text, static_cast<std::uint32_t>(elements_.size()), static_cast<std::uint32_t>(fact.elements.size())});
  for (const auto element : fact.elements) elements_.push_back(texts_.number(element));
  return text;
}

bool ColumnBuilder::is_silent(const Line& line) const {
  if (textless_) return true;
  return line.text == 0 && (written_ == ColumnAt::kShortest ? line.is_shortest : line.decimals == written_);
}

// The way in which most texts are written.
void ColumnBuilder::choose_writing() {
  std::int64_t shortest = 0;
  std::array<std::int64_t, 128> fixed{};
  for (const Line& line : lines_) {
    shortest += line.is_shortest;
    if (line.decimals >= 0) ++fixed[static_cast<std::size_t>(line.decimals)];
  }
  const auto most = std::max_element(fixed.begin(), fixed.end());
  if (*most > shortest) written_ = static_cast<std::int32_t>(most - fixed.begin());
}

// Of numbers that are written otherwise than most.
void ColumnBuilder::keep_other_texts() {
  DecimalBuffer buffer;
  for (Line& line : lines_) {
    if (line.text != 0 || is_silent(line)) continue;
    const double number = numbers_[line.number];
    const auto text = line.is_shortest ? write_shortest(number, buffer) : write_fixed(number, line.decimals, buffer);
    line.text = texts_.number(text) + 1;
  }
  missing_.resize(texts_.size());
}

ColumnAt ColumnBuilder::write(Bytes& to, RowsTable& rows) {
  const auto by_row = [](const Line& a, const Line& b) { return a.row < b.row; };
  if (!std::is_sorted(lines_.begin(), lines_.end(), by_row)) std::sort(lines_.begin(), lines_.end(), by_row);
  choose_writing();
  keep_other_texts();
  ColumnAt here;
  here.column = column_;
  here.textless = textless_;
  here.written = written_;
  std::vector<std::uint16_t> exists;
  for (const Line& line : lines_)
    if (line.text == 0 || !missing_[line.text - 1]) exists.push_back(line.row);
  here.exists = rows.number(exists);
  write_numbers_of(to, rows, here);
  write_texts_of(to, rows, here);
  return here;
}

void ColumnBuilder::write_numbers_of(Bytes& to, RowsTable& rows, ColumnAt& here) {
  std::vector<std::uint16_t> with_number;
  std::vector<double> numbers;
  std::vector<std::uint32_t> ends;
  for (const Line& line : lines_) {
    if (line.number_count == 0) continue;
    with_number.push_back(line.row);
    const auto first = numbers_.begin() + static_cast<std::ptrdiff_t>(line.number);
    numbers.insert(numbers.end(), first, first + line.number_count);
    ends.push_back(static_cast<std::uint32_t>(numbers.size()));
  }
  here.with_number = rows.number(with_number);
  here.numbers = write_numbers(to, numbers);
  if (numbers.size() != with_number.size()) here.number_ends = pack(to, ends);
}

std::vector<std::uint32_t> ColumnBuilder::sort_texts(Bytes& to, ColumnAt& here) const {
  std::vector<std::uint32_t> code_of(texts_.size());
  std::vector<std::string_view> in_order;
  in_order.reserve(texts_.size());
  for (const SortKey& key : sorted(texts_)) {
    code_of[key.number] = static_cast<std::uint32_t>(in_order.size());
    in_order.push_back(texts_[key.number]);
  }
  here.texts = write_texts(to, in_order);
  return code_of;
}

void ColumnBuilder::write_texts_of(Bytes& to, RowsTable& rows, ColumnAt& here) {
  if (texts_.size() == 0) return;
  const auto code_of = sort_texts(to, here);
  std::vector<std::uint16_t> with_text;
  std::vector<std::uint32_t> codes;
  for (const Line& line : lines_) {
    if (line.text == 0) continue;
    with_text.push_back(line.row);
    codes.push_back(code_of[line.text - 1]);
  }
  here.with_text = rows.number(with_text);
  std::vector<std::uint32_t> missing;
  for (std::uint32_t i = 0; i < texts_.size(); ++i)
    if (missing_[i]) missing.push_back(code_of[i]);
  std::sort(missing.begin(), missing.end());
  here.missing_at = to.append(missing);
  here.missing_count = static_cast<std::uint32_t>(missing.size());
  if (texts_.size() > 1) write_postings(to, rows, here, codes, with_text);
  write_lists(to, here, code_of);
}

void ColumnBuilder::write_postings(Bytes& to, RowsTable& rows, ColumnAt& here, std::span<const std::uint32_t> codes,
                                   std::span<const std::uint16_t> with_text) {
  here.codes = pack(to, codes);
  std::vector<std::uint32_t> ends(texts_.size() + 1);
  for (const std::uint32_t code : codes) ++ends[code + 1];
  for (std::size_t code = 1; code < ends.size(); ++code) ends[code] += ends[code - 1];
  std::vector<std::uint16_t> postings(codes.size());
  std::vector<std::uint32_t> place(ends.begin(), ends.end() - 1);
  for (std::size_t i = 0; i < codes.size(); ++i) postings[place[codes[i]]++] = with_text[i];
  // Those of many rows go to the table of rows.
  std::vector<DenseAt> dense;
  std::vector<std::uint16_t> sparse;
  std::vector<std::uint32_t> sparse_ends;
  for (std::uint32_t code = 0; code < texts_.size(); ++code) {
    const std::span<const std::uint16_t> posting(postings.data() + ends[code], ends[code + 1] - ends[code]);
    if (posting.size() > rows.longest_list())
      dense.push_back({code, rows.number(posting)});
    else
      sparse.insert(sparse.end(), posting.begin(), posting.end());
    sparse_ends.push_back(static_cast<std::uint32_t>(sparse.size()));
  }
  here.posting_ends = pack(to, sparse_ends);
  here.postings_at = to.append(sparse);
  here.dense_at = to.append(dense);
  here.dense_count = static_cast<std::uint32_t>(dense.size());
}

void ColumnBuilder::write_lists(Bytes& to, ColumnAt& here, std::span<const std::uint32_t> code_of) {
  if (lists_.empty()) return;
  std::sort(lists_.begin(), lists_.end(),
            [&](const List& a, const List& b) { return code_of[a.text] < code_of[b.text]; });
  std::vector<std::uint32_t> codes, ends, elements;
  for (const List& list : lists_) {
    codes.push_back(code_of[list.text]);
    for (std::uint32_t i = list.first; i < list.first + list.count; ++i) elements.push_back(code_of[elements_[i]]);
    ends.push_back(static_cast<std::uint32_t>(elements.size()));
  }
  here.lists_at = to.append(codes);
  here.element_ends = pack(to, ends);
  here.elements = pack(to, elements);
}

}  // namespace weft::index
