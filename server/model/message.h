// A Message: bytes as they were received, kept for ever under their position in the log.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/ids.h"
#include "model/principal.h"

namespace weft {

enum class MessageState {
  received,    // durable, not yet looked at
  catalogued,  // what it says is in the catalogue (a repeat of something said before is, too)
  refused,     // cannot be catalogued: `reason` says why; can be replayed
  waiting,     // understood, and waits: for a dataset it names, or for the part of Weft that will serve its queue
};

std::string_view to_text(MessageState state);
bool read_message_state(std::string_view text, MessageState& state);

struct Message {
  Seq seq;
  Time received_at{};
  std::string source;        // where it came in: "stomp 127.0.0.1:54321", "http 127.0.0.1", "file x.xml", "weft"
  std::string destination;   // "/queue/icatIngest"; "/weft/..." for acts of people and of Weft itself
  std::string content_type;  // as the sender said, else empty
  std::string broker_id;     // the broker's message id when there is one: the same id is the same message
  std::string body;
  std::string packed_body = {};  // as the store keeps it, when it was packed before (Store::pack); never read back
  Principal principal;
  int attempts = 0;  // how often a process began to look at it
  MessageState state = MessageState::received;
  std::string reason_code;  // an ErrorCode by name when refused; "" else
  std::string reason;       // a sentence for refused and waiting
  DatasetId dataset;        // the dataset it told about, if one
};

}  // namespace weft
