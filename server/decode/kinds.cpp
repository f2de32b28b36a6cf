#include "decode/kinds.h"

#include <unistd.h>

#include "decode/curve.h"
#include "decode/hdf5/decode_hdf5.h"
#include "decode/image.h"
#include "decode/volume.h"

namespace weft {
namespace {

// For tests and for looking whether readers live: what the reader sees of the file.
Result<void> echo(const DecodeRequest& request, DecodeOutput& output) {
  std::string said = request.kind + " " + request.path + "\n";
  for (const auto& [name, value] : request.parameters) said += name + "=" + value + "\n";
  char bytes[64];
  if (request.file >= 0)
    if (const auto got = ::pread(request.file, bytes, sizeof bytes, 0); got > 0)
      said.append(bytes, static_cast<std::size_t>(got));
  give(output, "text/plain", said);
  return {};
}

// A row each; a new kind of answer is a function and a row.
constexpr DecodeKind kKinds[] = {
    {"curve", decode_curve},
    {"echo", echo},
    {"image", decode_image},
    {"slice", decode_slice},
    {"volume", decode_volume},
    {"hdf5/attr", decode_hdf5_attr},
    {"hdf5/data", decode_hdf5_data, std::chrono::seconds(60)},
    {"hdf5/meta", decode_hdf5_meta},
    {"hdf5/paths", decode_hdf5_paths},
};

}  // namespace

std::span<const DecodeKind> decode_kinds() { return kKinds; }

const DecodeKind* find_kind(std::string_view name) {
  for (const auto& kind : kKinds)
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace weft
