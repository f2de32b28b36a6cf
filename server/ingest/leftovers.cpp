#include "ingest/leftovers.h"

#include <algorithm>
#include <span>

#include "base/log.h"
#include "ingest/processing.h"

namespace weft {
namespace {

constexpr int kPoisonAttempts = 3;

// One look at each of these: counted in one commit, taken in a second.
void look_at(std::span<const Message> messages, Store& store, const Catalogue& catalogue) {
  std::vector<Seq> seqs;
  for (const auto& message : messages) seqs.push_back(message.seq);
  auto attempt = store.write();
  attempt->count_attempts(seqs);
  attempt->commit();
  attempt.reset();
  const auto writing = store.write();
  for (const auto& message : messages) process(message, catalogue, *writing);
  writing->commit();
}

void refuse(const Message& message, Store& store, const Catalogue& catalogue) {
  const auto writing = store.write();
  refuse_as_poison(message, catalogue, *writing);
  writing->commit();
}

// How many of the first may share their fate: those of whom none died with a portion before.
std::size_t together(std::span<const Message> messages) {
  std::size_t count = 0;
  while (count < messages.size() && messages[count].attempts < kPoisonAttempts - 1) ++count;
  return count;
}

void finish(std::span<const Message> messages, Store& store, const Catalogue& catalogue) {
  while (!messages.empty()) {
    const auto count = std::max<std::size_t>(1, together(messages));
    if (messages.front().attempts < kPoisonAttempts)
      look_at(messages.first(count), store, catalogue);
    else
      refuse(messages.front(), store, catalogue);
    messages = messages.subspan(count);
  }
}

}  // namespace

void finish_leftovers(Store& store, const Catalogue& catalogue, int portion) {
  MessageFilter left;
  left.state = MessageState::received;
  left.limit = portion;
  left.with_bodies = true;
  for (;;) {
    const auto messages = store.read(Viewer::everybody())->messages(left);
    if (messages.empty()) return;
    log_info("finishing " + std::to_string(messages.size()) + " messages received before the last stop");
    finish(messages, store, catalogue);
  }
}

}  // namespace weft
