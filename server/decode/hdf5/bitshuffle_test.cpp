#include "decode/hdf5/bitshuffle.h"

#include <gtest/gtest.h>
#include <lz4.h>

#include <random>

namespace weft::hdf5 {
namespace {

using Bytes = std::vector<std::byte>;

Bytes some_bytes(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  Bytes bytes(size);
  for (auto& b : bytes) b = std::byte(random() & (seed % 2 ? 255 : 3));
  return bytes;
}

// The definition: bit k of byte b of element i is bit i % 8 of byte i / 8 of row 8 b + k.
Bytes transpose_plainly(const std::byte* in, std::size_t count, std::size_t size) {
  Bytes out(count * size);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t bit = 0; bit < 8 * size; ++bit)
      if (std::to_integer<int>(in[i * size + bit / 8]) >> bit % 8 & 1)
        out[bit * (count / 8) + i / 8] |= std::byte(1 << i % 8);
  return out;
}

void append_big_endian(Bytes& to, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) to.push_back(std::byte(value >> 8 * i & 255));
}

Bytes shuffle(const Bytes& plain, std::size_t size, std::size_t block, bool compressed) {
  Bytes out;
  if (compressed) {
    append_big_endian(out, plain.size(), 8);
    append_big_endian(out, block * size, 4);
  }
  std::size_t elements = plain.size() / size, at = 0;
  while (elements - at >= 8) {
    const auto count = std::min(block, (elements - at) / 8 * 8);
    const auto turned = transpose_plainly(plain.data() + at * size, count, size);
    if (compressed) {
      Bytes small(static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(turned.size()))));
      small.resize(static_cast<std::size_t>(
          LZ4_compress_default(reinterpret_cast<const char*>(turned.data()), reinterpret_cast<char*>(small.data()),
                               static_cast<int>(turned.size()), static_cast<int>(small.size()))));
      append_big_endian(out, small.size(), 4);
      out.insert(out.end(), small.begin(), small.end());
    } else {
      out.insert(out.end(), turned.begin(), turned.end());
    }
    at += count;
  }
  out.insert(out.end(), plain.begin() + static_cast<std::ptrdiff_t>(at * size), plain.end());
  return out;
}

TEST(Bitshuffle, bits_are_turned_back_for_elements_of_every_size) {
  for (std::size_t size : {1, 2, 3, 4, 5, 8, 16})
    for (std::size_t count : {8, 16, 64, 72, 1000}) {
      const auto plain = some_bytes(count * size, static_cast<unsigned>(count + size));
      const auto turned = transpose_plainly(plain.data(), count, size);
      Bytes back(plain.size());
      untranspose_bits(turned.data(), back.data(), count, size);
      EXPECT_EQ(back, plain) << size << " bytes, " << count;
    }
}

TEST(Bitshuffle, chunks_of_blocks_and_odd_ends_come_back) {
  for (std::size_t elements : {1, 7, 8, 63, 64, 65, 127, 1000})
    for (bool compressed : {false, true}) {
      const auto plain = some_bytes(elements * 4, static_cast<unsigned>(elements));
      const auto chunk = shuffle(plain, 4, 64, compressed);
      const Bitshuffle how{4, 64, compressed ? Bitshuffle::lz4 : Bitshuffle::none};
      ASSERT_EQ(*unshuffled_size(how, chunk, 1 << 20), plain.size());
      Bytes back(plain.size());
      ASSERT_TRUE(unshuffle(how, chunk, back));
      EXPECT_EQ(back, plain);
    }
}

TEST(Bitshuffle, damaged_chunks_are_refused) {
  const auto chunk = shuffle(some_bytes(4000, 2), 4, 64, true);
  const Bitshuffle how{4, 64, Bitshuffle::lz4};
  Bytes out(4000);
  for (std::size_t size = 0; size < chunk.size(); ++size)
    EXPECT_FALSE(unshuffle(how, std::span(chunk).first(size), out)) << size;
  EXPECT_EQ(unshuffled_size(how, chunk, 100).error().code, ErrorCode::too_large);
  EXPECT_FALSE(unshuffled_size(how, std::span(chunk).first(11), 1 << 20));
  EXPECT_FALSE(unshuffled_size({3, 0, Bitshuffle::lz4}, chunk, 1 << 20));
  for (std::vector<unsigned> bad : {std::vector<unsigned>{0, 3}, {0, 3, 0}, {0, 3, 4, 7}, {0, 3, 4, 0, 1}})
    EXPECT_FALSE(read_bitshuffle(bad));
}

}  // namespace
}  // namespace weft::hdf5
