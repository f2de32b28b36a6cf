#include "api/api.h"

#include "api/acts.h"
#include "api/applied_gate.h"
#include "api/endpoints.h"
#include "api/http/errors.h"
#include "api/http/server.h"
#include "api/http/workers.h"
#include "api/query_reader.h"
#include "api/routes.h"
#include "base/log.h"

namespace weft {
namespace {

HttpLimits limits_of(const ApiOptions& options) {
  HttpLimits limits;
  limits.request = options.request_deadline;
  return limits;
}

// One of the three doors at which an exception (a failing machine) is caught.
void run_route(const Route& route, const Request& request, const Reply& reply) {
  try {
    if (const auto* later = std::get_if<AnswerLater>(&route.endpoint)) return (*later)(request, reply);
    auto response = std::get<AnswerNow>(route.endpoint)(request);
    reply(response ? std::move(*response) : error_response(response.error()));
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
  const Accept accept;
  const std::function<InboxCounts()> inbox_counts;
  AppliedGate gate;
  HttpServer http;
  Acts acts;
  RouteTable routes;
  Workers workers;  // last: its threads use all of the above

  State(Loop& l, Store& store, const Definitions& definitions, Accept a, std::function<InboxCounts()> counts,
        const ApiOptions& options)
      : loop(l),
        accept(std::move(a)),
        inbox_counts(std::move(counts)),
        gate(loop, options.patience),
        http(loop, *this, limits_of(options)),
        acts(store, accept, gate, loop, workers),
        routes(make_routes({store, definitions, accept, inbox_counts, loop, gate, acts, http})),
        workers(options.workers) {}

  std::optional<std::size_t> body_limit(const Request& request) const override {
    const Route* route = routes.find(request);
    if (!route || route->body_bytes == 0) return {};
    return route->body_bytes;
  }

  void answer(Request request, Reply reply) override {
    const Route* route = routes.find(request);
    if (!route) return reply(no_route(request));
    auto at_least = read_at_least(request);
    if (!at_least) return reply(error_response(at_least.error()));
    if (gate.applied() >= *at_least) return run(*route, std::move(request), reply);
    gate.when(*at_least, [this, route, seq = *at_least, request, reply](bool in_time) {
      in_time ? run(*route, request, reply) : reply(too_early(seq));
    });
  }

  void run(const Route& route, Request request, const Reply& reply) {
    if (route.on_loop) return run_route(route, request, reply);
    workers.run([&route, request = std::move(request), reply] { run_route(route, request, reply); });
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

  Response too_early(Seq seq) const {
    return error_response({ErrorCode::timed_out,
                           "position " + std::to_string(seq.value) + " is not visible yet, the catalogue is at " +
                               std::to_string(gate.applied().value) + ": ask again",
                           "at_least"});
  }
};

Api::Api(Loop& loop, Store& store, const Definitions& definitions, Accept accept,
         std::function<InboxCounts()> inbox_counts, ApiOptions options)
    : state_(std::make_unique<State>(loop, store, definitions, std::move(accept), std::move(inbox_counts), options)) {}

Api::~Api() = default;

Result<std::uint16_t> Api::listen(const std::string& address) { return state_->http.listen(address); }

void Api::applied(Seq seq) { state_->gate.applied(seq); }

void Api::drain(std::function<void()> done) {
  state_->gate.give_up();
  state_->http.drain(std::move(done));
}

}  // namespace weft
