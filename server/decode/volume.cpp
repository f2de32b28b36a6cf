#include "decode/volume.h"

#include "base/json_writer.h"
#include "decode/file_bytes.h"
#include "decode/image.h"

namespace weft {
namespace {

std::string mode_name(int mode) {
  switch (mode) {
    case 0:
      return "int8";
    case 1:
      return "int16";
    case 2:
      return "float32";
    case 6:
      return "uint16";
    default:
      return "float16";
  }
}

void begin_answer(JsonWriter& json, const DecodeRequest& request, const std::array<std::int64_t, 3>& shape,
                  const std::string& mode) {
  json.begin_object().member("file", request.text("file"));
  if (const auto* path = request.find("hdf5")) json.member("hdf5", *path);
  json.key("shape").begin_array();
  for (auto size : shape) json.value(size);
  json.end_array().member("mode", mode);
}

std::string describe(const DecodeRequest& request, const MrcHeader& header) {
  JsonWriter json;
  begin_answer(json, request, header.shape, mode_name(header.mode));
  if (header.cell[0] > 0 && header.cell[1] > 0 && header.cell[2] > 0) {
    json.key("cell").begin_array();
    for (float size : header.cell) json.value(static_cast<double>(size));
    json.end_array();
  }
  if (header.has_statistics) {
    json.member("minimum", static_cast<double>(header.minimum)).member("maximum", static_cast<double>(header.maximum));
    json.member("mean", static_cast<double>(header.mean));
  }
  json.end_object();
  return json.take();
}

Result<MrcHeader> read_mrc(const DecodeRequest& request) {
  const FileBytes bytes(request.file);
  const auto first = bytes.first(1024);
  if (sort_of(first, request.path) != ImageSort::mrc)
    return fail(ErrorCode::unsupported,
                "the file is no volume that is shown here: MRC, or HDF5 with the path of a dataset (hdf5)");
  return read_mrc_header(first, bytes.size());
}

struct Asked {
  SliceAsked slice;
  double low = 0.5, high = 99.5;
};

Result<Asked> read_asked(const DecodeRequest& request) {
  const auto axis = request.text("axis", "z");
  const auto at = axis.size() == 1 ? std::string_view("zyx").find(axis) : std::string_view::npos;
  if (at == std::string_view::npos) return fail(ErrorCode::invalid, "axis is x, y or z", "axis");
  const auto index = request.integer("index", 0, std::int64_t{1} << 40, -1);
  const auto width = request.integer("width", 1, kWidestImage, 0);
  const auto low = request.number("low", 0, 100, 0.5);
  const auto high = request.number("high", 0, 100, 99.5);
  if (!index) return tl::make_unexpected(index.error());
  if (!width) return tl::make_unexpected(width.error());
  if (!low) return tl::make_unexpected(low.error());
  if (!high) return tl::make_unexpected(high.error());
  if (*low >= *high) return fail(ErrorCode::invalid, "low is less than high", "low");
  return Asked{{static_cast<int>(at), *index, static_cast<std::uint32_t>(*width)}, *low, *high};
}

Result<Plane> read_plane(const DecodeRequest& request, const SliceAsked& asked) {
  if (const auto* path = request.find("hdf5")) return read_hdf5_slice(request.file, *path, asked);
  const auto header = read_mrc(request);
  if (!header) return tl::make_unexpected(header.error());
  return read_mrc_slice(request.file, *header, asked);
}

}  // namespace

Result<void> decode_volume(const DecodeRequest& request, DecodeOutput& output) {
  if (const auto* path = request.find("hdf5")) {
    const auto volume = read_hdf5_volume(request.file, *path);
    if (!volume) return tl::make_unexpected(volume.error());
    JsonWriter json;
    begin_answer(json, request, volume->shape, volume->mode);
    give(output, "application/json", json.end_object().take());
    return {};
  }
  const auto header = read_mrc(request);
  if (!header) return tl::make_unexpected(header.error());
  give(output, "application/json", describe(request, *header));
  return {};
}

Result<void> decode_slice(const DecodeRequest& request, DecodeOutput& output) {
  const auto asked = read_asked(request);
  if (!asked) return tl::make_unexpected(asked.error());
  const auto plane = read_plane(request, asked->slice);
  if (!plane) return tl::make_unexpected(plane.error());
  const auto png = write_png({plane->width, plane->height, 1, stretch(*plane, asked->low, asked->high)});
  if (!png) return tl::make_unexpected(png.error());
  give(output, "image/png", *png);
  return {};
}

}  // namespace weft
