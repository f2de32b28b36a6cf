#include "api/live/stream_id.h"

#include <cstdio>

#include "api/query_reader.h"

namespace weft {
namespace {

// FNV-1a, folded to 32 bits: two logs are told apart, nobody is kept out.
std::string mark_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(hash ^ (hash >> 32)));
  return digits;
}

bool is_mark(std::string_view text) {
  return text.size() == 8 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string to_text(const StreamId& id) {
  return std::to_string(id.seq.value) + (id.mark.empty() ? "" : "." + id.mark);
}

std::optional<StreamId> read_stream_id(std::string_view text) {
  const auto dot = text.find('.');
  const auto seq = read_number(text.substr(0, dot));
  if (!seq) return std::nullopt;
  if (dot == std::string_view::npos) return StreamId{{*seq}, ""};
  if (!is_mark(text.substr(dot + 1))) return std::nullopt;
  return StreamId{{*seq}, std::string(text.substr(dot + 1))};
}

// A copy keeps uuid and epoch; what it makes of a position after that, it makes at another time.
StreamId stream_id_at(Reading& everybody, Seq seq) {
  const auto status = everybody.status();
  const auto changes = everybody.changes({seq.value - 1}, 1);
  const auto at = changes.empty() || changes[0].seq != seq ? 0 : changes[0].at.time_since_epoch().count();
  return {seq, mark_of(status.uuid + " " + std::to_string(status.epoch) + " " + std::to_string(seq.value) + " " +
                       std::to_string(at))};
}

bool is_of_this_log(Reading& everybody, const StreamId& id, Seq now) {
  if (id.seq > now) return false;
  return id.mark.empty() || id == stream_id_at(everybody, id.seq);
}

}  // namespace weft
