// Values as h5grove sends them: JSON as orjson makes it of numpy's arrays, or the bytes, .npy, .csv and .tiff of them.
// Pure; one thread.
#pragma once
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "base/result.h"
#include "decode/hdf5/values.h"

namespace weft::hdf5 {

struct Encoded {
  std::string body;
  std::string media_type;
  std::string file_name;             // what a browser keeps it as; "" when it is to be shown
  std::vector<std::byte> rest = {};  // follows the body: bytes as they were read, not copied
};

// Appends one JSON value; error too_large over `most` bytes.
Result<void> write_json(JsonWriter& json, const Values& values, bool flat, std::size_t most);
// format: json (or ""), bin, npy, csv, tiff. Errors: invalid with the words of h5grove, too_large.
Result<Encoded> encode(Values values, std::string_view format, bool flat, std::size_t most);

}  // namespace weft::hdf5
