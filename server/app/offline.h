// OfflineServer: this process as its own server, for one verb: it takes the store's lock and answers on a free port of
// this machine, so that a verb does the same with and without a server. Start, use and stop on one thread.
#pragma once
#include <memory>
#include <string>

#include "definitions/definitions.h"
#include "store/store.h"

namespace weft {

struct OfflineOptions {
  std::string data;
  std::string definitions, facility;  // "" the usual place
  bool may_make = false;              // a store that is not there is made
};

class OfflineServer {
 public:
  // Error unavailable, with the holder's pid, while another process has the store.
  static Result<std::unique_ptr<OfflineServer>> start(const OfflineOptions& options);
  ~OfflineServer();  // what was accepted is durable; what is not catalogued yet is at the next start

  const std::string& url() const;
  Store& store();
  const Definitions& definitions() const;

 private:
  struct State;
  explicit OfflineServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weft
