// https://www.ccpem.ac.uk/mrc_format/mrc2014.php; the machine stamp tells the byte order, and old files have none.
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "decode/file_bytes.h"
#include "decode/image.h"
#include "decode/volume.h"

namespace weft {
namespace {

constexpr std::uint64_t kHeaderBytes = 1024;
constexpr std::int64_t kLongestSide = 1'000'000;
constexpr std::uint64_t kMostReadBytes = std::uint64_t{1} << 30;  // for a slice along x, through the whole file

template <class Number>
Number number_at(const char* bytes, bool big_endian) {
  char ordered[sizeof(Number)];
  for (std::size_t i = 0; i < sizeof ordered; ++i) ordered[i] = bytes[big_endian ? sizeof ordered - 1 - i : i];
  Number number;
  std::memcpy(&number, ordered, sizeof number);
  return number;
}

int value_bytes(int mode) {
  switch (mode) {
    case 0:
      return 1;
    case 1:
    case 6:
    case 12:
      return 2;
    case 2:
      return 4;
    default:
      return 0;
  }
}

float half_to_float(std::uint16_t half) {
  const int exponent = (half >> 10) & 31, fraction = half & 1023;
  float value = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                : exponent == 31
                    ? (fraction ? std::numeric_limits<float>::quiet_NaN() : std::numeric_limits<float>::infinity())
                    : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  return half & 0x8000 ? -value : value;
}

template <class Number>
void convert_all(const char* from, std::size_t count, bool big_endian, float* to) {
  for (std::size_t i = 0; i < count; ++i)
    to[i] = static_cast<float>(number_at<Number>(from + i * sizeof(Number), big_endian));
}

void convert(const MrcHeader& header, const char* from, std::size_t count, float* to) {
  switch (header.mode) {
    case 0:
      return convert_all<std::int8_t>(from, count, false, to);
    case 1:
      return convert_all<std::int16_t>(from, count, header.big_endian, to);
    case 2:
      return convert_all<float>(from, count, header.big_endian, to);
    case 6:
      return convert_all<std::uint16_t>(from, count, header.big_endian, to);
    default:
      for (std::size_t i = 0; i < count; ++i)
        to[i] = half_to_float(number_at<std::uint16_t>(from + 2 * i, header.big_endian));
  }
}

bool is_plausible(std::string_view bytes, bool big_endian) {
  const auto nx = number_at<std::int32_t>(bytes.data(), big_endian);
  const auto mode = number_at<std::int32_t>(bytes.data() + 12, big_endian);
  return nx > 0 && nx <= kLongestSide && mode >= 0 && mode < 256;
}

bool is_big_endian(std::string_view bytes) {
  if (bytes[212] == 0x11) return true;
  if (bytes[212] == 0x44) return false;
  return !is_plausible(bytes, false) && is_plausible(bytes, true);
}

// One row of values, read from `at`.
class Rows {
 public:
  Rows(int file, const MrcHeader& header, std::size_t values)
      : bytes_(file),
        header_(header),
        raw_(values * static_cast<std::size_t>(header.value_bytes), '\0'),
        values_(values) {}
  Result<const float*> read(std::uint64_t at) {
    if (auto done = bytes_.read(at, raw_.data(), raw_.size()); !done) return tl::make_unexpected(done.error());
    convert(header_, raw_.data(), values_.size(), values_.data());
    return values_.data();
  }

 private:
  FileBytes bytes_;
  const MrcHeader& header_;
  std::string raw_;
  std::vector<float> values_;
};

// Slices along z and y are made of whole rows, `step` bytes apart.
Result<Plane> read_rows(int file, const MrcHeader& header, std::uint64_t at, std::uint64_t step, std::int64_t rows,
                        std::uint32_t width) {
  const auto nx = header.shape[2];
  PlaneShrinker plane(nx, rows, width);
  Rows reader(file, header, static_cast<std::size_t>(nx));
  for (std::int64_t row = 0; row < rows; ++row, at += step) {
    const auto values = reader.read(at);
    if (!values) return tl::make_unexpected(values.error());
    plane.put(*values);
  }
  return plane.take();
}

// Along x everything lies apart. A small file is read whole; of a large one, single values of a grid.
Result<Plane> read_whole(int file, const MrcHeader& header, std::int64_t x, std::uint32_t width) {
  const auto [nz, ny, nx] = header.shape;
  PlaneShrinker plane(ny, nz, width);
  Rows reader(file, header, static_cast<std::size_t>(ny * nx));
  std::vector<float> row(static_cast<std::size_t>(ny));
  for (std::int64_t z = 0; z < nz; ++z) {
    const auto values = reader.read(header.data_at + static_cast<std::uint64_t>(z * ny * nx * header.value_bytes));
    if (!values) return tl::make_unexpected(values.error());
    for (std::int64_t y = 0; y < ny; ++y) row[static_cast<std::size_t>(y)] = (*values)[y * nx + x];
    plane.put(row.data());
  }
  return plane.take();
}

Result<Plane> read_grid(int file, const MrcHeader& header, std::int64_t x, std::uint32_t width) {
  const auto [nz, ny, nx] = header.shape;
  const PlaneShrinker sizes(ny, nz, width == 0 ? 512 : std::min<std::uint32_t>(width, 1024));
  Plane plane{sizes.width(), sizes.height(), {}};
  Rows reader(file, header, 1);
  for (std::int64_t row = 0; row < plane.height; ++row)
    for (std::int64_t column = 0; column < plane.width; ++column) {
      const auto z = (2 * row + 1) * nz / (2 * std::int64_t{plane.height});
      const auto y = (2 * column + 1) * ny / (2 * std::int64_t{plane.width});
      const auto value =
          reader.read(header.data_at + static_cast<std::uint64_t>(((z * ny + y) * nx + x) * header.value_bytes));
      if (!value) return tl::make_unexpected(value.error());
      plane.values.push_back(**value);
    }
  return plane;
}

}  // namespace

Result<MrcHeader> read_mrc_header(std::string_view bytes, std::uint64_t file_bytes) {
  if (bytes.size() < kHeaderBytes)
    return fail(ErrorCode::unreadable,
                "an MRC file begins with 1024 bytes, and this one has " + std::to_string(bytes.size()));
  MrcHeader header;
  header.big_endian = is_big_endian(bytes);
  const auto whole = [&](std::size_t at) { return number_at<std::int32_t>(bytes.data() + at, header.big_endian); };
  const auto real = [&](std::size_t at) { return number_at<float>(bytes.data() + at, header.big_endian); };
  header.shape = {whole(8), whole(4), whole(0)};
  header.mode = whole(12);
  header.value_bytes = value_bytes(header.mode);
  for (auto side : header.shape)
    if (side < 1 || side > kLongestSide)
      return fail(ErrorCode::unreadable, "its MRC header says that a side has " + std::to_string(side) + " values");
  if (header.value_bytes == 0)
    return fail(ErrorCode::unsupported,
                "MRC of mode " + std::to_string(header.mode) + " is not read, only 0, 1, 2, 6 and 12");
  const auto extended = whole(92);
  if (extended < 0) return fail(ErrorCode::unreadable, "its MRC header says that a negative number of bytes follows");
  header.data_at = kHeaderBytes + static_cast<std::uint64_t>(extended);
  const auto plane =
      static_cast<std::uint64_t>(header.shape[1] * header.shape[2]) * static_cast<std::uint64_t>(header.value_bytes);
  if (header.data_at > file_bytes ||
      plane > (file_bytes - header.data_at) / static_cast<std::uint64_t>(header.shape[0]))
    return fail(
        ErrorCode::unreadable,
        "its MRC header says that there are more values than the file has bytes: it is truncated, or being written");
  for (std::size_t i = 0; i < 3; ++i) header.cell[i] = real(40 + 4 * i);
  header.minimum = real(76);
  header.maximum = real(80);
  header.mean = real(84);
  header.has_statistics = std::isfinite(header.minimum) && std::isfinite(header.maximum) &&
                          std::isfinite(header.mean) && header.minimum < header.maximum;
  return header;
}

Result<Plane> read_mrc_slice(int file, const MrcHeader& header, const SliceAsked& asked) {
  const auto [nz, ny, nx] = header.shape;
  const auto index = index_of(asked, header.shape[static_cast<std::size_t>(asked.axis)]);
  if (!index) return tl::make_unexpected(index.error());
  const auto row = static_cast<std::uint64_t>(nx * header.value_bytes), plane = static_cast<std::uint64_t>(ny) * row;
  const auto at = static_cast<std::uint64_t>(*index);
  if (asked.axis == 0) return read_rows(file, header, header.data_at + at * plane, row, ny, asked.width);
  if (asked.axis == 1) return read_rows(file, header, header.data_at + at * row, plane, nz, asked.width);
  const bool is_small = plane * static_cast<std::uint64_t>(nz) <= kMostReadBytes && plane <= kMostReadBytes / 16;
  return is_small ? read_whole(file, header, *index, asked.width) : read_grid(file, header, *index, asked.width);
}

}  // namespace weft
