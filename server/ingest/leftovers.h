// Leftovers: messages that the process before us made durable and did not catalogue. At start, before the inbox's
// thread: nobody else writes.
#pragma once
#include "catalogue/catalogue.h"
#include "store/store.h"

namespace weft {

// Catalogues every message in state `received`, in order, at most `portion` in one transaction. Before a message is
// looked at, that look is counted, durably. One that was looked at twice before may have stopped the process: it goes
// alone, so that only the guilty one comes to three; after three it is refused as poison.
void finish_leftovers(Store& store, const Catalogue& catalogue, int portion);

}  // namespace weft
