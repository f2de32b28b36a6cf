#include <algorithm>

#include "decode/hdf5/filters.h"
#include "decode/hdf5_handles.h"
#include "decode/volume.h"

namespace weft {
namespace {

constexpr hsize_t kMostValues = hsize_t{1} << 27;  // of a slice: 512 MB as float32

std::string type_name(hid_t dataset) {
  const Hdf5Handle type(H5Dget_type(dataset));
  const auto bits = std::to_string(8 * H5Tget_size(type.id()));
  if (H5Tget_class(type.id()) == H5T_FLOAT) return "float" + bits;
  return (H5Tget_sign(type.id()) == H5T_SGN_NONE ? "uint" : "int") + bits;
}

struct Opened {
  Hdf5Handle file, dataset;
  std::array<std::int64_t, 3> shape{};
};

Result<Opened> open_volume(int descriptor, const std::string& path) {
  auto file = open_hdf5(descriptor);
  if (!file) return tl::make_unexpected(file.error());
  std::vector<hsize_t> shape;
  auto dataset = open_numbers(file->id(), path, shape);
  if (!dataset) return tl::make_unexpected(dataset.error());
  if (shape.size() == 2) shape.insert(shape.begin(), 1);  // one picture
  if (shape.size() != 3)
    return fail(ErrorCode::unsupported, "it has " + std::to_string(shape.size()) + " dimensions; a volume has three",
                path);
  Opened opened{std::move(*file), std::move(*dataset), {}};
  for (std::size_t i = 0; i < 3; ++i) {
    if (shape[i] < 1 || shape[i] > (hsize_t{1} << 40)) return fail(ErrorCode::unsupported, "it is empty", path);
    opened.shape[i] = static_cast<std::int64_t>(shape[i]);
  }
  return opened;
}

// Some rows of the slice, as floats.
Result<void> read_rows(const Opened& volume, int axis, hsize_t index, hsize_t first, hsize_t rows,
                       std::vector<float>& to) {
  const int row_axis = axis == 0 ? 1 : 0;
  hsize_t start[3] = {0, 0, 0}, count[3];
  for (int i = 0; i < 3; ++i) count[i] = static_cast<hsize_t>(volume.shape[static_cast<std::size_t>(i)]);
  start[axis] = index;
  count[axis] = 1;
  start[row_axis] = first;
  count[row_axis] = rows;
  const Hdf5Handle space(H5Dget_space(volume.dataset.id()));
  const int missing = 3 - H5Sget_simple_extent_ndims(space.id());  // a picture has no z
  hsize_t points = count[0] * count[1] * count[2];
  const Hdf5Handle memory(H5Screate_simple(1, &points, nullptr));
  to.resize(points);
  if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start + missing, nullptr, count + missing, nullptr) < 0 ||
      H5Dread(volume.dataset.id(), H5T_NATIVE_FLOAT, memory.id(), space.id(), H5P_DEFAULT, to.data()) < 0)
    return tl::make_unexpected(
        hdf5::not_readable(volume.dataset.id(), "its values cannot be read: the file is broken"));
  return {};
}

}  // namespace

Result<Hdf5Volume> read_hdf5_volume(int file, const std::string& path) {
  const auto volume = open_volume(file, path);
  if (!volume) return tl::make_unexpected(volume.error());
  return Hdf5Volume{volume->shape, type_name(volume->dataset.id())};
}

// A portion of rows at a time, so that chunks are unpacked once and memory stays small.
Result<Plane> read_hdf5_slice(int file, const std::string& path, const SliceAsked& asked) {
  const auto volume = open_volume(file, path);
  if (!volume) return tl::make_unexpected(volume.error());
  const auto index = index_of(asked, volume->shape[static_cast<std::size_t>(asked.axis)]);
  if (!index) return tl::make_unexpected(index.error());
  const auto height = volume->shape[asked.axis == 0 ? 1 : 0], width = volume->shape[asked.axis == 2 ? 1 : 2];
  if (static_cast<hsize_t>(width) > kMostValues / static_cast<hsize_t>(height))
    return fail(ErrorCode::too_large,
                "the slice has " + std::to_string(width) + " x " + std::to_string(height) + " values", path);
  PlaneShrinker plane(width, height, asked.width);
  const auto portion = std::max<std::int64_t>(1, (std::int64_t{16} << 20) / width);
  std::vector<float> values;
  for (std::int64_t first = 0; first < height; first += portion) {
    const auto rows = std::min(portion, height - first);
    if (auto done = read_rows(*volume, asked.axis, static_cast<hsize_t>(*index), static_cast<hsize_t>(first),
                              static_cast<hsize_t>(rows), values);
        !done)
      return tl::make_unexpected(done.error());
    for (std::int64_t row = 0; row < rows; ++row) plane.put(values.data() + row * width);
  }
  return plane.take();
}

}  // namespace weft
