// The elements of a dataset's selection, or of an attribute, in memory as numpy has them. The memory that sequences and
// texts point to belongs to the Values; of a dataset it counts against the same limit. One thread at a time.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "decode/hdf5/element_type.h"
#include "decode/hdf5/selection.h"

namespace weft::hdf5 {

struct Values {
  ElementType type;
  Shape shape;             // of an array type: its dims are behind the dataset's
  bool is_null = false;    // the null dataspace: no elements, not even a shape
  bool is_scalar = false;  // one element, no axes
  std::vector<std::byte> bytes;
  std::shared_ptr<void> pointed_to;  // what sequences and texts among the bytes point to; goes before the bytes
  // A scalar sequence is the array it holds: then this, and `bytes` is empty.
  const std::byte* lent = nullptr;

  const std::byte* data() const { return lent ? lent : bytes.data(); }
  std::size_t count() const;  // elements
};

enum class Form {
  origin,    // as in the file
  native,    // in this processor's byte order
  browsers,  // dtype=safe
};

// The shape of a space; `is_null` when it has none.
Result<Shape> read_shape(hid_t space, bool& is_null);
// Errors: invalid (the selection; dtype=safe on what is no number), too_large (over `most` bytes), malformed (damaged,
// or a filter that is not here), not_found (external storage outside the roots).
Result<Values> read_dataset(hid_t dataset, std::optional<std::string_view> selection, Form form, std::size_t most);
Result<Values> read_attribute(hid_t attribute, std::size_t most);

}  // namespace weft::hdf5
