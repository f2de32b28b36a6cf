#include "search/index/common.h"

#include <nmmintrin.h>

#include <array>
#include <bit>

namespace weft::index {
namespace {

constexpr std::uint32_t kLanes = 8;

// For each of the 256 choices among eight numbers: the bytes of those chosen, in their order.
constexpr auto kChosen = [] {
  std::array<std::array<std::uint8_t, 2 * kLanes>, 256> chosen{};
  for (std::uint32_t choice = 0; choice < chosen.size(); ++choice)
    for (std::uint8_t lane = 0, to = 0; lane < kLanes; ++lane)
      if (choice >> lane & 1) {
        chosen[choice][to++] = static_cast<std::uint8_t>(2 * lane);
        chosen[choice][to++] = static_cast<std::uint8_t>(2 * lane + 1);
      }
  return chosen;
}();

__m128i load(const std::uint16_t* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }

// Which of eight numbers are among eight others.
std::uint32_t among(__m128i numbers, __m128i others) {
  constexpr int kHow = _SIDD_UWORD_OPS | _SIDD_CMP_EQUAL_ANY | _SIDD_BIT_MASK;
  return static_cast<std::uint32_t>(_mm_extract_epi32(_mm_cmpestrm(others, kLanes, numbers, kLanes, kHow), 0));
}

}  // namespace

// Eight of the one against eight of the other; whichever ends lower goes on. What is kept of eight is written when they
// are done with, so never over numbers that were not read.
std::uint32_t keep_common_of(std::uint16_t* mine, std::uint32_t mine_count, const std::uint16_t* other,
                             std::uint32_t other_count) {
  std::uint32_t i = 0, j = 0, kept = 0, found = 0;
  while (i + kLanes <= mine_count && j + kLanes <= other_count) {
    const __m128i numbers = load(mine + i);
    found |= among(numbers, load(other + j));
    const std::uint16_t my_last = mine[i + kLanes - 1], other_last = other[j + kLanes - 1];
    if (other_last <= my_last) j += kLanes;
    if (my_last > other_last) continue;
    const __m128i order = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kChosen[found].data()));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(mine + kept), _mm_shuffle_epi8(numbers, order));
    kept += static_cast<std::uint32_t>(std::popcount(found));
    i += kLanes;
    found = 0;
  }
  for (; i < mine_count && (found || j < other_count); ++i, found >>= 1) {
    while (j < other_count && other[j] < mine[i]) ++j;
    if (found & 1 || (j < other_count && other[j] == mine[i])) mine[kept++] = mine[i];
  }
  return kept;
}

}  // namespace weft::index
