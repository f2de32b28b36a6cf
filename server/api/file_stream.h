// Part of an opened file, sent as the client takes it: never more than a piece of it in memory. Any thread.
#pragma once
#include <cstdint>
#include <memory>

#include "api/http/http.h"
#include "api/http/workers.h"
#include "files/opened.h"

namespace weft {

// `size` bytes from `offset` on, then the end. A file that became shorter ends early, and with it the connection: the
// client sees that something is missing. The file closes when the client is gone. `disk` lives longer.
void send_file(std::shared_ptr<const OpenedFile> file, std::uint64_t offset, std::uint64_t size,
               std::shared_ptr<Stream> to, Workers& disk);

}  // namespace weft
