// The four questions of h5grove 4.0.0 that H5Web asks (meta, attr, data, paths), answered from one file with h5grove's
// own keys, words and bytes. Where h5grove stops with a 500 (big-endian arrays as JSON, loops of links) this answers.
// A pure function; libhdf5 is opened, read and closed within the call. One thread at a time.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace weft::hdf5 {

enum class Asked { meta, attr, data, paths };

struct Question {
  Asked asked = Asked::meta;
  std::string file;                // its real path
  int descriptor = -1;             // of that file, open for reading; -1: it is opened here
  std::string shown_name;          // what errors call it; "": the last segment of `file`
  std::vector<std::string> roots;  // links lead to files below these only
  std::string path = "/";
  std::optional<std::string> selection;
  std::string format;         // json, bin, npy, csv, tiff
  std::string dtype;          // origin, safe
  std::string resolve_links;  // only_valid, none, all
  bool flatten = false;
  std::vector<std::string> attributes;  // attr: these only, in this order
  std::size_t most_bytes = std::size_t{512} << 20;
};

struct Answer {
  std::string body;
  std::string media_type = "application/json";
  std::string file_name;             // what a browser keeps it as; "": it is to be shown
  std::vector<std::byte> rest = {};  // follows the body
  std::string text() const;          // both
};

// Errors: not_found, forbidden and invalid with the words of h5grove; malformed (damaged, being written, no HDF5),
// too_large, unsupported.
Result<Answer> answer(const Question& question);

}  // namespace weft::hdf5
