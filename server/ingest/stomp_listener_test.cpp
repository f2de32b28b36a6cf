// Real sockets in front, an inbox of our own behind: what is acknowledged when.
#include "ingest/stomp_listener.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace weft;
using namespace std::chrono_literals;

namespace {

// Keeps what comes in until told that it is durable.
class HeldInbox {
 public:
  Accept accept() {
    return [this](std::vector<Message> messages, Inbox::Durable durable) {
      std::lock_guard lock(mutex_);
      for (auto& message : messages) bodies_.push_back(message.body);
      last_source_ = messages.back().source;
      waiting_.push_back({messages.size(), std::move(durable)});
      changed_.notify_all();
    };
  }
  void make_durable() {
    for (auto& [count, durable] : take()) durable(Seq{seq_ += static_cast<std::int64_t>(count)});
  }
  void fail_all() {
    for (auto& [count, durable] : take()) durable(fail(ErrorCode::unavailable, "the disk is full", ""));
  }
  bool wait_for(std::size_t count, std::chrono::milliseconds patience = 3000ms) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return bodies_.size() >= count; });
  }
  std::vector<std::string> bodies() {
    std::lock_guard lock(mutex_);
    return bodies_;
  }
  std::string last_source() {
    std::lock_guard lock(mutex_);
    return last_source_;
  }

 private:
  std::vector<std::pair<std::size_t, Inbox::Durable>> take() {
    std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> bodies_;
  std::string last_source_;
  std::vector<std::pair<std::size_t, Inbox::Durable>> waiting_;
  std::int64_t seq_ = 0;
};

class StompClient {
 public:
  explicit StompClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~StompClient() { ::close(fd_); }
  void say(const std::string& bytes) { ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void frame(const std::string& text) { say(text + std::string(1, '\0')); }
  void connect() {
    frame("CONNECT\naccept-version:1.2\nhost:x\n\n");
    EXPECT_NE(until("CONNECTED").find("CONNECTED"), std::string::npos);
  }
  void send(const std::string& body, const std::string& receipt = "") {
    frame("SEND\ndestination:/queue/icatIngest\n" + (receipt.empty() ? "" : "receipt:" + receipt + "\n") + "\n" + body);
  }
  // Everything received up to now, until `word` is in it or `patience` is over.
  std::string until(const std::string& word, std::chrono::milliseconds patience = 3000ms) {
    timeval wait{patience.count() / 1000, (patience.count() % 1000) * 1000};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    char buffer[65536];
    while (got_.find(word) == std::string::npos) {
      ssize_t n = ::recv(fd_, buffer, sizeof buffer, 0);
      closed = n == 0;
      if (n <= 0) break;
      got_.append(buffer, std::size_t(n));
    }
    return got_;
  }
  bool closed = false;

 private:
  int fd_;
  std::string got_;
};

class StompListenerTest : public testing::Test {
 protected:
  void start(StompListenerOptions options = {}) {
    listener_ = std::make_unique<StompListener>(loop_, inbox_.accept(), clock_, options);
    auto port = listener_->listen("127.0.0.1:0");
    ASSERT_TRUE(port);
    port_ = *port;
    thread_ = std::thread([this] { loop_.run(); });
  }
  void TearDown() override {
    loop_.stop();
    if (thread_.joinable()) thread_.join();
  }
  SystemClock clock_;
  HeldInbox inbox_;
  Loop loop_;
  std::unique_ptr<StompListener> listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST_F(StompListenerTest, a_receipt_comes_only_after_the_message_is_durable) {
  start();
  StompClient client(port_);
  client.connect();
  client.send("<a/>", "r1");
  ASSERT_TRUE(inbox_.wait_for(1));
  EXPECT_EQ(client.until("r1", 100ms).find("RECEIPT"), std::string::npos);
  inbox_.make_durable();
  EXPECT_NE(client.until("r1").find("RECEIPT\nreceipt-id:r1"), std::string::npos);
  EXPECT_TRUE(inbox_.last_source().starts_with("stomp 127.0.0.1:")) << inbox_.last_source();
}

TEST_F(StompListenerTest, messages_of_a_connection_keep_their_order) {
  start();
  StompClient client(port_);
  client.connect();
  std::vector<std::string> sent;
  for (int i = 0; i < 500; ++i) client.send(sent.emplace_back("<m" + std::to_string(i) + "/>"));
  ASSERT_TRUE(inbox_.wait_for(500));
  EXPECT_EQ(inbox_.bodies(), sent);
}

TEST_F(StompListenerTest, a_client_ahead_of_the_disk_is_held_back_and_loses_nothing) {
  StompListenerOptions options;
  options.pending_messages = 10;
  start(options);
  StompClient client(port_);
  client.connect();
  const std::string body(10'000, 'x');
  std::thread sender([&] {
    for (int i = 0; i < 2000; ++i) client.send(body);
  });
  ASSERT_TRUE(inbox_.wait_for(11));
  std::this_thread::sleep_for(100ms);
  EXPECT_LT(inbox_.bodies().size(), 100u);
  for (int i = 0; i < 5000 && !inbox_.wait_for(2000, 1ms); ++i) inbox_.make_durable();
  EXPECT_EQ(inbox_.bodies().size(), 2000u);
  sender.join();
}

TEST_F(StompListenerTest, a_message_that_was_not_kept_is_an_error_for_its_sender) {
  start();
  StompClient client(port_);
  client.connect();
  client.send("<a/>", "r1");
  ASSERT_TRUE(inbox_.wait_for(1));
  inbox_.fail_all();
  EXPECT_NE(client.until("the disk is full").find("ERROR"), std::string::npos);
}

TEST_F(StompListenerTest, stopping_takes_nothing_new_and_acknowledges_what_was_accepted) {
  start();
  StompClient busy(port_), idle(port_);
  idle.connect();
  busy.connect();
  busy.send("<a/>", "r1");
  ASSERT_TRUE(inbox_.wait_for(1));
  std::atomic<bool> done = false;
  loop_.post([&] {
    loop_.stop_listening();
    listener_->drain([&] { done = true; });
  });
  idle.until("never", 1000ms);
  EXPECT_TRUE(idle.closed);
  busy.send("<late/>", "r2");
  std::this_thread::sleep_for(50ms);
  EXPECT_FALSE(done);
  inbox_.make_durable();
  EXPECT_NE(busy.until("r1").find("RECEIPT"), std::string::npos);
  busy.until("never", 1500ms);
  EXPECT_TRUE(busy.closed);
  for (int i = 0; i < 200 && !done; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(done);
  EXPECT_EQ(inbox_.bodies().size(), 1u);
}

TEST_F(StompListenerTest, one_hundred_clients_are_served_at_once) {
  start();
  std::vector<std::unique_ptr<StompClient>> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(std::make_unique<StompClient>(port_));
  for (auto& client : clients) client->connect();
  for (auto& client : clients) client->send("<a/>", "r");
  ASSERT_TRUE(inbox_.wait_for(100));
  inbox_.make_durable();
  for (auto& client : clients) EXPECT_NE(client->until("RECEIPT").find("RECEIPT"), std::string::npos);
}

TEST_F(StompListenerTest, what_was_sent_before_hanging_up_is_kept) {
  start();
  {
    StompClient client(port_);
    client.connect();
    client.send("<a/>");
  }
  EXPECT_TRUE(inbox_.wait_for(1));
}

}  // namespace
