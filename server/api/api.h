// Api: HTTP in front of everything. listen and drain on the loop's thread; applied from any.
#pragma once
#include <memory>
#include <string>

#include "definitions/definitions.h"
#include "ingest/inbox.h"
#include "net/net.h"
#include "store/store.h"

namespace weft {

struct ApiOptions {
  std::chrono::milliseconds patience{10'000};          // how long at_least and acts wait
  std::chrono::milliseconds request_deadline{30'000};  // from the first to the last byte of a request
  int workers = 2;
};

class Api {
 public:
  Api(Loop& loop, Store& store, const Definitions& definitions, Accept accept,
      std::function<InboxCounts()> inbox_counts, ApiOptions options = {});
  ~Api();

  Result<std::uint16_t> listen(const std::string& address);
  // The inbox says how far the catalogue is.
  void applied(Seq seq);
  // Answers what was asked, ends the connections; `done` when there are none.
  void drain(std::function<void()> done);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
