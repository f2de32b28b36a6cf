// Bitshuffle (HDF5 filter 32008): a chunk as it lies in a file -> its bytes. Blocks of elements whose bits were
// transposed (all first bits, all second bits, ...), each then compressed by LZ4, Zstandard or nothing.
// With compression: u64 size of the whole, u32 bytes a block, then for each block u32 length and that many bytes; the
// last block has what is left of a multiple of 8 elements; up to 7 elements follow as they are. Numbers big endian.
// Pure, trusts nothing it is given; any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace weft::hdf5 {

struct Bitshuffle {
  enum Compression : std::uint32_t { none = 0, lz4 = 2, zstd = 3 };
  std::size_t element_size = 1;  // bytes
  std::size_t block_size = 0;    // elements; 0: the filter's own choice
  std::uint32_t compression = none;
};

// Of the filter's parameters as the file keeps them: {major, minor, element size, block size, compression}.
Result<Bitshuffle> read_bitshuffle(std::span<const unsigned> parameters);
// How many bytes the chunk says it becomes; too_large over `most`.
Result<std::size_t> unshuffled_size(const Bitshuffle& how, std::span<const std::byte> chunk, std::size_t most);
// `out` has that size.
Result<void> unshuffle(const Bitshuffle& how, std::span<const std::byte> chunk, std::span<std::byte> out);

// The transposition alone: `count` elements, a multiple of 8, of element_size bytes each.
void untranspose_bits(const std::byte* in, std::byte* out, std::size_t count, std::size_t element_size);

}  // namespace weft::hdf5
