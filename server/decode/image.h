// Images: what lies in a gallery (PNG, JPEG, GIF, TIFF) or is a map of numbers (MRC), as it is or made smaller.
// In: an open file and parameters. Out: PNG or JPEG; a GIF, and whatever is asked for without `width`, as it stands.
#pragma once
#include <array>

#include "decode/decode.h"

namespace weft {

constexpr std::uint32_t kWidestImage = 4096;        // what is given
constexpr std::uint64_t kMostPixels = 400'000'000;  // what is read, row by row
constexpr std::uint64_t kMostPixelsAtOnce = 60'000'000;

struct Pixels {
  std::uint32_t width = 0, height = 0;
  int channels = 1;  // 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha
  std::string bytes;
};

enum class ImageSort { none, png, jpeg, gif, tiff, mrc };
// By the first bytes; the name counts only for MRC files that are too old to have a mark.
ImageSort sort_of(std::string_view first_bytes, std::string_view path);

// Makes rows of a large image into a small one as they come: each pixel is the mean of those it covers. Memory is that
// of the small one. One thread.
class Shrinker {
 public:
  // `width` 0, or more than `from_width`: as large as it is.
  Shrinker(std::uint32_t from_width, std::uint32_t from_height, int channels, std::uint32_t width);
  void put(const unsigned char* row);
  // After the last row. Rows that never came stay black.
  Pixels take();

 private:
  void finish_row();
  std::uint32_t from_width_, from_height_, next_ = 0;
  Pixels small_;
  std::uint32_t row_ = 0;            // of the small image
  std::vector<std::uint64_t> sums_;  // of the row being made
  std::vector<std::uint32_t> ends_;  // where each small pixel ends in a row
  std::uint32_t rows_ = 0;           // in sums_
};

// Errors: too_large before any memory is taken, unreadable.
Result<Pixels> read_png(int file, std::uint32_t width);
Result<Pixels> read_jpeg(int file, std::uint32_t width);
Result<Pixels> read_tiff(int file, std::uint32_t width);
Result<std::string> write_png(const Pixels& pixels);
Result<std::string> write_jpeg(const Pixels& pixels, int quality = 85);
Result<void> check_pixels(std::uint64_t width, std::uint64_t height, std::uint64_t most);

// parameters: width.
Result<void> decode_image(const DecodeRequest& request, DecodeOutput& output);

}  // namespace weft
