// JPEG by libjpeg-turbo, row by row; what becomes much smaller is read at 1/2, 1/4 or 1/8 of its size at once.
#include <cstdio>
// jpeglib.h needs FILE
#include <jpeglib.h>
#include <unistd.h>

#include <csetjmp>

#include "decode/file_bytes.h"
#include "decode/image.h"

namespace weft {
namespace {

constexpr std::uint64_t kMostFileBytes = 256u << 20;

struct Report {
  jpeg_error_mgr base;
  std::jmp_buf back;
  char message[JMSG_LENGTH_MAX] = "";
};

[[noreturn]] void report(j_common_ptr jpeg) {
  auto* said = reinterpret_cast<Report*>(jpeg->err);
  jpeg->err->format_message(jpeg, said->message);
  std::longjmp(said->back, 1);
}
void keep_quiet(j_common_ptr) {}
// A warning means damaged data: a picture half of which is grey is not shown as if it were whole.
void on_warning(j_common_ptr jpeg, int level) {
  if (level < 0) report(jpeg);
}

void set_reports(Report& said, jpeg_error_mgr*& in) {
  in = jpeg_std_error(&said.base);
  said.base.error_exit = report;
  said.base.output_message = keep_quiet;
  said.base.emit_message = on_warning;
}

unsigned int scale_for(std::uint32_t from, std::uint32_t to) {
  unsigned int by = 1;
  while (to > 0 && by < 8 && from / (2 * by) >= to) by *= 2;
  return by;
}

bool read_header(jpeg_decompress_struct& jpeg, Report& said, const std::string& bytes) {
  if (setjmp(said.back)) return false;
  jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&jpeg, TRUE);
  return true;
}

bool start(jpeg_decompress_struct& jpeg, Report& said, std::uint32_t width) {
  if (setjmp(said.back)) return false;
  jpeg.scale_num = 1;
  jpeg.scale_denom = scale_for(jpeg.image_width, width);
  jpeg.out_color_space = jpeg.jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&jpeg);
  return true;
}

bool read_rows(jpeg_decompress_struct& jpeg, Report& said, Shrinker& shrinker, unsigned char* row) {
  if (setjmp(said.back)) return false;
  while (jpeg.output_scanline < jpeg.output_height) {
    jpeg_read_scanlines(&jpeg, &row, 1);
    shrinker.put(row);
  }
  return true;
}

Result<Pixels> read_all(jpeg_decompress_struct& jpeg, Report& said, const std::string& bytes, std::uint32_t width) {
  const auto broken = [&said] {
    return fail(ErrorCode::unreadable, std::string("the JPEG is broken or truncated: ") + said.message);
  };
  if (!read_header(jpeg, said, bytes)) return broken();
  // A progressive one is kept whole while it is read.
  const auto most = jpeg_has_multiple_scans(&jpeg) ? kMostPixelsAtOnce : kMostPixels;
  if (auto fits = check_pixels(jpeg.image_width, jpeg.image_height, most); !fits)
    return tl::make_unexpected(fits.error());
  if (!start(jpeg, said, width)) return broken();
  Shrinker shrinker(jpeg.output_width, jpeg.output_height, jpeg.output_components, width);
  std::string row(std::size_t{jpeg.output_width} * static_cast<std::size_t>(jpeg.output_components), '\0');
  if (!read_rows(jpeg, said, shrinker, reinterpret_cast<unsigned char*>(row.data()))) return broken();
  return shrinker.take();
}

bool write_rows(jpeg_compress_struct& jpeg, Report& said, const Pixels& pixels, int quality, unsigned char** to,
                unsigned long* size) {
  if (setjmp(said.back)) return false;
  jpeg_mem_dest(&jpeg, to, size);
  jpeg.image_width = pixels.width;
  jpeg.image_height = pixels.height;
  jpeg.input_components = pixels.channels;
  jpeg.in_color_space = pixels.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  const std::size_t row_bytes = std::size_t{pixels.width} * static_cast<std::size_t>(pixels.channels);
  while (jpeg.next_scanline < jpeg.image_height) {
    auto* row =
        reinterpret_cast<unsigned char*>(const_cast<char*>(pixels.bytes.data())) + jpeg.next_scanline * row_bytes;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  return true;
}

}  // namespace

Result<Pixels> read_jpeg(int file, std::uint32_t width) {
  const auto bytes = FileBytes(file).whole(kMostFileBytes);
  if (!bytes) return tl::make_unexpected(bytes.error());
  Report said;
  jpeg_decompress_struct jpeg{};
  set_reports(said, jpeg.err);
  jpeg_create_decompress(&jpeg);
  auto pixels = read_all(jpeg, said, *bytes, width);
  jpeg_destroy_decompress(&jpeg);
  return pixels;
}

Result<std::string> write_jpeg(const Pixels& pixels, int quality) {
  Report said;
  jpeg_compress_struct jpeg{};
  set_reports(said, jpeg.err);
  jpeg_create_compress(&jpeg);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const bool written = write_rows(jpeg, said, pixels, quality, &bytes, &size);
  std::string packed(reinterpret_cast<char*>(bytes), written ? size : 0);
  jpeg_destroy_compress(&jpeg);
  std::free(bytes);
  if (!written) return fail(ErrorCode::internal, std::string("no JPEG could be written: ") + said.message);
  return packed;
}

}  // namespace weft
