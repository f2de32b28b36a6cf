// The questions of H5Web as kinds of a reader. Parameters: path, selection, format, dtype, flatten, resolve_links,
// attr_keys (repeatable), as h5grove names them; most_bytes, of the answer.
#pragma once
#include "decode/decode.h"

namespace weft {

Result<void> decode_hdf5_meta(const DecodeRequest& request, DecodeOutput& output);
Result<void> decode_hdf5_attr(const DecodeRequest& request, DecodeOutput& output);
Result<void> decode_hdf5_data(const DecodeRequest& request, DecodeOutput& output);
Result<void> decode_hdf5_paths(const DecodeRequest& request, DecodeOutput& output);

}  // namespace weft
