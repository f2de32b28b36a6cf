#include "decode/child.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <new>

#include "base/check.h"
#include "base/log.h"
#include "decode/frames.h"
#include "decode/kinds.h"
#include "decode/sandbox.h"

namespace weft {
namespace {

// The server is gone: nothing is to be done any more.
struct ServerGone {};

class FramedOutput final : public DecodeOutput {
 public:
  explicit FramedOutput(int socket) : socket_(socket) {}

  void begin(const AnswerHead& head) override {
    CHECK(!begun_, "an answer begins once");
    begun_ = true;
    send('H', weft::write_head(head));
  }
  void write(std::string_view bytes) override {
    CHECK(begun_, "an answer begins before its bytes");
    for (; !bytes.empty(); bytes.remove_prefix(std::min(kDataBytes, bytes.size())))
      send('D', bytes.substr(0, kDataBytes));
  }
  void send(char kind, std::string_view payload) const {
    if (!send_frame(socket_, kind, payload)) throw ServerGone();
  }

 private:
  const int socket_;
  bool begun_ = false;
};

Result<void> decode(const DecodeRequest& request, DecodeOutput& output) {
  const DecodeKind* kind = find_kind(request.kind);
  if (!kind) return fail(ErrorCode::unsupported, "a reader knows no \"" + request.kind + "\"", "kind");
  limit_time(2 * kind->patience, std::chrono::minutes(10));
  try {
    return kind->decode(request, output);
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::too_large, "the file asks for more memory than a reader may have", request.path);
  }
}

}  // namespace

void serve_requests(int socket) try {
  for (;;) {
    Descriptor file;
    auto frame = receive_frame(socket, file, [](int) { return true; });
    if (!frame) return;
    auto request = read_request(frame->payload);
    CHECK(frame->kind == 'Q' && request, "a server asks in whole frames");
    request->file = file.get();
    FramedOutput output(socket);
    const auto done = decode(*request, output);
    done ? output.send('E', {}) : output.send('X', write_error(done.error()));
  }
} catch (const ServerGone&) {
}

int run_reader_process(std::string_view memory_bytes) {
  std::size_t bytes = 0;
  std::from_chars(memory_bytes.data(), memory_bytes.data() + memory_bytes.size(), bytes);
  struct stat born {};
  if (bytes == 0 || ::fstat(kReaderSocket, &born) != 0 || !S_ISSOCK(born.st_mode))
    return std::fputs("weft reader is started by weft serve alone\n", stderr), 2;
  if (const auto done = give_up_rights(bytes); !done) return log_error(done.error().message), kNotConfined;
  serve_requests(kReaderSocket);
  return 0;
}

}  // namespace weft
