#include "api/http/session_stream.h"

#include <utility>

#include "api/http/session.h"

namespace weft {

bool SessionStream::send(std::string bytes) {
  if (*gone_ || ended_) return false;
  queued_ += bytes.size();
  service_.on_loop(connection_, [self = shared_from_this(), bytes = std::move(bytes)]() mutable {
    self->queued_ -= bytes.size();
    self->end_.stream_bytes(*self, std::move(bytes));
  });
  return true;
}

void SessionStream::when_taken(std::function<void()> work) {
  service_.on_loop(connection_, [self = shared_from_this(), work = std::move(work)]() mutable {
    if (*self->gone_) return;
    self->when_taken_ = std::move(work);
    if (self->unsent() == 0) self->taken();
  });
}

void SessionStream::taken() {
  handed_over_ = 0;
  if (const auto work = std::exchange(when_taken_, nullptr)) work();
}

void SessionStream::end() {
  if (ended_.exchange(true)) return;
  service_.on_loop(connection_, [self = shared_from_this()] { self->end_.end_stream(*self); });
}

}  // namespace weft
