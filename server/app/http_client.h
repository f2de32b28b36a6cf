// HttpClient: asks a server, one request after the other, on a connection that is kept. In: a request. Out: the answer,
// whatever its status; an Error only when nobody answered. One thread.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace weft {

using QueryText = std::vector<std::pair<std::string, std::string>>;  // names and values, not encoded

struct HttpRequest {
  std::string method = "GET";
  std::string path = "/";  // "/api/v1/datasets/42"
  QueryText query = {};
  std::string body = {};
  std::string content_type = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  long seconds = 0;  // until the answer must be whole; 0: as long as it takes
  // Hears the body of a 200 piece by piece instead of it being kept; false stops.
  std::function<bool(std::string_view)> sink = {};
  // Asked about once a second; true ends the question, as an answer cut short.
  std::function<bool()> stop = {};
  long silent_seconds = 0;  // no byte for so long: the connection is lost; 0: waits on
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

class HttpClient {
 public:
  explicit HttpClient(std::string base_url);  // "http://127.0.0.1:8080"
  ~HttpClient();
  Result<HttpAnswer> ask(const HttpRequest& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
