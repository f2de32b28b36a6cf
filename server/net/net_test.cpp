#include "net/net.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace weft;
using namespace std::chrono_literals;

namespace {

// A plain blocking client.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(fd_); }
  void send(std::string_view bytes) {
    ASSERT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), ssize_t(bytes.size()));
  }
  void end() { ::shutdown(fd_, SHUT_WR); }
  // Bytes until the end of the stream, `count` bytes, or `patience`.
  std::string receive(std::size_t count, std::chrono::milliseconds patience = 3000ms) {
    std::string got;
    auto until = std::chrono::steady_clock::now() + patience;
    while (got.size() < count) {
      auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      pollfd wait{fd_, POLLIN, 0};
      if (left <= 0ms || ::poll(&wait, 1, int(left.count())) <= 0) return got;
      char buffer[65536];
      ssize_t n = ::recv(fd_, buffer, std::min(sizeof buffer, count - got.size()), 0);
      if (n <= 0) return closed = true, got;
      got.append(buffer, std::size_t(n));
    }
    return got;
  }
  bool is_closed(std::chrono::milliseconds patience = 3000ms) { return receive(1 << 30, patience), closed; }
  bool connected = false, closed = false;

 private:
  int fd_;
};

// Echoes; words steer it.
class Echo : public Session {
 public:
  Echo(Connection& connection, std::atomic<int>& alive) : connection_(connection), alive_(alive) { ++alive_; }
  ~Echo() override { --alive_; }
  void on_bytes(std::string_view bytes) override {
    if (bytes == "close") return connection_.close();
    if (bytes == "bye") return connection_.send("last words"), connection_.close_after_send();
    if (bytes == "sleep") return connection_.wake_at(std::chrono::steady_clock::now() + 50ms);
    if (bytes == "flood") return connection_.send(std::string(64u << 20, 'x'));
    if (bytes == "pause")
      return connection_.pause_reading(), connection_.wake_at(std::chrono::steady_clock::now() + 100ms);
    connection_.send(std::string(bytes));
  }
  void on_end() override { connection_.send("end"), connection_.close_after_send(); }
  void on_wake() override { connection_.resume_reading(), connection_.send("awake"); }

 private:
  Connection& connection_;
  std::atomic<int>& alive_;
};

class NetTest : public testing::Test {
 protected:
  void start(ListenOptions options = {}) {
    options.address = "127.0.0.1:0";
    options.option = "--http";
    auto made = loop_.listen(options, [this](Connection& connection) {
      number_ = connection.number();
      last_ = &connection;
      ++made_;
      return std::make_unique<Echo>(connection, alive_);
    });
    ASSERT_TRUE(made) << made.error().message;
    port_ = *made;
    thread_ = std::thread([this] { loop_.run(); });
  }
  void TearDown() override {
    loop_.stop();
    if (thread_.joinable()) thread_.join();
  }
  Loop loop_;
  std::uint16_t port_ = 0;
  std::atomic<int> made_ = 0, alive_ = 0;
  std::atomic<ConnectionNumber> number_ = 0;
  std::atomic<Connection*> last_ = nullptr;
  std::thread thread_;
};

TEST_F(NetTest, bytes_come_in_and_go_out) {
  start();
  Client client(port_);
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");
}

TEST_F(NetTest, a_session_is_destroyed_when_its_peer_leaves) {
  start();
  {
    Client client(port_);
    client.send("hello");
    client.receive(5);
    EXPECT_EQ(alive_, 1);
    client.send("close");
    EXPECT_TRUE(client.is_closed());
  }
  for (int i = 0; i < 100 && alive_; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(alive_, 0);
}

TEST_F(NetTest, last_words_arrive_before_the_end) {
  start();
  Client client(port_);
  client.send("bye");
  EXPECT_EQ(client.receive(100), "last words");
  EXPECT_TRUE(client.closed);
}

TEST_F(NetTest, a_half_closed_peer_is_still_answered) {
  start();
  Client client(port_);
  client.end();
  EXPECT_EQ(client.receive(100), "end");
}

TEST_F(NetTest, a_session_is_woken_when_it_asked) {
  start();
  Client client(port_);
  client.send("sleep");
  EXPECT_EQ(client.receive(5), "awake");
}

TEST_F(NetTest, paused_reading_leaves_bytes_with_the_peer_until_resumed) {
  start();
  Client client(port_);
  client.send("pause");
  std::this_thread::sleep_for(30ms);
  client.send("later");
  EXPECT_EQ(client.receive(10, 40ms), "");
  EXPECT_EQ(client.receive(10), "awakelater");
}

TEST_F(NetTest, a_peer_that_never_reads_is_dropped) {
  ListenOptions options;
  options.stall = 150ms;
  start(options);
  Client client(port_, 4096);
  client.send("flood");
  for (int look = 0; look < 1000 && (made_ == 0 || alive_ > 0); ++look) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(made_, 1);
  EXPECT_EQ(alive_, 0);
}

TEST_F(NetTest, more_unsent_bytes_than_allowed_close_the_connection) {
  ListenOptions options;
  options.max_unsent = 1000;
  start(options);
  Client client(port_);
  client.send("flood");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(NetTest, work_posted_to_a_connection_that_is_gone_does_not_run) {
  start();
  std::atomic<bool> ran = false, looked = false;
  {
    Client client(port_);
    client.send("close");
    client.is_closed();
  }
  for (int i = 0; i < 100 && alive_; ++i) std::this_thread::sleep_for(10ms);
  loop_.post_to(number_, [&] { ran = true; });
  loop_.post([&] { looked = true; });
  while (!looked) std::this_thread::yield();
  EXPECT_FALSE(ran);
}

TEST_F(NetTest, connections_beyond_the_limit_are_closed_and_the_others_served) {
  ListenOptions options;
  options.max_connections = 2;
  start(options);
  Client a(port_), b(port_);
  a.send("a");
  a.receive(1);
  b.send("b");
  b.receive(1);
  Client c(port_);
  EXPECT_TRUE(c.is_closed());
  a.send("still here");
  EXPECT_EQ(a.receive(10), "still here");
}

TEST_F(NetTest, a_taken_port_is_an_error_that_says_what_to_do) {
  start();
  Loop other;
  ListenOptions options;
  options.address = with_port("127.0.0.1:0", port_);
  options.option = "--http";
  auto made = other.listen(options, [](Connection&) { return nullptr; });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, options.address + " is in use: choose another with --http HOST:PORT");
}

TEST_F(NetTest, addresses_that_are_none_are_refused_with_a_sentence) {
  for (std::string bad : {"", "8080", "127.0.0.1:", "127.0.0.1:99999", "::1:8080", "127.0.0.1:http"}) {
    ListenOptions options;
    options.address = bad;
    options.option = "--stomp";
    auto made = loop_.listen(options, [](Connection&) { return nullptr; });
    ASSERT_FALSE(made) << bad;
    EXPECT_EQ(made.error().subject, "--stomp") << bad;
  }
}

TEST_F(NetTest, running_out_of_descriptors_does_not_stop_the_loop) {
  start();
  Client first(port_);
  first.send("one");
  EXPECT_EQ(first.receive(3), "one");
  rlimit old{};
  ::getrlimit(RLIMIT_NOFILE, &old);
  int probe = ::dup(0);
  // Room for the client's socket, none for the accepted one.
  rlimit tight{static_cast<rlim_t>(probe + 1), old.rlim_max};
  ::close(probe);
  ::setrlimit(RLIMIT_NOFILE, &tight);
  Client second(port_);
  EXPECT_TRUE(second.connected);  // by the kernel
  std::this_thread::sleep_for(150ms);
  first.send("two");
  EXPECT_EQ(first.receive(3), "two");
  ::setrlimit(RLIMIT_NOFILE, &old);
  second.send("now");
  EXPECT_EQ(second.receive(3), "now");
}

TEST_F(NetTest, words_said_outside_of_a_callback_are_sent_too) {
  start();
  Client client(port_);
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");
  loop_.post([&] { last_.load()->send("by the way"), last_.load()->close_after_send(); });
  EXPECT_EQ(client.receive(100), "by the way");
  EXPECT_TRUE(client.closed);
}

TEST_F(NetTest, later_work_runs_in_time) {
  start();
  std::atomic<bool> ran = false;
  loop_.post([&] { loop_.after(20ms, [&] { ran = true; }); });
  for (int i = 0; i < 100 && !ran; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(ran);
}

}  // namespace
