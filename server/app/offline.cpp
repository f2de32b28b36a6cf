#include "app/offline.h"

#include <filesystem>
#include <thread>

#include "api/api.h"
#include "app/opening.h"
#include "app/search_engine.h"
#include "base/log.h"
#include "catalogue/catalogue.h"
#include "files/dataset_files.h"
#include "ingest/inbox.h"
#include "ingest/say_again.h"
#include "net/net.h"

namespace weft {

struct OfflineServer::State {
  Definitions definitions_;
  std::unique_ptr<Store> store_;
  SystemClock clock_;
  Catalogue catalogue_{definitions_.facility, clock_};
  Loop loop_;
  Inbox inbox_{*store_, catalogue_, clock_};
  Accept accept_ = [this](std::vector<Message> messages, Inbox::Durable durable) {
    inbox_.accept(std::move(messages), std::move(durable));
  };
  std::unique_ptr<SearchEngine> engine_ = *make_search_engine("naive", *store_, definitions_, "");
  Manifests manifests_;
  std::unique_ptr<DatasetFiles> files_ = make_dataset_files(*store_, manifests_, {}, [](DatasetId) {});
  Api api_{loop_, *store_, definitions_, engine_->engine(), *files_, accept_, [this] { return inbox_.count(); }};
  std::string url_;
  std::thread thread_;

  State(Definitions definitions, std::unique_ptr<Store> store, const std::string& data)
      : definitions_(std::move(definitions)), store_(std::move(store)), manifests_(data) {}

  Result<void> run() {
    engine_->on_visible([this](Seq seq) { api_.visible(seq); });
    inbox_.on_applied([this](Seq seq) {
      api_.applied(seq);
      engine_->applied(seq);
    });
    inbox_.start();
    engine_->applied(inbox_.applied());
    engine_->start();
    auto port = api_.listen("127.0.0.1:0");
    if (!port) return tl::make_unexpected(port.error());
    url_ = "http://" + with_port("127.0.0.1:0", *port);
    thread_ = std::thread([this] { loop_.run(); });
    return {};
  }

  ~State() {
    if (thread_.joinable()) {
      loop_.stop();
      thread_.join();
    }
    inbox_.stop();
  }
};

namespace {

// A store made under other rules is made again by `weft serve`, which a person watches; never by a verb that looks.
Result<std::unique_ptr<Store>> open_as_it_is(const std::string& data, const Facility& facility) {
  {
    auto store = open_sqlite_store(data);
    if (!store) return store;
    const auto status = (*store)->read(Viewer::everybody())->status();
    if (status.received && status.alias_version != rules_version(facility))
      return fail(
          ErrorCode::conflict,
          "the store in " + data +
              " was made under other rules: name its facility.toml with --facility FILE, or, when this is a newer "
              "Weft, let weft serve make the store again",
          data);
    if (status.received) return store;
  }
  return open_catalogue(data, facility, SystemClock());
}

}  // namespace

OfflineServer::OfflineServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
OfflineServer::~OfflineServer() = default;

Result<std::unique_ptr<OfflineServer>> OfflineServer::start(const OfflineOptions& options) {
  set_log_level("warning");
  std::error_code unknown;
  if (!options.may_make && !std::filesystem::exists(options.data + "/weft.sqlite", unknown))
    return fail(ErrorCode::not_found,
                "there is no store in the folder " + options.data + ": name the folder of `weft serve` with --data DIR",
                options.data);
  auto definitions = Definitions::load(options.definitions, options.facility);
  if (!definitions) return tl::make_unexpected(definitions.error());
  auto store = open_as_it_is(options.data, definitions->facility);
  if (!store) return tl::make_unexpected(store.error());
  auto state = std::make_unique<State>(*std::move(definitions), *std::move(store), options.data);
  if (auto running = state->run(); !running) return tl::make_unexpected(running.error());
  return std::unique_ptr<OfflineServer>(new OfflineServer(std::move(state)));
}

const std::string& OfflineServer::url() const { return state_->url_; }
Store& OfflineServer::store() { return *state_->store_; }
const Definitions& OfflineServer::definitions() const { return state_->definitions_; }

}  // namespace weft
