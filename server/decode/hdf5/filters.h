// The filters libhdf5 knows beside its own: bitshuffle and LZF by us, and Debian's plugins where they are installed.
// Any thread.
#pragma once

namespace weft::hdf5 {

void know_filters();  // once a process is enough

}  // namespace weft::hdf5
