#include "api/http/session_stream.h"

#include "api/http/session.h"

namespace weft {

bool SessionStream::send(std::string bytes) {
  if (*gone_ || ended_) return false;
  queued_ += bytes.size();
  service_.on_loop(connection_, [self = shared_from_this(), bytes = std::move(bytes)] {
    self->queued_ -= bytes.size();
    self->end_.stream_bytes(*self, bytes);
  });
  return true;
}

void SessionStream::end() {
  if (ended_.exchange(true)) return;
  service_.on_loop(connection_, [self = shared_from_this()] { self->end_.end_stream(*self); });
}

}  // namespace weft
