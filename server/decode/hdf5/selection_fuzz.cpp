#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "decode/hdf5/selection.h"

// The first byte says how many axes, the next ones how long they are, the rest is the selection.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weft::hdf5;
  if (size == 0) return 0;
  const std::size_t axes = data[0] % 6;
  if (size < 1 + axes) return 0;
  Shape shape;
  for (std::size_t i = 0; i < axes; ++i) shape.push_back(data[1 + i] == 255 ? ~Length{0} >> i : data[1 + i]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1 + axes, size - 1 - axes);
  const auto selection = select(text, shape);
  if (!selection) return 0;
  for (std::size_t i = 0; i < axes; ++i) {
    if (selection->count[i] == 0) continue;
    const auto last =
        static_cast<unsigned __int128>(selection->count[i] - 1) * selection->step[i] + selection->start[i];
    CHECK(last < shape[i], "a selection stays within its dataset");
  }
  return 0;
}
