// IndexEngine: every column of every dataset in memory, in immutable segments of at most 65,536 datasets. In: the
// store, read once, then its change feed. Out: Views of one moment; readers never wait for the writer. The store is the
// truth: what is saved here can be deleted at any time. view, seq, applied, memory: any thread; the rest: the owner's.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "definitions/definitions.h"
#include "search/engine.h"
#include "store/store.h"

namespace weft {

struct IndexOptions {
  std::string folder;                 // where it is saved; made when missing; "" saves nothing
  int threads = 2;                    // that read the store when there is nothing saved
  std::int64_t save_after = 100'000;  // changes, or rows that were joined in quiet times
  std::chrono::seconds save_every{600};
  std::chrono::milliseconds quiet_after{5000};  // of little news, segments are joined as far as searches like it
  Cancel cancel = {};  // raised, it ends the reading of the store in open(), which then throws Cancelled
};

// Bytes of one part of the index ("numbers", "texts", ...).
struct IndexPart {
  std::string name;
  std::int64_t bytes = 0;
};

class IndexEngine final : public Engine {
 public:
  // Store and definitions live longer.
  IndexEngine(Store& store, const Definitions& definitions, IndexOptions options);
  ~IndexEngine() override;  // stops

  // Maps what was saved, or reads the store; returns when views may be asked for. A saved index of another store, epoch
  // or definitions, of another format, or with a wrong byte is not used. Throws StoreFailure.
  void open();
  // Follows the feed from where open() ended, on threads of its own.
  void start();
  // The catalogue is that far.
  void applied(Seq seq);
  // Called by the index's own thread after each snapshot that may be seen. Set before start().
  void on_visible(std::function<void(Seq)> tell);
  // What a view asked for now shows.
  Seq seq() const;
  // How far what is saved goes; 0 when the store was read.
  Seq saved_seq() const;
  // Ends the threads and saves.
  void stop();

  std::vector<IndexPart> memory() const;
  std::unique_ptr<View> view(const Viewer& viewer, const Cancel& cancel) override;

 private:
  class Following;
  std::unique_ptr<Following> following_;
};

}  // namespace weft
