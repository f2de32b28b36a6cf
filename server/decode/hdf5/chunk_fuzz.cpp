#include <cstddef>
#include <cstdint>
#include <cstring>

#include "decode/hdf5/bitshuffle.h"
#include "decode/hdf5/lzf.h"

// Chunks as a hostile file has them: the first bytes are the filter's parameters.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weft::hdf5;
  if (size < 4) return 0;
  const std::span chunk(reinterpret_cast<const std::byte*>(data) + 4, size - 4);
  std::vector<std::byte> out(std::size_t{1} << 16);
  if (data[0] == 'z') {
    decompress_lzf(chunk, std::span(out).first(data[1] * 256u));
    return 0;
  }
  const unsigned parameters[] = {0, 4, data[1], data[2] * 8u, data[3] % 4u};
  const auto how = read_bitshuffle(parameters);
  if (!how) return 0;
  const auto whole = unshuffled_size(*how, chunk, out.size());
  if (!whole) return 0;
  out.resize(*whole);
  (void)unshuffle(*how, chunk, out);
  return 0;
}
