// HDF5's handles, closed by themselves, and the few readings that curves and volumes need. Only for .cpp files of this
// room. Nothing is followed out of the file: no external link, no external storage, no virtual dataset. One thread.
#pragma once
#include <hdf5.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace weft {

// Owns one handle of any sort.
class Hdf5Handle {
 public:
  Hdf5Handle() = default;
  explicit Hdf5Handle(hid_t id) : id_(id) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~Hdf5Handle() {
    if (id_ >= 0) H5Idec_ref(id_);
  }
  explicit operator bool() const { return id_ >= 0; }
  hid_t id() const { return id_; }
  bool is_group() const { return id_ >= 0 && H5Iget_type(id_) == H5I_GROUP; }

 private:
  hid_t id_ = -1;
};

// Error unreadable: no HDF5, or a broken one.
Result<Hdf5Handle> open_hdf5(int descriptor);
// A group or dataset at `path` below `place`; empty: none there, or only by a link out of the file.
Hdf5Handle open_inside(hid_t place, const std::string& path);
std::vector<std::string> child_groups(hid_t group);    // by name, at most 1,000
std::vector<std::string> child_datasets(hid_t group);  // the same
// The texts of an attribute, scalar or list; empty when there is none.
std::vector<std::string> read_texts(hid_t owner, const char* attribute);
std::string read_text_dataset(hid_t group, const std::string& name);  // "" when it is no single text
// A dataset of numbers with one dimension longer than one. Errors: not_found, unsupported, too_large, unreadable.
Result<std::vector<double>> read_numbers(hid_t place, const std::string& path, std::size_t most);
// A dataset of numbers that lies in the file itself, opened; its shape in `shape`.
Result<Hdf5Handle> open_numbers(hid_t place, const std::string& path, std::vector<hsize_t>& shape);

}  // namespace weft
