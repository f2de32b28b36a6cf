// Any bytes as a picture or an MRC file: what sort they are, their header, and a small picture of them. Never a crash;
// what is given is no larger than asked.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "decode/image.h"
#include "decode/volume.h"

namespace {

using namespace weft;

struct NoOutput final : DecodeOutput {
  void begin(const AnswerHead&) override {}
  void write(std::string_view) override {}
};

void hold_header(std::string_view bytes) {
  const auto header = read_mrc_header(bytes.substr(0, 1024), bytes.size());
  if (!header) return;
  std::uint64_t values = static_cast<std::uint64_t>(header->value_bytes);
  for (auto side : header->shape) {
    CHECK(side > 0, "a side has values");
    values *= static_cast<std::uint64_t>(side);
  }
  CHECK(header->data_at + values <= bytes.size(), "all values lie in the file");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const int file = ::memfd_create("fuzz", 0);
  if (size > (1u << 20) || ::ftruncate(file, 0) != 0) return 0;
  if (::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  hold_header(bytes);
  if (const auto pixels = read_png(file, 32)) CHECK(pixels->width <= 32, "no wider than asked");
  NoOutput output;
  (void)decode_image({"image", {{"width", "32"}}, file, "/f", {}}, output);
  for (const char* axis : {"x", "y", "z"})
    (void)decode_slice({"slice", {{"width", "32"}, {"axis", axis}}, file, "/f.mrc", {}}, output);
  return 0;
}
