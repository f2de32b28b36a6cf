// What a reader gives up before it sees a byte of a file. Called once, by its one thread.
#pragma once
#include <chrono>
#include <cstddef>

#include "base/result.h"

namespace weft {

// At most `memory_bytes` of addresses, 64 open files, no core, no byte written to a file, no further process or
// program, no socket but those already open. Error unavailable: the kernel refuses to take one of these away, and no
// file is to be read.
Result<void> give_up_rights(std::size_t memory_bytes);
// From now on the process is ended when it runs so long on the processor, or lives so long.
void limit_time(std::chrono::seconds processor, std::chrono::seconds life);

}  // namespace weft
