// HttpServer: the sessions of one listener and how they end. The loop's thread; counts from any.
#pragma once
#include <array>
#include <atomic>
#include <unordered_set>

#include "api/http/session.h"

namespace weft {

// Answers requests. Both on the loop's thread; must not block.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // The largest body this request may have, if not the usual one.
  virtual std::optional<std::size_t> body_limit(const Request& request) const = 0;
  virtual void answer(Request request, Reply reply) = 0;
};

class HttpServer final : public HttpService {
 public:
  HttpServer(Loop& loop, HttpHandler& handler, HttpLimits limits = {});

  Result<std::uint16_t> listen(const std::string& address);
  // No further requests; `done` when every connection is gone. The loop must have stopped listening.
  void drain(std::function<void()> done);
  // (status, how many) of every status answered so far.
  std::vector<std::pair<int, std::int64_t>> answers() const;

  const HttpLimits& limits() const override { return limits_; }
  std::size_t body_limit(const Request& request) const override;
  void answer(Request request, Reply reply) override { handler_.answer(std::move(request), std::move(reply)); }
  void count_answer(int status) override { ++answers_[static_cast<std::size_t>(status) % answers_.size()]; }
  std::size_t unsent() const override { return loop_.unsent(); }
  void on_loop(ConnectionNumber connection, std::function<void()> work) override;
  void joined(HttpSession& session) override { sessions_.insert(&session); }
  void left(HttpSession& session) override;

 private:
  Loop& loop_;
  HttpHandler& handler_;
  const HttpLimits limits_;
  std::unordered_set<HttpSession*> sessions_;
  std::function<void()> drained_;
  std::array<std::atomic<std::int64_t>, 600> answers_{};
};

}  // namespace weft
