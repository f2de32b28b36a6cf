// Volumes: MRC maps and stacks, and three-dimensional HDF5 datasets: what they say they are, and slices as PNG.
// In: an open file and parameters. Out: JSON of GET .../volume, PNG of GET .../slice. Nothing is read but the slice.
#pragma once
#include <array>

#include "decode/decode.h"

namespace weft {

// MRC2014 and older: 1,024 bytes, then `extended` bytes, then the values, x fastest.
struct MrcHeader {
  std::array<std::int64_t, 3> shape{};  // nz, ny, nx
  int mode = 0;                         // 0 int8, 1 int16, 2 float32, 6 uint16, 12 float16
  int value_bytes = 0;
  bool big_endian = false;
  std::uint64_t data_at = 0;
  std::array<float, 3> cell{};  // Angstrom, x y z
  float minimum = 0, maximum = 0, mean = 0;
  bool has_statistics = false;  // of old writers they are zero, or minimum > maximum
};

// `file_bytes`: the size of the file; a header that says there is more is refused.
Result<MrcHeader> read_mrc_header(std::string_view first_bytes, std::uint64_t file_bytes);

// A picture's worth of numbers, NaN where there is none.
struct Plane {
  std::uint32_t width = 0, height = 0;
  std::vector<float> values;
};

// Axis 0 z, 1 y, 2 x; `index` along it. The plane is at most `width` wide: its values are means of blocks, along x of
// an MRC file single values of a grid.
struct SliceAsked {
  int axis = 0;
  std::int64_t index = -1;  // -1: the middle
  std::uint32_t width = 0;
};
Result<Plane> read_mrc_slice(int file, const MrcHeader& header, const SliceAsked& asked);

// A three-dimensional HDF5 dataset of numbers: its shape, and how its type is called ("float32").
struct Hdf5Volume {
  std::array<std::int64_t, 3> shape{};
  std::string mode;
};
Result<Hdf5Volume> read_hdf5_volume(int file, const std::string& path);
Result<Plane> read_hdf5_slice(int file, const std::string& path, const SliceAsked& asked);

// As grey values: `low` per cent of the values are black, those over `high` per cent white.
std::string stretch(const Plane& plane, double low, double high);
// The index asked for, the middle without one; error not_found outside `size`.
Result<std::int64_t> index_of(const SliceAsked& asked, std::int64_t size);

// Makes rows of values into a plane at most `width` wide, as Shrinker does with pixels. One thread.
class PlaneShrinker {
 public:
  PlaneShrinker(std::int64_t from_width, std::int64_t from_height, std::uint32_t width);
  void put(const float* row);
  std::uint32_t width() const { return plane_.width; }
  std::uint32_t height() const { return plane_.height; }
  Plane take();

 private:
  void finish_row();
  std::int64_t from_width_, from_height_, next_ = 0;
  Plane plane_;
  std::uint32_t row_ = 0;
  std::vector<double> sums_;
  std::vector<std::uint32_t> counts_;
};

// parameters: file, hdf5
Result<void> decode_volume(const DecodeRequest& request, DecodeOutput& output);
// parameters: hdf5, axis (x y z), index, width, low, high
Result<void> decode_slice(const DecodeRequest& request, DecodeOutput& output);

}  // namespace weft
