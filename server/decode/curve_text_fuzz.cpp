// Any bytes as a table of text. Never a crash; the columns are as long as each other, and have names.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "decode/curve.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace weft;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto curve = read_text_curve(text, size % 3);
  if (!curve) return 0;
  CHECK(!curve->columns.empty(), "a curve has columns");
  for (const auto& column : curve->columns) {
    CHECK(!column.name.empty(), "a column has a name");
    CHECK(column.values.size() == curve->columns.front().values.size(), "columns are as long as each other");
  }
  (void)choose_columns(*curve, "1,column2");
  (void)write_curve(*curve, "f");
  return 0;
}
