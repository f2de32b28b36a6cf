// The one route table: which endpoint answers which method and path. Any thread, once built.
#pragma once
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "api/http/http.h"
#include "base/result.h"

namespace weft {

// Answers before it returns, on a worker.
using AnswerNow = std::function<Result<Response>(const Request&)>;
// Answers when it can (after an fsync), begun on a worker.
using AnswerLater = std::function<void(const Request&, const Reply&)>;

// Whom an endpoint asks beside the store: `preferred` the engine once it is there, else the store alone; `grouped` the
// same, but needs the engine when the request wants groups; `followed` needs it when the request wants a stream, and
// asks the store alone when not; `disk` may wait for one.
enum class Asks { store, engine, preferred, followed, grouped, disk };

struct Route {
  std::string method;
  std::string path;  // "/api/v1/datasets/{id}"; "{path...}" at the end is all the rest of the path, slashes too
  std::variant<AnswerNow, AnswerLater> endpoint;
  std::size_t body_bytes = 0;  // the largest body; 0: the usual one
  bool on_loop = false;        // blocks never
  Asks asks = Asks::store;
};

// Cannot be answered without the engine.
bool asks_engine(const Route& route, const Request& request);
bool prefers_engine(const Route& route);

class RouteTable {
 public:
  explicit RouteTable(std::vector<Route> routes);
  // The route, and `named` of the request filled in; null: none with that method or path.
  const Route* find(Request& request) const;
  const Route* find(const Request& request) const;
  // "GET, HEAD, OPTIONS": the methods of that path; "" when there is no such path.
  std::string methods_of(const Request& request) const;
  const std::vector<Route>& all() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> segments_;  // of each route's path
};

struct Endpoints;  // what the endpoints refer to; api.cpp owns it
std::vector<Route> make_routes(const Endpoints& endpoints);

}  // namespace weft
