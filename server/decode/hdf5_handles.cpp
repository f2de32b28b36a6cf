#include "decode/hdf5_handles.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <limits>

#include "decode/hdf5/filters.h"
#include "decode/hdf5/gate.h"

namespace weft {
namespace {

constexpr hsize_t kMostChildren = 1000;
constexpr hsize_t kMostTexts = 100;

// Asked when a link leads out of the file: no.
herr_t refuse_link(const char*, const char*, const char*, const char*, unsigned*, hid_t, void*) { return -1; }

// HDF5 prints what goes wrong unless told otherwise.
void be_silent() {
  static const bool done = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr) >= 0;
  (void)done;
}

Hdf5Handle staying_inside() {
  Hdf5Handle access(H5Pcreate(H5P_LINK_ACCESS));
  H5Pset_elink_cb(access.id(), refuse_link, nullptr);
  H5Pset_nlinks(access.id(), 16);
  return access;
}

std::vector<std::string> children(hid_t group, H5O_type_t type) {
  std::vector<std::string> names;
  H5G_info_t info{};
  if (H5Gget_info(group, &info) < 0) return names;
  for (hsize_t i = 0; i < std::min(info.nlinks, kMostChildren); ++i) {
    char name[1024];
    const auto length = H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT);
    if (length <= 0 || length >= static_cast<ssize_t>(sizeof name)) continue;
    const auto child = open_inside(group, name);
    if (!child) continue;
    const bool is_group = child.is_group();
    if (is_group == (type == H5O_TYPE_GROUP)) names.emplace_back(name, static_cast<std::size_t>(length));
  }
  return names;
}

std::string until_zero(const char* text, std::size_t size) { return {text, ::strnlen(text, size)}; }

// `count` texts of `type` that `read` puts into a buffer.
template <class Read>
std::vector<std::string> texts_of(hid_t type, hsize_t count, hid_t space, Read&& read) {
  std::vector<std::string> texts;
  if (H5Tget_class(type) != H5T_STRING || count == 0 || count > kMostTexts) return texts;
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> pointers(count, nullptr);
    if (read(pointers.data()) < 0) return texts;
    for (const char* text : pointers) texts.emplace_back(text ? text : "");
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
    return texts;
  }
  const auto size = H5Tget_size(type);
  if (size == 0 || size > (1u << 20)) return texts;
  std::string buffer(size * count, '\0');
  if (read(buffer.data()) < 0) return texts;
  for (hsize_t i = 0; i < count; ++i) texts.push_back(until_zero(buffer.data() + i * size, size));
  return texts;
}

hsize_t count_points(hid_t space) {
  const auto points = H5Sget_simple_extent_npoints(space);
  return points < 0 ? 0 : static_cast<hsize_t>(points);
}

std::string shown(const std::vector<hsize_t>& shape) {
  std::string text;
  for (auto size : shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
  return text;
}

// No raw bytes from other files, by whatever name the file calls them.
bool lies_inside(hid_t dataset) {
  const Hdf5Handle made(H5Dget_create_plist(dataset));
  if (!made || H5Pget_external_count(made.id()) != 0) return false;
  return H5Pget_layout(made.id()) != H5D_VIRTUAL;
}

}  // namespace

Result<Hdf5Handle> open_hdf5(int descriptor) {
  be_silent();
  hdf5::know_filters();
  const auto path = "/proc/self/fd/" + std::to_string(descriptor);
  std::error_code wrong;
  const hdf5::FileGate this_file{{std::filesystem::read_symlink(path, wrong).string()}};
  const hdf5::GateInForce in_force(this_file, {path, descriptor});
  const hdf5::Handle access = hdf5::gated_access();
  Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()));
  if (!file)
    return fail(ErrorCode::unreadable, "the file cannot be opened as HDF5: it is broken, truncated, or being written");
  return file;
}

Hdf5Handle open_inside(hid_t place, const std::string& path) {
  static const Hdf5Handle inside = staying_inside();
  if (path.empty() || path.find('\0') != path.npos) return {};
  Hdf5Handle found(H5Oopen(place, path.c_str(), inside.id()));
  const auto type = found ? H5Iget_type(found.id()) : H5I_BADID;
  return type == H5I_GROUP || type == H5I_DATASET ? std::move(found) : Hdf5Handle();
}

std::vector<std::string> child_groups(hid_t group) { return children(group, H5O_TYPE_GROUP); }
std::vector<std::string> child_datasets(hid_t group) { return children(group, H5O_TYPE_DATASET); }

std::vector<std::string> read_texts(hid_t owner, const char* attribute) {
  if (owner < 0 || H5Aexists(owner, attribute) <= 0) return {};
  const Hdf5Handle found(H5Aopen(owner, attribute, H5P_DEFAULT));
  if (!found) return {};
  const Hdf5Handle type(H5Aget_type(found.id())), space(H5Aget_space(found.id()));
  if (!type || !space) return {};
  return texts_of(type.id(), count_points(space.id()), space.id(),
                  [&](void* to) { return H5Aread(found.id(), type.id(), to); });
}

std::string read_text_dataset(hid_t group, const std::string& name) {
  const auto found = open_inside(group, name);
  if (!found || found.is_group() || !lies_inside(found.id())) return "";
  const Hdf5Handle type(H5Dget_type(found.id())), space(H5Dget_space(found.id()));
  if (!type || !space || count_points(space.id()) != 1) return "";
  const auto texts = texts_of(type.id(), 1, space.id(), [&](void* to) {
    return H5Dread(found.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, to);
  });
  return texts.empty() ? "" : texts.front();
}

Result<Hdf5Handle> open_numbers(hid_t place, const std::string& path, std::vector<hsize_t>& shape) {
  auto found = open_inside(place, path);
  if (!found || found.is_group())
    return fail(ErrorCode::not_found, "the file has no HDF5 dataset here, or only behind a link out of the file", path);
  if (!lies_inside(found.id()))
    return fail(ErrorCode::unsupported, "its values lie in other files (external storage or a virtual dataset)", path);
  const Hdf5Handle type(H5Dget_type(found.id())), space(H5Dget_space(found.id()));
  const auto sort = type ? H5Tget_class(type.id()) : H5T_NO_CLASS;
  if (sort != H5T_INTEGER && sort != H5T_FLOAT) return fail(ErrorCode::unsupported, "it holds no numbers", path);
  const int rank = space ? H5Sget_simple_extent_ndims(space.id()) : -1;
  if (rank < 0 || rank > H5S_MAX_RANK) return fail(ErrorCode::unreadable, "its shape cannot be read", path);
  shape.resize(static_cast<std::size_t>(rank));
  if (rank > 0) H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr);
  return found;
}

Result<std::vector<double>> read_numbers(hid_t place, const std::string& path, std::size_t most) {
  std::vector<hsize_t> shape;
  const auto found = open_numbers(place, path, shape);
  if (!found) return tl::make_unexpected(found.error());
  const auto longer = std::count_if(shape.begin(), shape.end(), [](hsize_t size) { return size != 1; });
  if (longer > 1)
    return fail(ErrorCode::unsupported, "it has " + shown(shape) + " values: a curve has one dimension", path);
  hsize_t count = 1;
  for (auto size : shape) count *= size;
  if (count > most)
    return fail(ErrorCode::too_large, "it has " + std::to_string(count) + " values, more than can be drawn", path);
  std::vector<double> values(count);
  if (count > 0 && H5Dread(found->id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    return tl::make_unexpected(hdf5::not_readable(found->id(), "its values cannot be read: the file is broken", path));
  return values;
}

}  // namespace weft
