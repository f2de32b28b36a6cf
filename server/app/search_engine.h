// SearchEngine: the engine behind the searches, as a running server has it: built beside the open doors, then kept as
// far as the catalogue. on_visible before start; applied, state: any thread; the rest one thread.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "api/engine_state.h"
#include "definitions/definitions.h"
#include "search/engine.h"
#include "store/store.h"

namespace weft {

class SearchEngine {
 public:
  virtual ~SearchEngine() = default;
  virtual Engine& engine() = 0;
  // Told how far searches show the catalogue, for the first time when they can be answered.
  virtual void on_visible(std::function<void(Seq)> tell) = 0;
  virtual void start() = 0;
  // The catalogue is that far.
  virtual void applied(Seq seq) = 0;
  virtual EngineState state() const = 0;
  virtual void stop() = 0;
};

// "naive" or "index"; an index is saved in a folder below `data`. Store and definitions live longer. Error unsupported.
Result<std::unique_ptr<SearchEngine>> make_search_engine(const std::string& name, Store& store,
                                                         const Definitions& definitions, const std::string& data);

}  // namespace weft
