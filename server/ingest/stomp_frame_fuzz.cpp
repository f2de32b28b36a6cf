// Any bytes as a STOMP connection, the first byte choosing version and cuts: never a crash; whole or in pieces the same
// frames come out; a frame written and read again is the same; a session never answers without being told.
#include <cstdint>
#include <cstdlib>

#include "ingest/stomp_frame.h"
#include "ingest/stomp_session.h"

namespace {

using namespace weft;

std::vector<StompFrame> frames_of(std::string_view bytes, StompVersion version, std::size_t step, bool& broken) {
  StompParser parser;
  parser.set_version(version);
  std::vector<StompFrame> frames;
  while (!bytes.empty()) {
    parser.feed(bytes.substr(0, step));
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (;;) {
      auto frame = parser.next();
      broken = !frame;
      if (broken) return frames;
      if (!*frame) break;
      frames.push_back(std::move(**frame));
    }
  }
  return frames;
}

// content-length is the writer's own.
StompFrame without_length(StompFrame frame) {
  std::erase_if(frame.headers, [](const auto& header) { return header.first == "content-length"; });
  return frame;
}

void drive_session(std::string_view bytes, std::size_t step) {
  StompSession session({}, Time{});
  std::vector<std::uint64_t> tickets;
  while (!bytes.empty()) {
    session.received(bytes.substr(0, step), Time{});
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (const auto& one : session.take_accepted()) tickets.push_back(one.ticket);
    session.idle(Time{});
  }
  if (session.open_tickets() != tickets.size()) std::abort();
  for (const auto ticket : tickets) session.committed(ticket);
  if (session.open_tickets() != 0) std::abort();
  session.take_output();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto version = static_cast<StompVersion>(data[0] % 3);
  const std::size_t step = 1 + data[0] / 3;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  bool broken = false;
  bool broken_in_pieces = false;
  const auto whole = frames_of(bytes, version, bytes.size(), broken);
  const auto pieces = frames_of(bytes, version, step, broken_in_pieces);
  if (whole != pieces || broken != broken_in_pieces) std::abort();
  for (const auto& frame : whole) {
    bool bad = false;
    const auto again = frames_of(write_stomp_frame(frame, version), version, step, bad);
    if (bad || again.size() != 1 || without_length(again[0]) != without_length(frame)) std::abort();
  }
  drive_session(bytes, step);
  return 0;
}
