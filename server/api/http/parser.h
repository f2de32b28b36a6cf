// One HTTP/1.x request out of a stream of bytes. Hides Beast, whose headers only parser.cpp includes. One thread.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft {

struct RequestHead {
  std::string method;
  std::string target;
  std::string content_type;
  std::string accept;
  std::string accept_encoding;
  std::string if_none_match;
  std::string last_event_id;
  std::string range, if_range;
  std::optional<std::uint64_t> content_length;  // none: chunked, or no body
  bool http_1_0 = false;
  bool keep_alive = true;
  bool expects_continue = false;
};

class RequestParser {
 public:
  explicit RequestParser(std::size_t header_limit);
  ~RequestParser();

  enum class Step {
    need_more,  // give it the bytes it did not take again, with more behind
    head,       // head() is there, the body is not: limit_body now
    done,       // all of it
    failed,     // status() and error() say why; the stream is of no use any more
  };
  // `taken`: how many of `bytes` it took. Never takes a byte of the next request.
  Step put(std::string_view bytes, std::size_t& taken);
  const RequestHead& head() const;
  // Fails at once if the announced body is larger, or when a chunked one grows over it.
  Step limit_body(std::size_t limit);
  std::string take_body();
  bool started() const;  // some byte of a request was taken or seen
  int status() const;
  const Error& error() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
