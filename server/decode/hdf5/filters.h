// The filters libhdf5 knows beside its own: bitshuffle and LZF by us, and Debian's plugins where they are installed.
// Any thread.
#pragma once
#include <hdf5.h>

#include "base/result.h"

namespace weft::hdf5 {

void know_filters();  // once a process is enough

// Why the values of this HDF5 dataset could not be read: unsupported, naming the first of its filters that is not here;
// otherwise unreadable, with `reason`.
Error not_readable(hid_t dataset, const std::string& reason, const std::string& subject = "");

}  // namespace weft::hdf5
