// TIFF by libtiff: pictures as colours, scientific ones (16 and 32 bit, float, one channel) stretched like slices. The
// first page.
#include <tiffio.h>
#include <unistd.h>

#include <cstring>
#include <memory>

#include "decode/image.h"
#include "decode/volume.h"

namespace weft {
namespace {

struct Close {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Close>;
struct Free {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};
using Options = std::unique_ptr<TIFFOpenOptions, Free>;

constexpr tmsize_t kMostAtOnce = 512 << 20;  // bytes that libtiff takes at once, whatever the tags of the file say

tl::unexpected<Error> broken() {
  return fail(ErrorCode::unreadable, "the TIFF is broken, truncated, or packed in a way nobody here reads");
}

struct Header {
  std::uint32_t width = 0, height = 0;
  std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT;
  bool is_scientific() const { return samples == 1 && bits >= 16; }
};

Header read_header(TIFF* tiff) {
  Header header;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &header.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &header.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &header.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &header.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &header.format);
  return header;
}

template <class Number>
void convert(const std::string& from, std::vector<float>& to) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    Number number;
    std::memcpy(&number, from.data() + i * sizeof number, sizeof number);
    to[i] = static_cast<float>(number);
  }
}

bool convert_row(const Header& header, const std::string& from, std::vector<float>& to) {
  const bool is_signed = header.format == SAMPLEFORMAT_INT;
  if (header.format == SAMPLEFORMAT_IEEEFP && header.bits == 32) return convert<float>(from, to), true;
  if (header.format == SAMPLEFORMAT_IEEEFP && header.bits == 64) return convert<double>(from, to), true;
  if (header.format == SAMPLEFORMAT_IEEEFP) return false;
  if (header.bits == 16) return is_signed ? convert<std::int16_t>(from, to) : convert<std::uint16_t>(from, to), true;
  if (header.bits == 32) return is_signed ? convert<std::int32_t>(from, to) : convert<std::uint32_t>(from, to), true;
  return false;
}

Result<Pixels> read_scientific(TIFF* tiff, const Header& header, std::uint32_t width) {
  const auto line = TIFFScanlineSize64(tiff);
  if (TIFFIsTiled(tiff) || line < std::uint64_t{header.width} * header.bits / 8 || line > (256u << 20)) return broken();
  PlaneShrinker plane(header.width, header.height, width);
  std::string raw(line, '\0');
  std::vector<float> row(header.width);
  for (std::uint32_t y = 0; y < header.height; ++y) {
    if (TIFFReadScanline(tiff, raw.data(), y, 0) < 0 || !convert_row(header, raw, row)) return broken();
    plane.put(row.data());
  }
  const auto small = plane.take();
  return Pixels{small.width, small.height, 1, stretch(small, 0.5, 99.5)};
}

Result<Pixels> read_colours(TIFF* tiff, const Header& header, std::uint32_t width) {
  if (auto fits = check_pixels(header.width, header.height, kMostPixelsAtOnce); !fits)
    return tl::make_unexpected(fits.error());
  std::vector<std::uint32_t> pixels(std::size_t{header.width} * header.height);
  if (TIFFReadRGBAImageOriented(tiff, header.width, header.height, pixels.data(), ORIENTATION_TOPLEFT, 1) != 1)
    return broken();
  Shrinker shrinker(header.width, header.height, 4, width);
  for (std::uint32_t y = 0; y < header.height; ++y)
    shrinker.put(reinterpret_cast<const unsigned char*>(pixels.data() + std::size_t{y} * header.width));
  return shrinker.take();
}

}  // namespace

Result<Pixels> read_tiff(int file, std::uint32_t width) {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  const int own = ::dup(file);  // closed with the TIFF
  if (own < 0 || ::lseek(own, 0, SEEK_SET) < 0) return broken();
  const Options options(TIFFOpenOptionsAlloc());
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostAtOnce);
  // Not mapped: a file that shrinks meanwhile ends no process.
  const Tiff tiff(TIFFFdOpenExt(own, "image", "rm", options.get()));
  if (!tiff) return ::close(own), broken();
  const auto header = read_header(tiff.get());
  if (auto fits = check_pixels(header.width, header.height, kMostPixels); !fits)
    return tl::make_unexpected(fits.error());
  return header.is_scientific() ? read_scientific(tiff.get(), header, width) : read_colours(tiff.get(), header, width);
}

}  // namespace weft
