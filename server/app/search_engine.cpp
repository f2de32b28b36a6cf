#include "app/search_engine.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "api/sums.h"
#include "base/log.h"
#include "search/index_engine.h"
#include "search/naive_engine.h"

namespace weft {
namespace {

// Reads the store anew for each question: it is always as far as the catalogue.
class Naive final : public SearchEngine {
 public:
  Naive(Store& store, const Definitions& definitions) : engine_(make_naive_engine(store, definitions)) {}
  Engine& engine() override { return *engine_; }
  void on_visible(std::function<void(Seq)> tell) override { tell_ = std::move(tell); }
  void start() override {
    started_ = true;
    tell_({applied_.load()});
  }
  void applied(Seq seq) override {
    applied_ = seq.value;
    if (started_) tell_(seq);
  }
  EngineState state() const override { return {"naive", "", {}}; }
  void stop() override {}

 private:
  std::unique_ptr<Engine> engine_;
  std::function<void(Seq)> tell_;
  std::atomic<bool> started_ = false;
  std::atomic<std::int64_t> applied_ = 0;
};

// Read or mapped on a thread of its own, while the doors are open; then follows the feed.
class Indexed final : public SearchEngine {
 public:
  Indexed(Store& store, const Definitions& definitions, const std::string& folder)
      : store_(store), definitions_(definitions), index_(store, definitions, {.folder = folder, .cancel = cancel_}) {}
  ~Indexed() override { stop(); }
  Engine& engine() override { return index_; }
  void on_visible(std::function<void(Seq)> tell) override { tell_ = std::move(tell); }
  void start() override {
    began_ = std::chrono::steady_clock::now();
    opening_ = std::thread([this] { open(); });
  }
  void applied(Seq seq) override { index_.applied(seq); }
  EngineState state() const override {
    EngineState state{"index", "", {}};
    if (!open_) {
      state.progress = progress();
      return state;
    }
    for (const auto& part : index_.memory()) state.memory.emplace_back(part.name, part.bytes);
    return state;
  }
  void stop() override {
    *cancel_ = true;
    if (opening_.joinable()) opening_.join();
    index_.stop();
  }

 private:
  void open() try {
    index_.open();
    open_ = true;
    index_.on_visible(tell_);
    tell_(index_.seq());
    index_.start();
    sum_up_before_asked(Search(index_, definitions_), cancel_);
  } catch (const Cancelled&) {
  } catch (const std::exception& failure) {
    failed_ = true;
    log_error(std::string("the index could not be made, searches are not answered: ") + failure.what());
  }
  std::string progress() const {
    if (failed_) return "that failed, look into the log of the server";
    const auto took = std::chrono::steady_clock::now() - began_.load();
    return "for " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(took).count()) + " s, over " +
           std::to_string(store_.read(Viewer::everybody())->count({.with_deleted = true})) + " datasets";
  }

  Store& store_;
  const Definitions& definitions_;
  const std::shared_ptr<std::atomic<bool>> cancel_ = std::make_shared<std::atomic<bool>>(false);
  IndexEngine index_;
  std::function<void(Seq)> tell_;
  std::atomic<std::chrono::steady_clock::time_point> began_{};
  std::atomic<bool> open_ = false, failed_ = false;
  std::thread opening_;
};

}  // namespace

Result<std::unique_ptr<SearchEngine>> make_search_engine(const std::string& name, Store& store,
                                                         const Definitions& definitions, const std::string& data) {
  if (name == "naive") return std::make_unique<Naive>(store, definitions);
  if (name == "index") return std::make_unique<Indexed>(store, definitions, data + "/index");
  return fail(ErrorCode::unsupported, "there is no engine \"" + name + "\"", "--engine");
}

}  // namespace weft
