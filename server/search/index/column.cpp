#include "search/index/column.h"

#include <algorithm>

namespace weft::index {

ColumnView::ColumnView(const std::byte* base, const ColumnAt& here, const RowsAt* rows, std::uint32_t of)
    : base_(base),
      here_(&here),
      rows_(rows),
      of_(of),
      numbers_(base, here.numbers),
      number_ends_(base, here.number_ends),
      codes_(base, here.codes),
      posting_ends_(base, here.posting_ends),
      element_ends_(base, here.element_ends),
      elements_(base, here.elements),
      texts_(base, here.texts) {
  const auto rows_at = [&](std::uint32_t number) { return number == kNone ? Rows{} : Rows(base, rows[number], of); };
  exists_ = rows_at(here.exists);
  with_number_ = rows_at(here.with_number);
  with_text_ = rows_at(here.with_text);
  silent_ = here.with_number != kNone && here.with_number != here.with_text;
}

Rows ColumnView::posting(std::uint32_t code) const {
  if (texts_.size() == 1) return with_text_;
  const auto* dense = array_at<DenseAt>(base_, here_->dense_at);
  for (std::uint32_t i = 0; i < here_->dense_count; ++i)
    if (dense[i].code == code) return Rows(base_, rows_[dense[i].rows], of_);
  const std::uint64_t begin = code ? posting_ends_[code - 1] : 0;
  return Rows::list_of({array_at<std::uint16_t>(base_, here_->postings_at) + begin, posting_ends_[code] - begin});
}

bool ColumnView::is_missing(std::uint32_t code) const {
  const auto codes = missing();
  return std::binary_search(codes.begin(), codes.end(), code);
}

std::pair<std::uint32_t, std::uint32_t> ColumnView::elements_of(std::uint32_t code) const {
  const auto codes = lists();
  const auto found = std::lower_bound(codes.begin(), codes.end(), code);
  if (found == codes.end() || *found != code) return {0, 0};
  const auto i = static_cast<std::uint32_t>(found - codes.begin());
  return {i ? static_cast<std::uint32_t>(element_ends_[i - 1]) : 0, static_cast<std::uint32_t>(element_ends_[i])};
}

void ColumnView::lists_with(std::span<const std::uint32_t> wanted, std::vector<std::uint32_t>& codes) const {
  if (wanted.empty()) return;
  std::vector<bool> is_wanted(texts_.size());
  for (const std::uint32_t code : wanted) is_wanted[code] = true;
  const auto all = lists();
  for (std::uint32_t i = 0, place = 0; i < all.size(); ++i) {
    bool has = false;
    for (const auto end = static_cast<std::uint32_t>(element_ends_[i]); place < end; ++place)
      has = has || is_wanted[elements_[place]];
    if (has) codes.push_back(all[i]);
  }
}

}  // namespace weft::index
