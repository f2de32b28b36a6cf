#include "decode/hdf5/bitshuffle.h"

#include <lz4.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>

namespace weft::hdf5 {
namespace {

constexpr std::size_t kOwnBlockBytes = 8192, kLeastOwnBlock = 128;  // what the filter chooses when nobody says
constexpr std::size_t kLargestElement = 1 << 20, kHead = 12;

auto broken(const char* what) {
  return fail(ErrorCode::unreadable, std::string("a chunk compressed by bitshuffle is damaged: ") + what);
}

std::uint64_t read_big_endian(const std::byte* at, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | std::to_integer<std::uint64_t>(at[i]);
  return value;
}

// Eight bytes as rows of an 8 x 8 matrix of bits, turned over its diagonal.
std::uint64_t turn(std::uint64_t x) {
  std::uint64_t t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AAu;
  x ^= t ^ (t << 7);
  t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCCu;
  x ^= t ^ (t << 14);
  t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0u;
  return x ^ t ^ (t << 28);
}

std::uint64_t load(const std::byte* at) {
  std::uint64_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// Eight rows of eight bytes each, turned: the first bytes of all rows, the second ones, ...
void turn_bytes(std::uint64_t (&rows)[8]) {
  const auto exchange = [&](int step, int shift, std::uint64_t mask) {
    for (int i = 0; i < 8; ++i) {
      if (i & step) continue;
      const std::uint64_t t = ((rows[i] >> shift) ^ rows[i + step]) & mask;
      rows[i + step] ^= t;
      rows[i] ^= t << shift;
    }
  };
  exchange(1, 8, 0x00FF00FF00FF00FFu);
  exchange(2, 16, 0x0000FFFF0000FFFFu);
  exchange(4, 32, 0x00000000FFFFFFFFu);
}

// One byte of every element: eight rows of bits, `row` bytes each -> 8 * row bytes.
void untranspose_plane(const std::byte* in, std::byte* out, std::size_t row) {
  std::size_t group = 0;
  for (; group + 8 <= row; group += 8) {
    std::uint64_t rows[8];
    for (std::size_t bit = 0; bit < 8; ++bit) rows[bit] = load(in + bit * row + group);
    turn_bytes(rows);
    for (std::size_t i = 0; i < 8; ++i) {
      const std::uint64_t turned = turn(rows[i]);
      std::memcpy(out + 8 * (group + i), &turned, 8);
    }
  }
  for (; group < row; ++group) {
    std::uint64_t x = 0;
    for (std::size_t bit = 0; bit < 8; ++bit) x |= std::to_integer<std::uint64_t>(in[bit * row + group]) << 8 * bit;
    x = turn(x);
    std::memcpy(out + 8 * group, &x, 8);
  }
}

// Planes of first bytes, second bytes, ... -> elements.
template <class T>
void join_planes(const std::byte* planes, std::byte* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    T value = 0;
    for (std::size_t b = 0; b < sizeof(T); ++b)
      value = static_cast<T>(value | static_cast<T>(std::to_integer<T>(planes[b * count + i]) << 8 * b));
    std::memcpy(out + i * sizeof(T), &value, sizeof value);
  }
}

void join_planes(const std::byte* planes, std::byte* out, std::size_t count, std::size_t element_size) {
  if (element_size == 2) return join_planes<std::uint16_t>(planes, out, count);
  if (element_size == 4) return join_planes<std::uint32_t>(planes, out, count);
  if (element_size == 8) return join_planes<std::uint64_t>(planes, out, count);
  for (std::size_t b = 0; b < element_size; ++b)
    for (std::size_t i = 0; i < count; ++i) out[i * element_size + b] = planes[b * count + i];
}

void untranspose(const std::byte* in, std::byte* out, std::size_t count, std::size_t element_size,
                 std::vector<std::byte>& planes) {
  const std::size_t row = count / 8;
  if (element_size == 1) return untranspose_plane(in, out, row);
  planes.resize(count * element_size);
  for (std::size_t b = 0; b < element_size; ++b) untranspose_plane(in + b * 8 * row, planes.data() + b * count, row);
  join_planes(planes.data(), out, count, element_size);
}

// The blocks of a chunk in order; what they decompress to is taken from `next_block`.
class Unshuffler {
 public:
  Unshuffler(const Bitshuffle& how, std::span<const std::byte> chunk, std::span<std::byte> out)
      : how_(how), chunk_(chunk), out_(out) {}

  Result<void> run(std::size_t block) {
    const std::size_t elements = out_.size() / how_.element_size;
    std::size_t left = elements;
    for (; left >= block; left -= block)
      if (auto done = take_block(block); !done) return done;
    if (const std::size_t last = left - left % 8; last > 0)
      if (auto done = take_block(last); !done) return done;
    const std::size_t rest = elements % 8 * how_.element_size;
    if (chunk_.size() < rest) return broken("it ends too early");
    std::copy_n(chunk_.begin(), rest, out_.begin());
    return {};
  }

 private:
  Result<void> take_block(std::size_t count) {
    const std::size_t size = count * how_.element_size;
    auto block = how_.compression == Bitshuffle::none ? plain_block(size) : compressed_block(size);
    if (!block) return tl::make_unexpected(block.error());
    untranspose(*block, out_.data(), count, how_.element_size, planes_);
    out_ = out_.subspan(size);
    return {};
  }

  Result<const std::byte*> plain_block(std::size_t size) {
    if (chunk_.size() < size) return broken("it ends too early");
    const std::byte* at = chunk_.data();
    chunk_ = chunk_.subspan(size);
    return at;
  }

  Result<const std::byte*> compressed_block(std::size_t size) {
    if (chunk_.size() < 4) return broken("it ends too early");
    const auto length = read_big_endian(chunk_.data(), 4);
    chunk_ = chunk_.subspan(4);
    if (length > chunk_.size()) return broken("a block is longer than the chunk");
    block_.resize(size);
    if (!decompress(chunk_.first(length))) return broken("a block cannot be decompressed");
    chunk_ = chunk_.subspan(length);
    return block_.data();
  }

  bool decompress(std::span<const std::byte> from) {
    if (how_.compression == Bitshuffle::zstd)
      return ZSTD_decompress(block_.data(), block_.size(), from.data(), from.size()) == block_.size();
    return LZ4_decompress_safe(reinterpret_cast<const char*>(from.data()), reinterpret_cast<char*>(block_.data()),
                               static_cast<int>(from.size()),
                               static_cast<int>(block_.size())) == static_cast<int>(block_.size());
  }

  const Bitshuffle how_;
  std::span<const std::byte> chunk_;
  std::span<std::byte> out_;
  std::vector<std::byte> block_, planes_;
};

std::size_t own_block(std::size_t element_size) {
  return std::max(kOwnBlockBytes / element_size / 8 * 8, kLeastOwnBlock);
}

}  // namespace

void untranspose_bits(const std::byte* in, std::byte* out, std::size_t count, std::size_t element_size) {
  std::vector<std::byte> planes;
  untranspose(in, out, count, element_size, planes);
}

Result<Bitshuffle> read_bitshuffle(std::span<const unsigned> parameters) {
  if (parameters.size() < 3) return broken("its parameters are missing");
  Bitshuffle how;
  how.element_size = parameters[2];
  if (parameters.size() > 3) how.block_size = parameters[3];
  if (parameters.size() > 4) how.compression = parameters[4];
  if (how.element_size == 0 || how.element_size > kLargestElement) return broken("elements of that size do not exist");
  if (how.block_size % 8 != 0) return broken("its blocks are no multiple of 8 elements");
  if (how.compression != Bitshuffle::none && how.compression != Bitshuffle::lz4 && how.compression != Bitshuffle::zstd)
    return fail(ErrorCode::unsupported, "bitshuffle with compression " + std::to_string(how.compression) +
                                            " is not read here: only none, LZ4 (2) and Zstandard (3)");
  return how;
}

Result<std::size_t> unshuffled_size(const Bitshuffle& how, std::span<const std::byte> chunk, std::size_t most) {
  std::uint64_t size = chunk.size();
  if (how.compression != Bitshuffle::none) {
    if (chunk.size() < kHead) return broken("it ends too early");
    size = read_big_endian(chunk.data(), 8);
  }
  if (size > most) return fail(ErrorCode::too_large, "a chunk becomes " + std::to_string(size) + " bytes");
  if (size % how.element_size != 0) return broken("it holds no whole number of elements");
  return static_cast<std::size_t>(size);
}

Result<void> unshuffle(const Bitshuffle& how, std::span<const std::byte> chunk, std::span<std::byte> out) {
  std::size_t block = how.block_size > 0 ? how.block_size : own_block(how.element_size);
  if (how.compression != Bitshuffle::none) {
    if (chunk.size() < kHead) return broken("it ends too early");
    block = read_big_endian(chunk.data() + 8, 4) / how.element_size;
    chunk = chunk.subspan(kHead);
  }
  if (block == 0 || block % 8 != 0 || block > INT32_MAX / how.element_size)
    return broken("its blocks are no multiple of 8 elements");
  return Unshuffler(how, chunk, out).run(block);
}

}  // namespace weft::hdf5
