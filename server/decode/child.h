// The reader's side: requests in, answers out, until the server is gone. One thread, its own process.
#pragma once
#include <string_view>

namespace weft {

constexpr int kNotConfined = 3;  // the exit code of one that could not give up its rights

constexpr int kReaderSocket = 3;  // the descriptor a reader is born with

constexpr std::string_view kReaderVerb = "reader";

// `weft reader MEMORY_BYTES`, a verb that only the server uses: gives up its rights and serves. The exit code.
int run_reader_process(std::string_view memory_bytes);
// Answers what comes over `socket` until its other end is closed.
void serve_requests(int socket);

}  // namespace weft
