// What stands at a path of an open HDF5 file: a group, dataset or named datatype, or a link that leads nowhere. Links
// are followed by libhdf5, which opens every further file through gate.h. One thread at a time.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "decode/hdf5/gate.h"
#include "decode/hdf5/handle.h"

namespace weft::hdf5 {

enum class Follow { never, when_valid, always };  // h5grove's resolve_links: none, only_valid, all

struct Link {
  H5L_type_t type = H5L_TYPE_HARD;
  std::string target_file;  // external links
  std::string target_path;  // soft and external links
};

struct Found {
  std::string path;              // as asked
  std::string name;              // its last segment
  H5I_type_t type = H5I_UNINIT;  // H5I_GROUP, H5I_DATASET, H5I_DATATYPE; uninitialised for a link not followed
  Handle handle;                 // none for a link not followed
  Link link;
};

struct File {
  Handle handle;
  std::string name;  // without folders: as errors say it
};

// The errors of h5grove: 404 "File not found!", 403 "Cannot read file: Permission denied!"; malformed: no HDF5 file.
Result<File> open_file(const std::string& path, const std::string& shown_name);
// not_found: "PATH is not a valid path in FILE"; with Follow::always also "Cannot resolve ...".
Result<Found> find(const File& file, const std::string& path, Follow follow);
// What stands directly under a group, in the order the group keeps (by creation when tracked, else by name).
Result<std::vector<std::string>> children(const Found& group);
// The child of that name, its path joined to the group's.
Result<Found> find_child(const File& file, const Found& group, const std::string& name, Follow follow);
// The paths of all links below, each once, depth first by name; group's own first. Error too_large after `most` bytes.
Result<std::vector<std::string>> all_paths(const File& file, const Found& group, Follow follow, std::size_t most);

}  // namespace weft::hdf5
