// Processing: from a durable message to its place in the catalogue. Runs on the writer's thread, inside its
// transaction.
#pragma once
#include "catalogue/catalogue.h"
#include "model/message.h"
#include "store/store.h"

namespace weft {

// Reads the message and applies what it says, in a savepoint of its own. Whatever is wrong with it becomes its outcome:
// refused, with the reason. A failing machine throws StoreFailure, and the whole transaction is void. Answers the
// message's state.
MessageState process(const Message& message, const Catalogue& catalogue, Writing& writing);

// Refuses a message that stopped the process three times.
void refuse_as_poison(const Message& message, const Catalogue& catalogue, Writing& writing);

}  // namespace weft
