// LZF (HDF5 filter 32000, h5py's own): a chunk as it lies in a file -> its bytes. Debian's plugin for it lacks a symbol
// and cannot be loaded. A control byte below 32 says how many bytes (one more) follow as they are; else its upper three
// bits and maybe a further byte say how many to repeat, its lower five and the next byte from how far back. Pure.
#pragma once
#include <cstddef>
#include <optional>
#include <span>

namespace weft::hdf5 {

// How many bytes were written to `out`; none when the chunk is damaged or `out` too small.
std::optional<std::size_t> decompress_lzf(std::span<const std::byte> chunk, std::span<std::byte> out);

}  // namespace weft::hdf5
