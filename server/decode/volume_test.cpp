#include "decode/volume.h"

#include <hdf5.h>

#include <cmath>
#include <cstring>

#include "decode/curve.h"
#include "decode/image.h"
#include "decode/written_file.h"

namespace weft {
namespace {

template <class Number>
void put(std::string& bytes, std::size_t at, Number number, bool big_endian = false) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  for (std::size_t i = 0; i < sizeof number; ++i) bytes.at(at + i) = raw[big_endian ? sizeof number - 1 - i : i];
}

std::string header_of(int nx, int ny, int nz, int mode, bool big_endian = false, int extended = 0) {
  std::string bytes(1024, '\0');
  const int first[] = {nx, ny, nz, mode};
  for (std::size_t i = 0; i < 4; ++i) put(bytes, 4 * i, first[i], big_endian);
  for (std::size_t i = 0; i < 3; ++i) put(bytes, 40 + 4 * i, 2.5f * static_cast<float>(i + 1), big_endian);
  put(bytes, 76, -1.0f, big_endian);
  put(bytes, 80, 7.0f, big_endian);
  put(bytes, 84, 3.0f, big_endian);
  put(bytes, 92, extended, big_endian);
  bytes.replace(208, 4, "MAP ");
  bytes.replace(212, 2, big_endian ? std::string("\x11\x11") : std::string("\x44\x44"));
  return bytes;
}

// 4 x 3 x 2, the value at (x, y, z) is x + 10 y + 100 z.
template <class Number>
std::string small_volume(int mode, bool big_endian = false, int extended = 0) {
  auto bytes = header_of(4, 3, 2, mode, big_endian, extended) + std::string(static_cast<std::size_t>(extended), 'x');
  for (int z = 0; z < 2; ++z)
    for (int y = 0; y < 3; ++y)
      for (int x = 0; x < 4; ++x) {
        bytes.resize(bytes.size() + sizeof(Number));
        put(bytes, bytes.size() - sizeof(Number), static_cast<Number>(x + 10 * y + 100 * z), big_endian);
      }
  return bytes;
}

std::vector<float> slice_of(const std::string& bytes, int axis, std::int64_t index) {
  const WrittenFile file(bytes);
  const auto header = read_mrc_header(std::string_view(bytes).substr(0, 1024), bytes.size());
  EXPECT_TRUE(header) << header.error().message;
  const auto plane = read_mrc_slice(file.get(), *header, {axis, index, 0});
  EXPECT_TRUE(plane) << plane.error().message;
  return plane ? plane->values : std::vector<float>();
}

TEST(Mrc, slices_along_each_axis_in_each_mode_and_byte_order) {
  for (const auto& bytes : {small_volume<std::int16_t>(1), small_volume<float>(2), small_volume<std::uint16_t>(6),
                            small_volume<float>(2, true), small_volume<std::int16_t>(1, true),
                            small_volume<std::uint16_t>(6, false, 512)}) {
    EXPECT_EQ(slice_of(bytes, 0, 1), (std::vector<float>{100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123}));
    EXPECT_EQ(slice_of(bytes, 1, 2), (std::vector<float>{20, 21, 22, 23, 120, 121, 122, 123}));
    EXPECT_EQ(slice_of(bytes, 2, 3), (std::vector<float>{3, 13, 23, 103, 113, 123}));
  }
}

TEST(Mrc, bytes_are_signed_and_halves_have_16_bits) {
  auto bytes = header_of(3, 1, 1, 0) + std::string("\x01\x80\x7F");
  EXPECT_EQ(slice_of(bytes, 0, 0), (std::vector<float>{1, -128, 127}));
  bytes = header_of(4, 1, 1, 12) + std::string("\x00\x3C\x00\xC0\x01\x00\xFF\x7B", 8);
  EXPECT_EQ(slice_of(bytes, 0, 0), (std::vector<float>{1, -2, std::ldexp(1.0f, -24), 65504}));
}

TEST(Mrc, a_header_without_a_stamp_tells_its_order_by_its_size) {
  for (bool big_endian : {false, true}) {
    auto bytes = small_volume<float>(2, big_endian);
    bytes.replace(212, 4, std::string(4, '\0'));
    EXPECT_EQ(slice_of(bytes, 0, 0)[3], 3) << big_endian;
  }
}

TEST(Mrc, a_header_that_lies_is_unreadable) {
  const auto code_of = [](const std::string& header, std::uint64_t size) {
    const auto read = read_mrc_header(header, size);
    return read ? ErrorCode::poison : read.error().code;
  };
  EXPECT_EQ(code_of(header_of(4, 3, 2, 2), 1024 + 96), ErrorCode::poison);
  EXPECT_EQ(code_of(header_of(4, 3, 2, 2), 1024 + 95), ErrorCode::unreadable);
  EXPECT_EQ(code_of(header_of(4, 3, 2, 2, false, 1), 1024 + 96), ErrorCode::unreadable);
  EXPECT_EQ(code_of(header_of(4, 3, 2, 2, false, -1), 1024 + 96), ErrorCode::unreadable);
  EXPECT_EQ(code_of(header_of(999'999, 999'999, 999'999, 2), 1ull << 40), ErrorCode::unreadable);
  EXPECT_EQ(code_of(header_of(-4, 3, 2, 2), 2000), ErrorCode::unreadable);
  EXPECT_EQ(code_of(header_of(0, 3, 2, 2), 2000), ErrorCode::unreadable);
  EXPECT_EQ(code_of(header_of(4, 3, 2, 4), 2000), ErrorCode::unsupported);
  EXPECT_EQ(code_of(header_of(4, 3, 2, 2).substr(0, 1023), 1023), ErrorCode::unreadable);
}

TEST(Mrc, what_the_header_says_is_told) {
  const auto told = answer_of(decode_volume, WrittenFile(small_volume<float>(2)), {{"file", "a/b.mrc"}}, "/x/b.mrc");
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_EQ(told->bytes,
            R"({"file":"a/b.mrc","shape":[2,3,4],"mode":"float32","cell":[2.5,5.0,7.5],"minimum":-1.0,"maximum":7.0,)"
            R"("mean":3.0})");
}

TEST(Slices, are_pictures_no_wider_than_asked) {
  const WrittenFile file(small_volume<float>(2));
  const auto png = answer_of(decode_slice, file, {{"width", "2"}, {"low", "0"}, {"high", "100"}}, "/x/b.mrc");
  ASSERT_TRUE(png) << png.error().message;
  const WrittenFile again(png->bytes);
  const auto pixels = read_png(again.get(), 0);
  ASSERT_TRUE(pixels);
  EXPECT_EQ(pixels->width, 2u);
  EXPECT_EQ(pixels->bytes.front(), '\0');
  EXPECT_EQ(static_cast<unsigned char>(pixels->bytes.back()), 255);
}

TEST(Slices, parameters_that_cannot_be_are_refused) {
  const WrittenFile file(small_volume<float>(2));
  using Parameters = std::vector<std::pair<std::string, std::string>>;
  for (const auto& wrong :
       {Parameters{{"axis", "w"}}, {{"width", "0"}}, {{"low", "60"}, {"high", "50"}}, {{"index", "-1"}}})
    EXPECT_EQ(error_of(answer_of(decode_slice, file, wrong, "/x.mrc")), ErrorCode::invalid) << wrong[0].first;
  EXPECT_EQ(error_of(answer_of(decode_slice, file, {{"index", "2"}}, "/x.mrc")), ErrorCode::not_found);
}

TEST(Stretch, percentiles_are_black_and_white_and_nan_is_black) {
  Plane plane{4, 1, {0, 10, NAN, 20}};
  EXPECT_EQ(stretch(plane, 0, 100), std::string("\x00\x80\x00\xFF", 4));
  plane.values = {5, 5, 5, 5};
  EXPECT_EQ(stretch(plane, 0, 100), std::string("\x80\x80\x80\x80"));
}

// An HDF5 file as NeXus programs write it.
struct NexusFile {
  WrittenFile place{""};
  hid_t file = H5Fcreate(place.path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  void close() { H5Fclose(file); }

  void attribute(hid_t owner, const char* name, const std::vector<const char*>& texts) const {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    const hsize_t count = texts.size();
    const hid_t space = count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr);
    const hid_t made = H5Acreate2(owner, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(made, type, texts.data());
    H5Aclose(made);
    H5Sclose(space);
    H5Tclose(type);
  }
  void group(const char* path, std::vector<std::pair<const char*, std::vector<const char*>>> attributes) const {
    const hid_t made = H5Gcreate2(file, path, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    for (const auto& [name, texts] : attributes) attribute(made, name, texts);
    H5Gclose(made);
  }
  void values(const char* path, std::vector<float> numbers, const char* unit = nullptr,
              std::vector<hsize_t> shape = {}) const {
    if (shape.empty()) shape = {numbers.size()};
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t made = H5Dcreate2(file, path, H5T_NATIVE_FLOAT, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(made, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
    if (unit) attribute(made, "units", {unit});
    H5Dclose(made);
    H5Sclose(space);
  }
};

struct NexusCurves : testing::Test {
  NexusFile nexus;
  void SetUp() override {
    nexus.attribute(nexus.file, "default", {"entry"});
    nexus.group("/entry", {{"default", {"/entry/b/results"}}, {"NX_class", {"NXentry"}}});
    nexus.group("/entry/a", {{"NX_class", {"NXdata"}}, {"signal", {"y"}}});
    nexus.values("/entry/a/y", {7, 8});
    nexus.group("/entry/b", {});
    nexus.group("/entry/b/results", {{"NX_class", {"NXdata"}},
                                     {"signal", {"I"}},
                                     {"axes", {"q"}},
                                     {"title", {"a curve"}},
                                     {"SILX_style", {R"({"axes_scale_types":["linear"],"signal_scale_type":"log"})"}}});
    nexus.values("/entry/b/results/q", {0.5f, 1.5f, 2.5f}, "1/nm");
    nexus.values("/entry/b/results/I", {30, 20, NAN});
    nexus.values("/entry/b/results/errors", {3, 2, 1});
    nexus.values("/entry/volume", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, nullptr, {2, 3, 2});
    H5Lcreate_external("/etc/passwd", "/x", nexus.file, "/entry/outside", H5P_DEFAULT, H5P_DEFAULT);
    nexus.close();
  }
  Result<Curve> read(const std::string& path = "") { return read_nexus_curve(nexus.place.get(), path); }
};

TEST_F(NexusCurves, the_default_chain_leads_to_the_curve) {
  const auto curve = read();
  ASSERT_TRUE(curve) << curve.error().message;
  EXPECT_EQ(curve->hdf5, "/entry/b/results");
  EXPECT_EQ(curve->title, "a curve");
  ASSERT_EQ(curve->columns.size(), 3u);
  EXPECT_EQ(curve->columns[0].name + curve->columns[0].role + curve->columns[0].unit, "qx1/nm");
  EXPECT_EQ(curve->columns[0].values, (std::vector<double>{0.5, 1.5, 2.5}));
  EXPECT_EQ(curve->columns[1].name + curve->columns[1].role + curve->columns[1].scale, "Iylog");
  EXPECT_TRUE(std::isnan(curve->columns[1].values[2]));
  EXPECT_EQ(curve->columns[2].role, "errors");
  EXPECT_EQ(curve->columns[2].values, (std::vector<double>{3, 2, 1}));
}

TEST_F(NexusCurves, a_group_or_a_dataset_can_be_named) {
  const auto other = read("entry/a");
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_EQ(other->columns[0].values, (std::vector<double>{0, 1}));
  EXPECT_EQ(other->columns[1].values, (std::vector<double>{7, 8}));
  EXPECT_EQ(read("/entry/b/results/q")->columns[1].values, (std::vector<double>{0.5, 1.5, 2.5}));
}

TEST_F(NexusCurves, what_is_not_there_is_not_found_and_links_out_are_not_followed) {
  EXPECT_EQ(read("/nowhere").error().code, ErrorCode::not_found);
  EXPECT_EQ(read("/entry/outside").error().code, ErrorCode::not_found);
  EXPECT_EQ(read("/entry/volume").error().code, ErrorCode::unsupported);
}

TEST(NexusGroups, that_contain_themselves_are_looked_into_once) {
  NexusFile nexus;
  nexus.group("/a", {});
  for (int i = 0; i < 100; ++i)
    H5Lcreate_hard(nexus.file, "/a", nexus.file, ("/a/" + std::to_string(i)).c_str(), H5P_DEFAULT, H5P_DEFAULT);
  nexus.close();
  EXPECT_EQ(read_nexus_curve(nexus.place.get(), "").error().code, ErrorCode::not_found);
}

TEST(NexusGroups, too_many_to_look_into_are_told_so) {
  NexusFile nexus;
  for (int i = 0; i < 150; ++i) {
    const auto outer = "/" + std::to_string(i);
    nexus.group(outer.c_str(), {});
    for (int j = 0; j < 150; ++j) nexus.group((outer + "/" + std::to_string(j)).c_str(), {});
  }
  nexus.close();
  const auto curve = read_nexus_curve(nexus.place.get(), "");
  ASSERT_FALSE(curve);
  EXPECT_EQ(curve.error().message,
            "no NXdata group is among the first groups below this path, and there are too many to look into all: name "
            "one");
  EXPECT_EQ(read_nexus_curve(nexus.place.get(), "/7").error().message,
            "there is no NXdata group at or below this path, so nothing says what to draw");
}

TEST_F(NexusCurves, volumes_are_sliced) {
  const auto volume = read_hdf5_volume(nexus.place.get(), "/entry/volume");
  ASSERT_TRUE(volume) << volume.error().message;
  EXPECT_EQ(volume->mode, "float32");
  const auto slice = [&](int axis, std::int64_t index) {
    return read_hdf5_slice(nexus.place.get(), "/entry/volume", {axis, index, 0})->values;
  };
  EXPECT_EQ(slice(0, 1), (std::vector<float>{6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(slice(1, 2), (std::vector<float>{4, 5, 10, 11}));
  EXPECT_EQ(slice(2, 0), (std::vector<float>{0, 2, 4, 6, 8, 10}));
}

TEST_F(NexusCurves, a_truncated_file_is_unreadable_or_not_found_but_nothing_worse) {
  std::string bytes(1u << 16, '\0');
  bytes.resize(static_cast<std::size_t>(::pread(nexus.place.get(), bytes.data(), bytes.size(), 0)));
  for (std::size_t size = 0; size < bytes.size(); size += 256) {
    const WrittenFile cut(bytes.substr(0, size));
    const auto curve = read_nexus_curve(cut.get(), "");
    EXPECT_FALSE(curve) << size;
  }
}

}  // namespace
}  // namespace weft
