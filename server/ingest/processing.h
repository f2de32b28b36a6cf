// Processing: from a durable message to its place in the catalogue. Reading needs no store, and any thread may do it;
// the rest runs on the writer's thread, inside its transaction.
#pragma once
#include <exception>
#include <string>
#include <variant>

#include "catalogue/catalogue.h"
#include "model/message.h"
#include "store/store.h"

namespace weft {

// A message read: what it says, or what is wrong with it, or how Weft failed on it.
struct ReadMessage {
  std::variant<Error, Foretold, Statement, std::exception_ptr> says;
  std::string identity;  // what makes a repeat a repeat; "" when nothing does
};

// Any thread. The message is durable, and the look at it is counted. With a `store`, what it says is packed for it,
// too.
ReadMessage read_message(const Message& message, const Catalogue& catalogue, const Store* store = nullptr);

// Applies what the message says, all of it or nothing. Whatever is wrong with it becomes its outcome: refused, with the
// reason. A failing machine throws StoreFailure, and the whole transaction is void. Answers the message's state.
MessageState process(const Message& message, ReadMessage read, const Catalogue& catalogue, Writing& writing);
// Reads it first.
MessageState process(const Message& message, const Catalogue& catalogue, Writing& writing);

// Refuses a message that stopped the process three times.
void refuse_as_poison(const Message& message, const Catalogue& catalogue, Writing& writing);

}  // namespace weft
