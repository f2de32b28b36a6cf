// Request and Response: what the endpoints see of HTTP. Values; any thread.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "api/asker.h"

namespace weft {

struct Request {
  std::string method;                                      // "GET"; HEAD arrives as GET
  std::vector<std::string> path;                           // decoded segments: {"api", "v1", "datasets", "42"}
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in the order sent
  std::string content_type;                                // as sent, "" when not
  std::string body;
  std::string peer;                // "127.0.0.1"
  std::vector<std::string> named;  // the segments that stand where the route has {id}
  Asker asker;
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
};

// Gives the answer; once, from any thread.
using Reply = std::function<void(Response)>;

}  // namespace weft
