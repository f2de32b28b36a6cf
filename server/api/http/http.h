// Request, Response and Stream: what the endpoints see of HTTP. Any thread.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/asker.h"
#include "search/engine.h"

namespace weft {

struct Request {
  std::string method;                                      // "GET"; HEAD arrives as GET
  std::vector<std::string> path;                           // decoded segments: {"api", "v1", "datasets", "42"}
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in the order sent
  std::string content_type;                                // as sent, "" when not
  std::string accept;                                      // as sent, "" when not
  std::string accept_encoding;                             // as sent, "" when not
  std::string if_none_match;                               // as sent, "" when not
  std::string last_event_id;                               // as sent, "" when not
  std::string range, if_range;                             // as sent, "" when not, and with HEAD
  std::string body;
  std::string peer;                // "127.0.0.1"
  std::vector<std::string> named;  // the segments that stand where the route has {id}
  Asker asker;
  bool engine_may_answer = false;  // it is there, and shows what the request says it must
  Cancel cancel;                   // raised when the client is gone: the answer is for nobody
};

// An answer that is written piece by piece, as long as the client listens. Any thread, one at a time.
class Stream {
 public:
  virtual ~Stream() = default;
  // Queued. False: the client is gone, or Weft stops; nothing more is needed.
  virtual bool send(std::string bytes) = 0;
  // Bytes queued that the client has not taken: whoever has something to say waits until they are few.
  virtual std::size_t unsent() const = 0;
  // Once, on the loop's thread, when the client has taken all that was sent until now; never, if it does not. `work` is
  // destroyed at the latest when the stream ends.
  virtual void when_taken(std::function<void()> work) = 0;
  virtual void end() = 0;
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;  // without a Cache-Control: no-store
  // How many bytes the stream will send. Not known: chunks. A stream that ends before ends its connection.
  std::optional<std::uint64_t> length = {};
  // Instead of the body; called once the head is on its way, on the loop's thread; not for HEAD.
  std::function<void(std::shared_ptr<Stream>)> stream;
};

// Gives the answer; once, from any thread.
using Reply = std::function<void(Response)>;

}  // namespace weft
