#include "search/index/texts.h"

#include <emmintrin.h>

#include <algorithm>

#include "base/text.h"

namespace weft::index {
namespace {

// Fronts are worth their cost when they leave less than this part of the bytes.
constexpr double kWorthFronts = 0.7;
constexpr std::size_t kFewTexts = 64;
constexpr std::size_t kShortText = 24;  // on average: searched as one text, which is faster than taking fronts apart

void put_length(std::string& to, std::uint64_t length) {
  for (; length >= 0x80; length >>= 7) to += static_cast<char>(length | 0x80);
  to += static_cast<char>(length);
}

std::uint64_t take_length(const char*& from) {
  std::uint64_t length = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*from++);
    length |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return length;
  }
}

std::size_t shared_front(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool same_folded(const char* text, std::string_view needle) {
  for (std::size_t i = 0; i < needle.size(); ++i)
    if (folded(text[i]) != needle[i]) return false;
  return true;
}

struct Fronts {
  std::string bytes;
  std::vector<std::uint64_t> groups;
};

Fronts make_fronts(std::span<const std::string_view> sorted) {
  Fronts fronts;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    std::size_t shared = 0;
    if (i % Texts::kGroup == 0)
      fronts.groups.push_back(fronts.bytes.size());
    else
      shared = shared_front(sorted[i - 1], sorted[i]);
    put_length(fronts.bytes, shared);
    put_length(fronts.bytes, sorted[i].size() - shared);
    fronts.bytes += sorted[i].substr(shared);
  }
  return fronts;
}

}  // namespace

Texts::Texts(const std::byte* base, const TextsAt& here)
    : kind_(here.kind),
      count_(here.count),
      ends_(base, here.ends),
      bytes_(reinterpret_cast<const char*>(base) + here.at),
      size_(here.size) {}

void Texts::next(const char*& from, std::string& text) {
  text.resize(take_length(from));
  const std::uint64_t length = take_length(from);
  text.append(from, length);
  from += length;
}

std::string_view Texts::at(std::uint32_t code, std::string& scratch) const {
  if (kind_ == TextsAt::plain) return plain(code);
  const char* from = group(code / kGroup);
  scratch.clear();
  for (std::uint32_t i = 0; i <= code % kGroup; ++i) next(from, scratch);
  return scratch;
}

std::uint32_t Texts::lower_bound(std::string_view text) const {
  const bool is_plain = kind_ == TextsAt::plain;
  std::uint32_t first = 0, length = is_plain ? count_ : (count_ + kGroup - 1) / kGroup;
  while (length > 0) {  // over texts, or over the first of each group
    const std::uint32_t half = length / 2, middle = first + half;
    std::string_view there;
    if (is_plain) {
      there = plain(middle);
    } else {
      const char* from = group(middle) + 1;  // shares nothing
      const std::uint64_t size = take_length(from);
      there = {from, size};
    }
    if (there < text)
      first = middle + 1, length -= half + 1;
    else
      length = half;
  }
  if (is_plain || first == 0) return first;
  std::uint32_t found = std::min(first * kGroup, count_);
  each(
      [&](std::uint32_t code, std::string_view there) {
        if (there < text) return true;
        found = std::min(found, code);
        return false;
      },
      (first - 1) * kGroup);
  return found;
}

std::optional<std::uint32_t> Texts::find(std::string_view text) const {
  const std::uint32_t code = lower_bound(text);
  if (code == count_) return std::nullopt;
  std::string scratch;
  if (at(code, scratch) != text) return std::nullopt;
  return code;
}

void Texts::containing(std::string_view needle, std::vector<std::uint32_t>& codes) const {
  const std::string folded_needle = lower(needle);
  if (kind_ == TextsAt::plain) return containing_in_plain(folded_needle, codes);
  each([&](std::uint32_t code, std::string_view text) {
    if (find_folded(text, folded_needle) != std::string_view::npos) codes.push_back(code);
    return true;
  });
}

// Searches all of them as one text; a hit that spans two is none.
void Texts::containing_in_plain(std::string_view needle, std::vector<std::uint32_t>& codes) const {
  const std::string_view all(bytes_, size_);
  std::uint32_t code = 0;
  for (std::size_t hit = find_folded(all, needle); hit != std::string_view::npos;) {
    std::uint32_t first = code, length = count_ - code;
    while (length > 0) {
      const std::uint32_t half = length / 2;
      if (ends_[first + half] <= hit)
        first += half + 1, length -= half + 1;
      else
        length = half;
    }
    code = first;
    const std::uint64_t end = ends_[code];
    const bool inside = hit + needle.size() <= end;
    if (inside) codes.push_back(code);
    hit = find_folded(all, needle, inside ? end : hit + 1);
  }
}

// Looks at 16 places at once for the first and the last byte of the needle.
std::size_t find_folded(std::string_view text, std::string_view needle, std::size_t from) {
  if (needle.size() > text.size()) return std::string_view::npos;
  const std::size_t places = text.size() - needle.size() + 1;
  const auto fold = [](char c) { return _mm_set1_epi8(is_letter(c) ? 0x20 : 0); };
  const __m128i first = _mm_set1_epi8(needle.front()), last = _mm_set1_epi8(needle.back());
  const __m128i fold_first = fold(needle.front()), fold_last = fold(needle.back());
  const char* bytes = text.data();
  std::size_t place = from;
  for (; place + 16 <= places; place += 16) {
    const auto load = [](const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); };
    const __m128i here = _mm_or_si128(load(bytes + place), fold_first);
    const __m128i there = _mm_or_si128(load(bytes + place + needle.size() - 1), fold_last);
    auto hits = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(here, first), _mm_cmpeq_epi8(there, last))));
    for (; hits; hits &= hits - 1) {
      const std::size_t hit = place + static_cast<std::size_t>(std::countr_zero(hits));
      if (same_folded(bytes + hit, needle)) return hit;
    }
  }
  for (; place < places; ++place)
    if (same_folded(bytes + place, needle)) return place;
  return std::string_view::npos;
}

TextsAt write_texts(Bytes& to, std::span<const std::string_view> sorted) {
  TextsAt here;
  here.count = static_cast<std::uint32_t>(sorted.size());
  std::vector<std::uint64_t> ends;
  for (const auto& text : sorted) ends.push_back(here.size += text.size());
  if (sorted.size() >= kFewTexts && here.size > kShortText * sorted.size()) {
    const Fronts fronts = make_fronts(sorted);
    const double plain_size =
        static_cast<double>(here.size) + static_cast<double>(sorted.size() * bits_for(here.size)) / 8;
    if (static_cast<double>(fronts.bytes.size()) < kWorthFronts * plain_size) {
      here.kind = TextsAt::fronts;
      here.size = fronts.bytes.size();
      here.ends = pack(to, fronts.groups);
      here.at = to.append(std::span<const char>(fronts.bytes));
      return here;
    }
  }
  std::string bytes;
  bytes.reserve(here.size);
  for (const auto& text : sorted) bytes += text;
  here.ends = pack(to, ends);
  here.at = to.append(std::span<const char>(bytes));
  return here;
}

}  // namespace weft::index
