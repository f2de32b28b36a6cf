#include "decode/hdf5/lzf.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace weft::hdf5 {
namespace {

std::optional<std::string> decompress(std::string_view chunk, std::size_t room) {
  std::string out(room, '?');
  auto size = decompress_lzf(std::as_bytes(std::span(chunk)), std::as_writable_bytes(std::span(out)));
  if (!size) return std::nullopt;
  out.resize(*size);
  return out;
}

TEST(Lzf, bytes_and_repeats_come_back) {
  EXPECT_EQ(decompress(std::string_view("\2abc", 4), 9), "abc");
  EXPECT_EQ(decompress(std::string_view("\2abc\x20\2", 6), 9), "abcabc");
  EXPECT_EQ(decompress(std::string_view("\0a\xe0\3\0", 5), 13), std::string(13, 'a'));
  EXPECT_EQ(decompress("", 0), "");
}

TEST(Lzf, damaged_chunks_are_refused) {
  EXPECT_FALSE(decompress(std::string_view("\2ab", 3), 9));        // ends within what follows
  EXPECT_FALSE(decompress(std::string_view("\0a\x20\1", 4), 9));   // from before the beginning
  EXPECT_FALSE(decompress(std::string_view("\0a\xe0\3", 4), 99));  // ends before the distance
  EXPECT_FALSE(decompress(std::string_view("\2abc", 4), 2));       // no room
}

}  // namespace
}  // namespace weft::hdf5
