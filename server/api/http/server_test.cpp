// The protocol over real sockets: half-open connections, workers, an orderly end.
#include "api/http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api/http/workers.h"

using namespace weft;
using namespace std::chrono_literals;

namespace {

int connect_to(std::uint16_t port) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  timeval patience{3, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return fd;
}

std::string read_all(int fd) {
  std::string got;
  char buffer[65536];
  for (ssize_t n; (n = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) got.append(buffer, std::size_t(n));
  return got;
}

void say(int fd, std::string_view bytes) {
  ASSERT_EQ(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL), ssize_t(bytes.size()));
}

// Sleeps as long as the path says, on a worker.
class Sleeper : public HttpHandler {
 public:
  std::optional<std::size_t> body_limit(const Request&) const override { return {}; }
  void answer(Request request, Reply reply) override {
    workers_.run([request, reply] {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(request.path.front())));
      Response response;
      response.body = "slept " + request.path.front();
      reply(response);
    });
  }

 private:
  Workers workers_{2};
};

class HttpServerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto port = server_.listen("127.0.0.1:0");
    ASSERT_TRUE(port);
    port_ = *port;
    thread_ = std::thread([this] { loop_.run(); });
  }
  void TearDown() override {
    loop_.stop();
    thread_.join();
  }
  Loop loop_;
  Sleeper handler_;
  HttpServer server_{loop_, handler_};
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST_F(HttpServerTest, two_hundred_half_open_connections_do_not_delay_one_request) {
  std::vector<int> half;
  for (int i = 0; i < 200; ++i) {
    half.push_back(connect_to(port_));
    say(half.back(), "GET /0 HTTP/1.1\r\nHost:");
  }
  auto start = std::chrono::steady_clock::now();
  int fd = connect_to(port_);
  say(fd, "GET /0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(read_all(fd).find("slept 0"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 500ms);
  ::close(fd);
  for (int other : half) ::close(other);
}

TEST_F(HttpServerTest, draining_finishes_what_runs_and_ends_the_rest) {
  int busy = connect_to(port_), idle = connect_to(port_);
  say(busy, "GET /300 HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(50ms);
  std::atomic<bool> done = false;
  loop_.post([&] {
    loop_.stop_listening();
    server_.drain([&] { done = true; });
  });
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(read_all(idle), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, 200ms);
  EXPECT_FALSE(done);
  EXPECT_NE(read_all(busy).find("slept 300"), std::string::npos);
  ::close(busy);
  ::close(idle);
  for (int i = 0; i < 100 && !done; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(done);
  EXPECT_EQ(server_.answers(), (std::vector<std::pair<int, std::int64_t>>{{200, 1}}));
}

TEST_F(HttpServerTest, a_refusal_reaches_a_client_that_is_still_sending) {
  int fd = connect_to(port_);
  say(fd, "POST /0 HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n");
  std::string body(1 << 16, 'x');
  for (int i = 0; i < 20; ++i) ::send(fd, body.data(), body.size(), MSG_NOSIGNAL);
  EXPECT_TRUE(read_all(fd).starts_with("HTTP/1.1 413 "));
  ::close(fd);
}

}  // namespace
