// Who asks. The one place where a request becomes a Viewer (what it may see) and a Principal (who it acts as). Any
// thread.
#pragma once
#include "model/principal.h"

namespace weft {

struct Request;

struct Asker {
  Viewer viewer = Viewer::everybody();
  Principal principal = Principal::anyone();
};

// Until users exist: everybody on this machine.
inline Asker asker_of(const Request&) { return {}; }

}  // namespace weft
