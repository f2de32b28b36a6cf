#include "api/api.h"

#include "api/acts.h"
#include "api/applied_gate.h"
#include "api/changes.h"
#include "api/endpoints.h"
#include "api/http/errors.h"
#include "api/http/server.h"
#include "api/http/workers.h"
#include "api/portal/portal.h"
#include "api/query_reader.h"
#include "api/routes.h"
#include "base/log.h"

namespace weft {
namespace {

HttpLimits limits_of(const ApiOptions& options) {
  HttpLimits limits;
  limits.request = options.request_deadline;
  limits.unsent_bytes = options.unsent_bytes;
  return limits;
}

// One of the three doors at which an exception (a failing machine) is caught.
void run_route(const Route& route, const Request& request, const Reply& reply) {
  try {
    if (const auto* later = std::get_if<AnswerLater>(&route.endpoint)) return (*later)(request, reply);
    auto response = std::get<AnswerNow>(route.endpoint)(request);
    reply(response ? std::move(*response) : error_response(response.error()));
  } catch (const Cancelled&) {
    reply(error_response({ErrorCode::timed_out, "whoever asked is gone", ""}));
  } catch (const std::exception& failure) {
    log_error(route.method + " " + route.path + " failed: " + failure.what());
    reply(failure_response(failure.what()));
  }
}

// The position in at_least; 0 when it is not asked for.
Result<Seq> read_at_least(const Request& request) {
  QueryReader query(request);
  Seq seq{query.number("at_least", 0, QueryReader::kLargestId, 0)};
  for (const auto& [name, value] : request.query) query.text(name);  // the endpoint's to judge
  if (auto done = query.done(); !done && done.error().subject == "at_least") return tl::make_unexpected(done.error());
  return seq;
}

}  // namespace

struct Api::State final : HttpHandler {
  Loop& loop;
  const DatasetFiles& files;
  const Accept accept;
  const std::function<InboxCounts()> inbox_counts;
  const Search search;
  WrittenDatasets written;
  AppliedGate gate;
  SearchDoor door;
  HttpServer http;
  Live live;
  Acts acts;
  const Portal portal;
  const Route pages{"GET", "/...", [this](const Request& request) { return portal.answer(request); }};
  const ViewerFolder no_viewers;
  Thumbnails thumbnails;
  Readers readers;
  RouteTable routes;
  Workers workers, searchers, disk;  // last: their threads use all of the above

  State(Loop& l, Store& store, const Definitions& definitions, Engine& engine, const DatasetFiles& f, Accept a,
        std::function<InboxCounts()> counts, const ApiOptions& options)
      : loop(l),
        files(f),
        accept(std::move(a)),
        inbox_counts(std::move(counts)),
        search(engine, definitions),
        written(store, definitions),
        gate(loop, options.patience),
        door(loop, options.patience, options.engine_state),
        http(loop, *this, limits_of(options)),
        live(store),
        acts(store, accept, gate, loop, workers),
        portal(options.portal),
        no_viewers("", definitions),
        thumbnails(options.thumbnails, options.thumbnail_bytes),
        routes(make_routes({store, definitions, accept, inbox_counts, loop, gate, acts, http, search, written, door,
                            live, portal, options.viewers ? *options.viewers : no_viewers, files, disk, readers,
                            thumbnails, options.hdf5_bytes})),
        workers(options.workers),
        searchers(options.searchers),
        disk(options.disk) {}

  std::optional<std::size_t> body_limit(const Request& request) const override {
    const Route* route = routes.find(request);
    if (!route || route->body_bytes == 0) return {};
    return route->body_bytes;
  }

  void answer(Request request, Reply reply) override {
    const Route* route = routes.find(request);
    if (!route) return answer_no_route(std::move(request), reply);
    auto at_least = read_at_least(request);
    if (!at_least) return reply(error_response(at_least.error()));
    const bool needs_engine = asks_engine(*route, request);
    request.engine_may_answer = door.is_open() && (needs_engine || prefers_engine(*route));
    if (needs_engine && !request.engine_may_answer) return reply(door.not_yet());
    AppliedGate& wanted = request.engine_may_answer ? door.gate() : gate;
    Workers& theirs = request.engine_may_answer ? searchers : route->asks == Asks::disk ? disk : workers;
    if (wanted.applied() >= *at_least) return run(*route, std::move(request), reply, theirs);
    wanted.when(*at_least, [this, route, seq = *at_least, request, reply, &wanted, &theirs](bool in_time) {
      in_time ? run(*route, request, reply, theirs) : reply(too_early(seq, wanted.applied()));
    });
  }

  static void run(const Route& route, Request request, const Reply& reply, Workers& on) {
    if (route.on_loop) return run_route(route, request, reply);
    on.run([&route, request = std::move(request), reply] { run_route(route, request, reply); });
  }

  // A path of the portal, when no route has it with any method.
  void answer_no_route(Request request, const Reply& reply) {
    if (!Portal::is_asked(request) || !routes.methods_of(request).empty()) return reply(no_route(request));
    run(pages, std::move(request), reply, workers);
  }

  Response no_route(const Request& request) const {
    std::string methods = !request.path.empty() && request.path.front() == "*" ? "GET, HEAD, POST, DELETE, OPTIONS"
                                                                               : routes.methods_of(request);
    if (methods.empty())
      return error_response(
          {ErrorCode::not_found, "nothing is served at this address; /api/v1/openapi.yaml lists what is", ""});
    Response response;
    if (request.method == "OPTIONS") {
      response.status = 204;
    } else {
      response = error_response(
          405, {ErrorCode::unsupported, request.method + " is not served here; there is " + methods, request.method});
    }
    response.headers.emplace_back("Allow", methods);
    return response;
  }

  static Response too_early(Seq seq, Seq at) {
    return error_response({ErrorCode::timed_out,
                           "position " + std::to_string(seq.value) + " is not visible yet, the catalogue is at " +
                               std::to_string(at.value) + ": ask again",
                           "at_least"});
  }
};

Api::Api(Loop& loop, Store& store, const Definitions& definitions, Engine& engine, const DatasetFiles& files,
         Accept accept, std::function<InboxCounts()> inbox_counts, ApiOptions options)
    : state_(std::make_unique<State>(loop, store, definitions, engine, files, std::move(accept),
                                     std::move(inbox_counts), options)) {}

Api::~Api() = default;

Result<std::uint16_t> Api::listen(const std::string& address) { return state_->http.listen(address); }

void Api::applied(Seq seq) {
  if (!state_->door.is_open()) state_->gate.applied(seq);
}

void Api::visible(Seq seq) {
  state_->door.visible(seq);
  state_->gate.applied(seq);
  state_->live.visible(seq);
}

void Api::drain(std::function<void()> done) {
  state_->gate.give_up();
  state_->door.gate().give_up();
  state_->http.drain(std::move(done));
}

}  // namespace weft
