// Api: HTTP in front of everything. listen and drain on the loop's thread; applied and visible from any.
#pragma once
#include <memory>
#include <string>

#include "api/engine_state.h"
#include "definitions/definitions.h"
#include "files/opened.h"
#include "ingest/inbox.h"
#include "net/net.h"
#include "search/engine.h"
#include "store/store.h"

namespace weft {

class ViewerFolder;

struct ApiOptions {
  std::chrono::milliseconds patience{10'000};          // how long at_least and acts wait
  std::chrono::milliseconds request_deadline{30'000};  // from the first to the last byte of a request
  int workers = 2;
  int searchers = 2;                      // threads of their own, so that no message waits for a search
  int disk = 2;                           // these, too, for a disk that hangs
  std::string portal;                     // the folder of the portal's files; "" none
  const ViewerFolder* viewers = nullptr;  // null: none
  std::string thumbnails;                 // the folder where small pictures are kept
  std::uint64_t thumbnail_bytes = std::uint64_t{1} << 30;
  std::size_t hdf5_bytes = std::size_t{128} << 20;    // of an answer about an HDF5 file
  std::size_t unsent_bytes = std::size_t{512} << 20;  // of all answers that wait for slow clients
  std::function<EngineState()> engine_state = [] { return EngineState(); };
};

class Api {
 public:
  Api(Loop& loop, Store& store, const Definitions& definitions, Engine& engine, const DatasetFiles& files,
      Accept accept, std::function<InboxCounts()> inbox_counts, ApiOptions options = {});
  ~Api();

  Result<std::uint16_t> listen(const std::string& address);
  // The inbox says how far the catalogue is.
  void applied(Seq seq);
  // The engine says how far searches show it. Until it first does, searches are answered unavailable, and the rest is
  // as far as the catalogue; from then on everything is as far as the engine.
  void visible(Seq seq);
  // Answers what was asked, ends the connections; `done` when there are none.
  void drain(std::function<void()> done);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
