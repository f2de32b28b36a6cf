#include "api/http/server.h"

namespace weft {

HttpServer::HttpServer(Loop& loop, HttpHandler& handler, HttpLimits limits)
    : loop_(loop), handler_(handler), limits_(limits) {}

Result<std::uint16_t> HttpServer::listen(const std::string& address) {
  ListenOptions options;
  options.address = address;
  options.option = "--http";
  return loop_.listen(options,
                      [this](Connection& connection) { return std::make_unique<HttpSession>(connection, *this); });
}

void HttpServer::drain(std::function<void()> done) {
  if (sessions_.empty()) return done();
  drained_ = std::move(done);
  for (HttpSession* session : std::vector<HttpSession*>(sessions_.begin(), sessions_.end())) session->drain();
}

std::vector<std::pair<int, std::int64_t>> HttpServer::answers() const {
  std::vector<std::pair<int, std::int64_t>> counts;
  for (std::size_t status = 0; status < answers_.size(); ++status)
    if (auto count = answers_[status].load()) counts.emplace_back(static_cast<int>(status), count);
  return counts;
}

std::size_t HttpServer::body_limit(const Request& request) const {
  return handler_.body_limit(request).value_or(limits_.body_bytes);
}

void HttpServer::on_loop(ConnectionNumber connection, std::function<void()> work) {
  loop_.post_to(connection, std::move(work));
}

void HttpServer::left(HttpSession& session) {
  sessions_.erase(&session);
  if (sessions_.empty() && drained_) loop_.post(std::exchange(drained_, nullptr));
}

}  // namespace weft
