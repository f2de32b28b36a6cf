#include "decode/image.h"

#include <algorithm>

#include "decode/file_bytes.h"
#include "decode/volume.h"

namespace weft {
namespace {

constexpr std::uint64_t kMostFileBytes = 128u << 20;  // of an image given as it stands

std::uint32_t small_size(std::uint64_t size, std::uint64_t from, std::uint64_t to) {
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, (size * to + from / 2) / from));
}

const char* media_type_of(ImageSort sort) {
  switch (sort) {
    case ImageSort::png:
      return "image/png";
    case ImageSort::jpeg:
      return "image/jpeg";
    default:
      return "image/gif";
  }
}

Result<void> give_whole(const FileBytes& bytes, ImageSort sort, DecodeOutput& output) {
  constexpr std::size_t kPiece = 1u << 20;
  if (bytes.size() > kMostFileBytes)
    return fail(ErrorCode::too_large, "the image has more than 128 MB: ask for it with a width, or download it");
  output.begin({media_type_of(sort), bytes.size(), {}});
  for (std::uint64_t at = 0; at < bytes.size(); at += kPiece) {
    const auto piece = bytes.read(at, std::min<std::uint64_t>(kPiece, bytes.size() - at));
    if (!piece) return tl::make_unexpected(piece.error());
    output.write(*piece);
  }
  return {};
}

Result<void> give_pixels(const Result<Pixels>& pixels, ImageSort sort, DecodeOutput& output) {
  if (!pixels) return tl::make_unexpected(pixels.error());
  const bool as_jpeg = sort == ImageSort::jpeg;
  const auto packed = as_jpeg ? write_jpeg(*pixels) : write_png(*pixels);
  if (!packed) return tl::make_unexpected(packed.error());
  give(output, as_jpeg ? "image/jpeg" : "image/png", *packed);
  return {};
}

}  // namespace

ImageSort sort_of(std::string_view bytes, std::string_view path) {
  if (bytes.starts_with(std::string_view("\x89PNG\r\n\x1a\n", 8))) return ImageSort::png;
  if (bytes.starts_with("\xFF\xD8\xFF")) return ImageSort::jpeg;
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return ImageSort::gif;
  if (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)) ||
      bytes.starts_with(std::string_view("II+\0", 4)) || bytes.starts_with(std::string_view("MM\0+", 4)))
    return ImageSort::tiff;
  const bool marked = bytes.size() >= 212 && bytes.substr(208, 4) == "MAP ";
  for (const char* ending : {".mrc", ".mrcs", ".st", ".map", ".rec", ".ali", ".preali"})
    if (path.ends_with(ending)) return ImageSort::mrc;
  return marked ? ImageSort::mrc : ImageSort::none;
}

Result<void> check_pixels(std::uint64_t width, std::uint64_t height, std::uint64_t most) {
  if (width == 0 || height == 0) return fail(ErrorCode::unreadable, "the image says that it has no pixels");
  if (width > most || height > most / width)
    return fail(ErrorCode::too_large, "the image says that it has " + std::to_string(width) + " x " +
                                          std::to_string(height) + " pixels, more than are read here: download it");
  return {};
}

Shrinker::Shrinker(std::uint32_t from_width, std::uint32_t from_height, int channels, std::uint32_t width)
    : from_width_(from_width), from_height_(from_height) {
  if (width == 0 || width > from_width) width = from_width;
  width = std::min(width, kWidestImage);
  std::uint32_t height = small_size(from_height, from_width, width);
  if (height > 2 * kWidestImage) {
    height = 2 * kWidestImage;
    width = small_size(from_width, from_height, height);
  }
  small_ = {width, std::min(height, from_height), channels, {}};
  small_.bytes.resize(std::size_t{small_.width} * small_.height * static_cast<std::size_t>(channels));
  sums_.resize(std::size_t{small_.width} * static_cast<std::size_t>(channels));
  for (std::uint64_t x = 1; x <= small_.width; ++x)
    ends_.push_back(static_cast<std::uint32_t>(x * from_width / small_.width));
}

void Shrinker::put(const unsigned char* row) {
  if (next_ >= from_height_) return;
  const auto channels = static_cast<std::size_t>(small_.channels);
  std::uint32_t from = 0;
  for (std::size_t x = 0; x < ends_.size(); from = ends_[x++])
    for (std::size_t at = from * channels; at < ends_[x] * channels; ++at)
      sums_[x * channels + at % channels] += row[at];
  ++rows_;
  ++next_;
  if (next_ == static_cast<std::uint64_t>(row_ + 1) * from_height_ / small_.height) finish_row();
}

void Shrinker::finish_row() {
  const auto channels = static_cast<std::size_t>(small_.channels);
  auto* to = small_.bytes.data() + std::size_t{row_} * sums_.size();
  std::uint32_t from = 0;
  for (std::size_t x = 0; x < ends_.size(); from = ends_[x++]) {
    const std::uint64_t covered = std::uint64_t{rows_} * (ends_[x] - from);
    for (std::size_t channel = 0; channel < channels; ++channel)
      to[x * channels + channel] = static_cast<char>((sums_[x * channels + channel] + covered / 2) / covered);
  }
  std::fill(sums_.begin(), sums_.end(), 0);
  rows_ = 0;
  ++row_;
}

Pixels Shrinker::take() { return std::move(small_); }

Result<void> decode_image(const DecodeRequest& request, DecodeOutput& output) {
  const auto width = request.integer("width", 1, kWidestImage, 0);
  if (!width) return tl::make_unexpected(width.error());
  const FileBytes bytes(request.file);
  const auto sort = sort_of(bytes.first(1024), request.path);
  const auto wanted = static_cast<std::uint32_t>(*width);
  if (sort == ImageSort::gif || (wanted == 0 && (sort == ImageSort::png || sort == ImageSort::jpeg)))
    return give_whole(bytes, sort, output);
  switch (sort) {
    case ImageSort::png:
      return give_pixels(read_png(request.file, wanted), sort, output);
    case ImageSort::jpeg:
      return give_pixels(read_jpeg(request.file, wanted), sort, output);
    case ImageSort::tiff:
      return give_pixels(read_tiff(request.file, wanted), sort, output);
    case ImageSort::mrc:
      return decode_slice(request, output);
    default:
      return fail(ErrorCode::unsupported, "the file is no image that is shown here: PNG, JPEG, GIF, TIFF or MRC");
  }
}

}  // namespace weft
