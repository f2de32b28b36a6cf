#include "app/serve.h"

#include <sys/resource.h>

#include <cstdio>
#include <filesystem>

#include "api/api.h"
#include "app/background.h"
#include "app/opening.h"
#include "app/portal_folder.h"
#include "app/search_engine.h"
#include "app/walking.h"
#include "base/log.h"
#include "catalogue/catalogue.h"
#include "definitions/definitions.h"
#include "files/dataset_files.h"
#include "ingest/inbox.h"
#include "ingest/stomp_listener.h"
#include "net/net.h"
#include "viewers/folder.h"

namespace weft {
namespace {

constexpr auto kStopWithin = std::chrono::milliseconds(1000);  // for peers; the rest of 2 s is for the last commit

// Each connection is a descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// The doors, and how they close.
class Doors {
 public:
  Doors(Loop& loop, Api& api, StompListener& stomp) : loop_(loop), api_(api), stomp_(stomp) {}

  Result<void> open(const ServeOptions& options) {
    auto http = api_.listen(options.http);
    if (!http) return tl::make_unexpected(http.error());
    std::string stomp_address = "off";
    if (options.stomp != "off") {
      auto stomp = stomp_.listen(options.stomp);
      if (!stomp) return tl::make_unexpected(stomp.error());
      stomp_address = with_port(options.stomp, *stomp);
    }
    std::printf("weft ready http=%s stomp=%s data=%s\n", with_port(options.http, *http).c_str(), stomp_address.c_str(),
                options.data.c_str());
    std::fflush(stdout);
    return {};
  }

  void close() {
    if (closing_) return loop_.stop();  // asked twice: at once
    closing_ = true;
    log_info("stopping: finishing what was accepted");
    loop_.stop_listening();
    stomp_.drain([this] { one_closed(); });
    api_.drain([this] { one_closed(); });
    loop_.after(kStopWithin, [this] { loop_.stop(); });
  }

 private:
  void one_closed() {
    if (--open_ == 0) loop_.stop();
  }
  Loop& loop_;
  Api& api_;
  StompListener& stomp_;
  int open_ = 2;
  bool closing_ = false;
};

// The threads that call back into what serve() made: declared after all of it, so that they end before it goes,
// whichever way serve() returns.
class Running {
 public:
  Running(Inbox& inbox, SearchEngine& engine, Background& background, ViewerFolder& viewers)
      : inbox_(inbox), engine_(engine), background_(background), viewers_(viewers) {
    viewers_.start();
    inbox_.start();
    engine_.applied(inbox_.applied());
    engine_.start();
    background_.start();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(); }
  void stop() {
    viewers_.stop();
    background_.stop();
    inbox_.stop();
    engine_.stop();
  }

 private:
  Inbox& inbox_;
  SearchEngine& engine_;
  Background& background_;
  ViewerFolder& viewers_;
};

// A folder that was named must be there; without one, Weft runs without viewers.
Result<std::string> viewer_folder(const std::string& named) {
  const auto folder = named.empty() ? default_viewer_folder() : named;
  if (folder.empty())
    log_warning("no viewers: there is no folder viewers/ beside this program; name one by --viewers");
  else if (std::error_code error; !std::filesystem::is_directory(folder, error))
    return fail(ErrorCode::not_found, "the folder of viewers " + folder + " is not there: name another by --viewers",
                folder);
  return folder;
}

}  // namespace

Result<void> serve(const ServeOptions& options) {
  raise_descriptor_limit();
  auto definitions = Definitions::load(options.definitions, options.facility);
  if (!definitions) return tl::make_unexpected(definitions.error());
  SystemClock clock;
  auto store = open_catalogue(options.data, definitions->facility, clock);
  if (!store) return tl::make_unexpected(store.error());
  Catalogue catalogue(definitions->facility, clock);
  Loop loop;
  Inbox inbox(**store, catalogue, clock);
  Accept accept = [&inbox](std::vector<Message> messages, Inbox::Durable durable) {
    inbox.accept(std::move(messages), std::move(durable));
  };
  const auto folder = viewer_folder(options.viewers);
  if (!folder) return tl::make_unexpected(folder.error());
  ViewerFolder viewers(*folder, *definitions);
  auto engine = make_search_engine(options.engine, **store, *definitions, options.data);
  if (!engine) return tl::make_unexpected(engine.error());
  ApiOptions api_options;
  api_options.patience = options.patience;
  api_options.request_deadline = options.request_deadline;
  api_options.thumbnails = options.data + "/thumbnails";
  api_options.hdf5_bytes = options.hdf5_bytes;
  api_options.unsent_bytes = options.unsent_bytes;
  auto portal = portal_folder(options.portal);
  if (!portal) return tl::make_unexpected(portal.error());
  api_options.portal = *portal;
  api_options.viewers = &viewers;
  api_options.engine_state = [&engine] { return (*engine)->state(); };
  Background background(**store, clock);
  Manifests manifests(options.data);
  const Walkable walkable{options.roots, definitions->facility.root_depth()};
  const auto files = make_dataset_files(**store, manifests, walkable,
                                        [&background](DatasetId id) { background.ask("walk", id.value); });
  Api api(
      loop, **store, *definitions, (*engine)->engine(), *files, accept, [&inbox] { return inbox.count(); },
      api_options);
  StompListener stomp(loop, accept, clock);
  Doors doors(loop, api, stomp);

  background.serve("walk", walk_folders(**store, inbox, manifests, clock, walkable));

  (*engine)->on_visible([&api](Seq seq) { api.visible(seq); });
  inbox.on_applied([&](Seq seq) {
    api.applied(seq);
    (*engine)->applied(seq);
    background.nudge();
  });
  Running running(inbox, **engine, background, viewers);
  api.applied(inbox.applied());
  loop.on_stop_signal([&doors] { doors.close(); });
  if (auto opened = doors.open(options); !opened) return opened;
  loop.run();
  running.stop();
  log_info("stopped");
  return {};
}

}  // namespace weft
