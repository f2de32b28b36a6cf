// The one place where a file of HDF5 is opened. In: a path, from a request, an external link or a virtual dataset. Out:
// a descriptor, or the refusal that libhdf5 reports as a broken link. It is a file driver of libhdf5 (read only,
// pread), so the library has no other way to a file. What may be opened is asked of the *opened* descriptor: its real
// path must lie inside a root, which no symlink or race changes. Thread rule: the gate in force is that of the calling
// thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "decode/hdf5/handle.h"

namespace weft::hdf5 {

struct FileGate {
  std::vector<std::string> roots;  // real paths of folders, or of single files

  // Policy will be asked here, too: of every file that an answer reaches, by whatever way.
  bool may_open(std::string_view real_path) const;
};

// A file that is open already, so that it is not opened a second time.
struct LentFile {
  std::string path;
  int descriptor = -1;
};

class GateInForce {
 public:
  GateInForce(const FileGate& gate, LentFile lent);
  ~GateInForce();
  GateInForce(const GateInForce&) = delete;
  GateInForce& operator=(const GateInForce&) = delete;

 private:
  LentFile lent_;
};

// The errno of the last file that was not opened, 0 when the last one was; EACCES when it was the gate that refused.
int why_not_opened();
// The access list under which every file is opened through the gate, also those that links lead to.
Handle gated_access();

}  // namespace weft::hdf5
