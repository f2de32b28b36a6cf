// A selection in numpy's style as h5grove takes it (`3,:`, `1:9:2`, `-1`) over the shape of a dataset -> the box to
// read. An integer drops its axis; axes not named are whole; there is no ellipsis. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace weft::hdf5 {

using Length = unsigned long long;  // as libhdf5 has it
using Shape = std::vector<Length>;

struct Selection {
  Shape start, step, count;   // one each axis of the dataset
  std::vector<bool> dropped;  // axes that were chosen by an integer
  Shape shape() const;        // of what is read: the axes not dropped
};

// Without text everything is selected.
Result<Selection> select(std::optional<std::string_view> text, const Shape& shape);

}  // namespace weft::hdf5
