#include "decode/image.h"

#include <tiffio.h>

#include "decode/written_file.h"

namespace weft {
namespace {

// Left half 40, right half 200, in each channel a little more.
Pixels halves(std::uint32_t width, std::uint32_t height, int channels) {
  Pixels pixels{width, height, channels, {}};
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x)
      for (int channel = 0; channel < channels; ++channel)
        pixels.bytes += static_cast<char>((x < width / 2 ? 40 : 200) + channel);
  return pixels;
}

int at(const Pixels& pixels, std::size_t byte) { return static_cast<unsigned char>(pixels.bytes.at(byte)); }

TEST(Image, a_png_comes_back_as_it_was_written) {
  for (int channels = 1; channels <= 4; ++channels) {
    const auto whole = halves(30, 20, channels);
    const WrittenFile file(write_png(whole).value());
    const auto read = read_png(file.get(), 0);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->width, 30u);
    EXPECT_EQ(read->channels, channels);
    EXPECT_EQ(read->bytes, whole.bytes);
  }
}

TEST(Image, a_small_picture_has_the_mean_of_what_each_pixel_covers) {
  const WrittenFile file(write_png(halves(90, 61, 3)).value());
  const auto small = read_png(file.get(), 3);
  ASSERT_TRUE(small);
  EXPECT_EQ(small->width, 3u);
  EXPECT_EQ(small->height, 2u);
  EXPECT_EQ(at(*small, 0), 40);
  EXPECT_EQ(at(*small, 3), 120);  // half of each
  EXPECT_EQ(at(*small, 8), 202);
  EXPECT_EQ(at(*small, 17), 202);
}

TEST(Image, no_picture_is_made_larger) {
  const WrittenFile file(write_png(halves(30, 20, 1)).value());
  EXPECT_EQ(read_png(file.get(), 300)->width, 30u);
}

TEST(Image, a_jpeg_stays_a_jpeg) {
  const WrittenFile file(write_jpeg(halves(640, 480, 3)).value());
  const auto small = answer_of(decode_image, file, {{"width", "64"}});
  ASSERT_TRUE(small) << small.error().message;
  EXPECT_EQ(small->head.media_type, "image/jpeg");
  const WrittenFile again(small->bytes);
  const auto pixels = read_jpeg(again.get(), 0);
  ASSERT_TRUE(pixels);
  EXPECT_EQ(pixels->width, 64u);
  EXPECT_EQ(pixels->height, 48u);
  EXPECT_NEAR(at(*pixels, 0), 40, 4);
  EXPECT_NEAR(at(*pixels, 63 * 3), 200, 4);
}

TEST(Image, without_a_width_it_is_given_as_it_stands) {
  const auto png = write_png(halves(30, 20, 1)).value();
  EXPECT_EQ(answer_of(decode_image, WrittenFile(png), {})->bytes, png);
  const std::string gif = "GIF89a and whatever follows";
  EXPECT_EQ(answer_of(decode_image, WrittenFile(gif), {{"width", "9"}})->bytes, gif);
}

TEST(Image, a_truncated_picture_is_unreadable_wherever_it_ends) {
  for (const auto& whole : {write_png(halves(64, 64, 3)).value(), write_jpeg(halves(64, 64, 3)).value()})
    for (std::size_t size = 3; size + 1 < whole.size(); size += 7) {
      const auto code = error_of(answer_of(decode_image, WrittenFile(whole.substr(0, size)), {{"width", "10"}}));
      EXPECT_TRUE(code == ErrorCode::unreadable || code == ErrorCode::unsupported || size + 20 > whole.size()) << size;
    }
}

std::string with_size(std::string png, std::uint32_t width, std::uint32_t height) {
  for (int i = 0; i < 4; ++i) {
    png[16 + i] = static_cast<char>(width >> (24 - 8 * i));
    png[20 + i] = static_cast<char>(height >> (24 - 8 * i));
  }
  return png;
}

TEST(Image, a_picture_that_says_it_is_huge_costs_nothing) {
  const auto png = write_png(halves(10, 10, 1)).value();
  for (const auto& [width, height] : {std::pair{100'000u, 100'000u}, {4'000'000'000u, 2u}, {0u, 5u}}) {
    const auto code = error_of(answer_of(decode_image, WrittenFile(with_size(png, width, height)), {{"width", "10"}}));
    EXPECT_TRUE(code == ErrorCode::unreadable || code == ErrorCode::too_large) << width;
  }
  EXPECT_EQ(check_pixels(100'000, 100'000, kMostPixels).error().code, ErrorCode::too_large);
  EXPECT_EQ(check_pixels(~0ull, ~0ull, kMostPixels).error().code, ErrorCode::too_large);
  EXPECT_TRUE(check_pixels(20'000, 20'000, kMostPixels));
}

TEST(Image, what_is_no_picture_is_unsupported) {
  EXPECT_EQ(error_of(answer_of(decode_image, WrittenFile("<svg onload=alert(1)>"), {})), ErrorCode::unsupported);
  EXPECT_EQ(error_of(answer_of(decode_image, WrittenFile(""), {})), ErrorCode::unsupported);
  EXPECT_EQ(error_of(answer_of(decode_image, WrittenFile("GIF89a"), {{"width", "0"}})), ErrorCode::invalid);
}

TEST(Image, a_detector_s_tiff_is_stretched) {
  const WrittenFile file("");
  TIFF* tiff = TIFFOpen(file.path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 100);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 10);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 32);
  TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  std::vector<float> row(100);
  for (std::size_t x = 0; x < 100; ++x) row[x] = 1e6f + static_cast<float>(x);
  for (std::uint32_t y = 0; y < 10; ++y) TIFFWriteScanline(tiff, row.data(), y, 0);
  TIFFClose(tiff);
  const auto pixels = read_tiff(file.get(), 0);
  ASSERT_TRUE(pixels) << pixels.error().message;
  EXPECT_EQ(pixels->width, 100u);
  EXPECT_EQ(at(*pixels, 0), 0);
  EXPECT_NEAR(at(*pixels, 50), 128, 4);
  EXPECT_EQ(at(*pixels, 99), 255);
}

}  // namespace
}  // namespace weft
