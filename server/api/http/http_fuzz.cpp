// Any bytes as requests of one connection, and as the values of its headers that we read ourselves. Never a crash; a
// request is the same however its bytes are cut, and a range lies in its file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "api/http/parser.h"
#include "api/http/ranges.h"
#include "api/http/target.h"
#include "base/check.h"
#include "base/text.h"

namespace {

using namespace weft;

// Method, target and body of each whole request in `bytes`, given in pieces of at most `piece`.
std::string read_requests(std::string_view bytes, std::size_t piece) {
  std::string seen;
  std::size_t done = 0, given = std::min(piece, bytes.size());
  std::optional<RequestParser> parser;
  for (;;) {
    if (!parser) parser.emplace(16u << 10);
    std::size_t taken = 0;
    auto step = parser->put(bytes.substr(done, given - done), taken);
    CHECK(taken <= given - done, "it takes no more than there is");
    done += taken;
    if (step == RequestParser::Step::head) step = parser->limit_body(1u << 16);
    if (step == RequestParser::Step::done) {
      seen += parser->head().method + ' ' + parser->head().target + ' ' + parser->take_body() + '\n';
      parser.reset();
      if (done == bytes.size()) break;
      continue;
    }
    if (step == RequestParser::Step::failed) {
      CHECK(parser->status() >= 400 && !parser->error().message.empty(), "what fails says why");
      break;
    }
    if (step == RequestParser::Step::need_more && taken == 0) {
      if (given == bytes.size()) break;
      given = std::min(given + piece, bytes.size());
    }
  }
  return seen;
}

void hold_requests(std::string_view bytes) {
  CHECK(read_requests(bytes, bytes.size()) == read_requests(bytes, 1), "requests are the same however they are cut");
}

void hold_headers(std::string_view text) {
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, ~std::uint64_t{0} >> 1}) {
    ByteRange part;
    if (read_range(text, size, part) != RangeKind::part) continue;
    CHECK(part.size > 0 && part.first < size && part.size <= size - part.first, "a range lies in its file");
  }
  (void)names_tag(text, "\"a\"");
  Request request;
  if (!read_target(text, request)) return;
  for (const auto& segment : request.path) CHECK(is_utf8(segment), "a segment is UTF-8");
  for (const auto& [name, value] : request.query) CHECK(is_utf8(name) && is_utf8(value), "a query is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (64u << 10)) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  hold_requests(bytes);
  hold_headers(bytes);
  return 0;
}
