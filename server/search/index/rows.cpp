#include "search/index/rows.h"

namespace weft::index {

Rows::Rows(const std::byte* base, const RowsAt& here, std::uint32_t of) : kind_(here.kind), count_(here.count) {
  if (kind_ == RowsAt::list) list_ = array_at<std::uint16_t>(base, here.at);
  if (kind_ != RowsAt::map) return;
  word_count_ = words_for(of);
  words_ = array_at<std::uint64_t>(base, here.at);
  ranks_ = reinterpret_cast<const std::uint16_t*>(words_ + word_count_);
}

std::uint32_t Rows::entry_in_list(std::uint32_t row) const {
  const std::uint16_t* first = list_;
  std::uint32_t length = count_;
  while (length > 1) {
    const std::uint32_t half = length / 2;
    first += first[half] <= row ? half : 0;
    length -= half;
  }
  return length && *first == row ? static_cast<std::uint32_t>(first - list_) : kNone;
}

RowsAt write_rows(Bytes& to, std::span<const std::uint16_t> rows, std::uint32_t of) {
  RowsAt here;
  here.count = static_cast<std::uint32_t>(rows.size());
  if (here.count == of) return here;
  const std::uint32_t words = words_for(of);
  here.kind = here.count <= words * 5 ? RowsAt::list : RowsAt::map;
  if (here.kind == RowsAt::list) {
    here.at = to.append(rows);
    return here;
  }
  here.at = to.reserve(words * 10);
  auto* map = reinterpret_cast<std::uint64_t*>(to.at(here.at));
  auto* ranks = reinterpret_cast<std::uint16_t*>(map + words);
  for (const std::uint16_t row : rows) map[row / 64] |= 1ull << (row % 64);
  std::uint32_t before = 0;
  for (std::uint32_t w = 0; w < words; ++w) {
    ranks[w] = static_cast<std::uint16_t>(before);
    before += static_cast<std::uint32_t>(std::popcount(map[w]));
  }
  return here;
}

}  // namespace weft::index
