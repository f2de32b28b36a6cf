#include "decode/hdf5/filters.h"

#include <hdf5.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <span>

#include "decode/hdf5/bitshuffle.h"
#include "decode/hdf5/handle.h"
#include "decode/hdf5/lzf.h"

namespace weft::hdf5 {
namespace {

constexpr H5Z_filter_t kBitshuffleId = 32008, kLzfId = 32000;
constexpr std::size_t kLargestChunk = std::size_t{1} << 30;  // bytes; also what a hostile one may ask for
constexpr const char* kDebiansPlugins = "/usr/lib/x86_64-linux-gnu/hdf5/serial/plugins";

// The shape of a filter in libhdf5: takes *buffer, leaves another one in its place; 0 is failure.
std::size_t exchange(void* made, std::size_t whole, std::size_t* buffer_size, void** buffer) {
  H5free_memory(*buffer);
  *buffer = made;
  *buffer_size = whole;
  return whole;
}

std::size_t read_bitshuffle_chunk(unsigned flags, std::size_t count, const unsigned parameters[], std::size_t size,
                                  std::size_t* buffer_size, void** buffer) {
  if (!(flags & H5Z_FLAG_REVERSE)) return 0;
  const auto how = read_bitshuffle({parameters, count});
  if (!how) return 0;
  const std::span chunk(static_cast<const std::byte*>(*buffer), size);
  const auto whole = unshuffled_size(*how, chunk, kLargestChunk);
  if (!whole || *whole == 0) return 0;
  void* made = H5allocate_memory(*whole, false);
  if (!made) return 0;
  if (!unshuffle(*how, chunk, {static_cast<std::byte*>(made), *whole})) {
    H5free_memory(made);
    return 0;
  }
  return exchange(made, *whole, buffer_size, buffer);
}

// The third parameter is the size of a whole chunk.
std::size_t read_lzf_chunk(unsigned flags, std::size_t count, const unsigned parameters[], std::size_t size,
                           std::size_t* buffer_size, void** buffer) {
  if (!(flags & H5Z_FLAG_REVERSE) || count < 3) return 0;
  const std::size_t room = std::min<std::size_t>(parameters[2], kLargestChunk);
  auto* made = static_cast<std::byte*>(H5allocate_memory(std::max<std::size_t>(room, 1), false));
  const auto whole = made ? decompress_lzf({static_cast<const std::byte*>(*buffer), size}, {made, room}) : std::nullopt;
  if (whole && *whole > 0) return exchange(made, *whole, buffer_size, buffer);
  H5free_memory(made);
  return 0;
}

bool learn() {
  static const H5Z_class2_t bitshuffle{
      H5Z_CLASS_T_VERS, kBitshuffleId,        0, 1, "bitshuffle; see https://github.com/kiyo-masui/bitshuffle", nullptr,
      nullptr,          read_bitshuffle_chunk};
  static const H5Z_class2_t lzf{H5Z_CLASS_T_VERS, kLzfId, 0, 1, "lzf", nullptr, nullptr, read_lzf_chunk};
  H5Zregister(&bitshuffle);
  H5Zregister(&lzf);
  struct stat status {};
  if (stat(kDebiansPlugins, &status) == 0) H5PLprepend(kDebiansPlugins);
  return true;
}

}  // namespace

namespace {

// Where a filter comes from that files of the field have and Debian does not bring with libhdf5: registered names of
// https://github.com/HDFGroup/hdf5_plugins
std::string named(H5Z_filter_t filter, const std::string& name_in_file) {
  const auto number = std::to_string(filter);
  if (filter == 32013) return "ZFP (" + number + "): install the Debian package hdf5-filter-plugin-zfp-serial";
  if (filter == 32015) return "Zstandard (" + number + "): install its plugin for libhdf5";
  return (name_in_file.empty() ? "" : name_in_file + " ") + "(" + number + "): install its plugin for libhdf5";
}

}  // namespace

Error not_readable(hid_t dataset, const std::string& reason, const std::string& subject) {
  const Handle made(H5Dget_create_plist(dataset));
  const int count = made ? H5Pget_nfilters(made.get()) : 0;
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0;
    std::size_t parameters = 0;
    std::array<char, 64> name{};
    const auto filter = H5Pget_filter2(made.get(), static_cast<unsigned>(i), &flags, &parameters, nullptr,
                                       name.size() - 1, name.data(), nullptr);
    if (filter >= 0 && H5Zfilter_avail(filter) <= 0)
      return {ErrorCode::unsupported,
              "the values are packed by a filter that is not here, " + named(filter, name.data()), subject};
  }
  return {ErrorCode::unreadable, reason, subject};
}

void know_filters() {
  static const bool known = learn();
  static_cast<void>(known);
}

}  // namespace weft::hdf5
