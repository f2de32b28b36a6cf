// StreamId: how far a client of the live stream is, as it says when it comes back: a position of the log, and a mark of
// whose log. A store that was restored from a copy or said again has other changes, or other ids, at the same
// positions. One thread.
//
//   id = seq ["." mark]     "1500.9f3ac2d1"; without a mark the position is believed
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "store/store.h"

namespace weft {

struct StreamId {
  Seq seq;
  std::string mark;  // eight hexadecimal digits; "" for none
  bool operator==(const StreamId&) const = default;
};

std::string to_text(const StreamId& id);
std::optional<StreamId> read_stream_id(std::string_view text);

// Of this store. `everybody` reads what everybody may see.
StreamId stream_id_at(Reading& everybody, Seq seq);
// The position was told by this store, with this history, and does not lie ahead of `now`.
bool is_of_this_log(Reading& everybody, const StreamId& id, Seq now);

}  // namespace weft
