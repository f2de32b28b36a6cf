// PNG by libpng, row by row: a picture of 100,000 x 100,000 costs no memory, and is refused by its header.
#include <png.h>
#include <unistd.h>

#include <csetjmp>

#include "decode/file_bytes.h"
#include "decode/image.h"

namespace weft {
namespace {

struct Source {
  FileBytes bytes;
  std::uint64_t at = 0;
};

// libpng reports by a jump: what it says is kept here, and no C++ value lives across the jump.
struct Report {
  std::string message;
};

[[noreturn]] void report(png_structp png, png_const_charp message) {
  static_cast<Report*>(png_get_error_ptr(png))->message = message;
  png_longjmp(png, 1);
}
void keep_quiet(png_structp, png_const_charp) {}

void read_bytes(png_structp png, png_bytep to, std::size_t size) {
  auto* source = static_cast<Source*>(png_get_io_ptr(png));
  if (!source->bytes.read(source->at, reinterpret_cast<char*>(to), size)) png_error(png, "the file ends too early");
  source->at += size;
}

void append_bytes(png_structp png, png_bytep from, std::size_t size) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(from), size);
}

struct Header {
  png_uint_32 width = 0, height = 0;
  int channels = 0;
  bool interlaced = false;
};

// 8 bits a channel, a palette as colours, transparency as alpha.
void make_plain(png_structp png) {
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_packing(png);
}

bool read_header(png_structp png, png_infop info, Source& source, Header& header) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_read_fn(png, &source, read_bytes);
  png_set_user_limits(png, 1'000'000, 1'000'000);
  png_set_chunk_malloc_max(png, 16u << 20);
  png_set_chunk_cache_max(png, 100);
  png_read_info(png, info);
  header.width = png_get_image_width(png, info);
  header.height = png_get_image_height(png, info);
  header.interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
  make_plain(png);
  if (header.interlaced) png_set_interlace_handling(png);
  png_read_update_info(png, info);
  header.channels = png_get_channels(png, info);
  return true;
}

bool read_rows(png_structp png, const Header& header, Shrinker& shrinker, unsigned char* row) {
  if (setjmp(png_jmpbuf(png))) return false;
  for (png_uint_32 y = 0; y < header.height; ++y) {
    png_read_row(png, row, nullptr);
    shrinker.put(row);
  }
  return true;
}

bool read_interlaced(png_structp png, unsigned char** rows) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_read_image(png, rows);
  return true;
}

tl::unexpected<Error> broken(const Report& said) {
  return fail(ErrorCode::unreadable, "the PNG is broken or truncated: " + said.message);
}

Result<Pixels> read_all(png_structp png, png_infop info, Source& source, const Report& said, std::uint32_t width) {
  Header header;
  if (!read_header(png, info, source, header)) return broken(said);
  const auto most = header.interlaced ? kMostPixelsAtOnce : kMostPixels;
  if (auto fits = check_pixels(header.width, header.height, most); !fits) return tl::make_unexpected(fits.error());
  Shrinker shrinker(header.width, header.height, header.channels, width);
  const std::size_t row_bytes = std::size_t{header.width} * static_cast<std::size_t>(header.channels);
  std::string buffer(header.interlaced ? row_bytes * header.height : row_bytes, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(buffer.data());
  if (!header.interlaced)
    return read_rows(png, header, shrinker, bytes) ? Result<Pixels>(shrinker.take()) : broken(said);
  std::vector<unsigned char*> rows;
  for (png_uint_32 y = 0; y < header.height; ++y) rows.push_back(bytes + y * row_bytes);
  if (!read_interlaced(png, rows.data())) return broken(said);
  for (auto* row : rows) shrinker.put(row);
  return shrinker.take();
}

int colour_type(int channels) {
  constexpr int kTypes[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
  return kTypes[channels - 1];
}

bool write_rows(png_structp png, png_infop info, const Pixels& pixels, std::string& to) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_write_fn(png, &to, append_bytes, nullptr);
  png_set_IHDR(png, info, pixels.width, pixels.height, 8, colour_type(pixels.channels), PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(png, 3);
  png_set_filter(png, 0, PNG_FILTER_SUB);
  png_write_info(png, info);
  const std::size_t row_bytes = std::size_t{pixels.width} * static_cast<std::size_t>(pixels.channels);
  for (std::uint32_t y = 0; y < pixels.height; ++y)
    png_write_row(png, reinterpret_cast<png_const_bytep>(pixels.bytes.data()) + y * row_bytes);
  png_write_end(png, info);
  return true;
}

}  // namespace

Result<Pixels> read_png(int file, std::uint32_t width) {
  Source source{FileBytes(file)};
  Report said;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &said, report, keep_quiet);
  png_infop info = png ? png_create_info_struct(png) : nullptr;
  if (!info) throw std::bad_alloc();
  auto pixels = read_all(png, info, source, said, width);
  png_destroy_read_struct(&png, &info, nullptr);
  return pixels;
}

Result<std::string> write_png(const Pixels& pixels) {
  std::string bytes;
  Report said;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &said, report, keep_quiet);
  png_infop info = png ? png_create_info_struct(png) : nullptr;
  if (!info) throw std::bad_alloc();
  const bool written = write_rows(png, info, pixels, bytes);
  png_destroy_write_struct(&png, &info);
  if (!written) return fail(ErrorCode::internal, "no PNG could be written: " + said.message);
  return bytes;
}

}  // namespace weft
