// One HTTP connection: requests in, one after the other, answers out in the same order. The loop's thread.
#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "api/http/http.h"
#include "api/http/parser.h"
#include "api/http/session_stream.h"
#include "net/net.h"

namespace weft {

struct HttpLimits {
  std::size_t header_bytes = 16u << 10;
  std::size_t body_bytes = 1u << 20;           // unless the route says more
  std::chrono::milliseconds request{30'000};   // first to last byte of a request
  std::chrono::milliseconds idle{60'000};      // between two requests
  std::size_t unsent_bytes = 512u << 20;       // of answers that wait for slow clients, all together
  std::chrono::milliseconds half_open{1'000};  // a client that sends no more may still read: so long
};

class HttpSession;

// What sessions ask for.
class HttpService {
 public:
  virtual ~HttpService() = default;
  virtual const HttpLimits& limits() const = 0;
  // The largest body this request may have; `request` has method and path.
  virtual std::size_t body_limit(const Request& request) const = 0;
  virtual void answer(Request request, Reply reply) = 0;
  virtual void count_answer(int status) = 0;
  // Bytes that wait for their clients, of all connections.
  virtual std::size_t unsent() const = 0;
  // Runs `work` on the loop's thread while that connection is open.
  virtual void on_loop(ConnectionNumber connection, std::function<void()> work) = 0;
  virtual void joined(HttpSession&) {}
  virtual void left(HttpSession&) {}
};

class HttpSession final : public Session, private StreamEnd {
 public:
  HttpSession(Connection& connection, HttpService& service);
  ~HttpSession() override;

  void on_bytes(std::string_view bytes) override;
  void on_end() override;
  void on_sent() override;
  void on_wake() override;
  // Takes no further request: closes now when idle, else after the answer under way.
  void drain();

 private:
  std::size_t consume(std::string_view bytes);
  void consume_unread();
  bool advance(RequestParser::Step step);
  bool begin_body();
  void run_request();
  void answered(Response response);
  void send_answer(Response response);
  void begin_stream(const Response& response);
  void stream_bytes(const SessionStream& from, std::string bytes) override;
  void end_stream(const SessionStream& from) override;
  void await_departure();
  void refuse(Response response);
  void next_request();
  void hang_up();

  Connection& connection_;
  HttpService& service_;
  std::optional<RequestParser> parser_;
  Request request_;                          // of the head read last
  std::shared_ptr<std::atomic<bool>> gone_;  // of the request being answered
  std::shared_ptr<SessionStream> stream_;    // that answers it
  std::optional<std::uint64_t> owed_;        // bytes that it still has to send, when that was told
  std::string unread_;                       // arrived and not taken yet
  bool head_only_ = false;
  bool http_1_0_ = false;
  bool keep_ = true;
  bool busy_ = false;   // a request is being answered
  bool last_ = false;   // no request after this one
  bool ended_ = false;  // the client sends no more
  bool closing_ = false;
};

}  // namespace weft
