// Any bytes as a payload of the words between the server and a reader, which a file may have taken over. Never a crash;
// what is read is written and read again the same.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "decode/frames.h"

namespace {

using namespace weft;

void hold_head(std::string_view payload) {
  const auto head = read_head(payload);
  if (!head) return;
  const auto again = read_head(write_head(*head));
  CHECK(again && again->media_type == head->media_type && again->length == head->length &&
            again->headers == head->headers,
        "a head reads back");
}

void hold_error(std::string_view payload) {
  const auto error = read_error(payload);
  if (!error) return;
  const auto again = read_error(write_error(*error));
  CHECK(again && again->code == error->code && again->message == error->message && again->subject == error->subject,
        "an error reads back");
}

void hold_request(std::string_view payload) {
  const auto request = read_request(payload);
  if (!request) return;
  const auto again = read_request(write_request(*request));
  CHECK(again && again->kind == request->kind && again->path == request->path && again->roots == request->roots &&
            again->parameters == request->parameters,
        "a request reads back");
  for (const char* name : {"width", "index", "low"}) {
    (void)request->integer(name, 1, 4096, 0);
    (void)request->number(name, 0, 100, 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view payload(reinterpret_cast<const char*>(data), size);
  hold_head(payload);
  hold_error(payload);
  hold_request(payload);
  return 0;
}
