#include "net/net.h"

#include <signal.h>

#include <array>
#include <boost/asio.hpp>
#include <deque>
#include <unordered_map>
#include <vector>

#include "base/check.h"
#include "base/log.h"

namespace weft {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Failure = boost::system::error_code;
using namespace std::chrono_literals;

constexpr std::size_t kReadBytes = 64u << 10;
constexpr std::size_t kMergeBytes = 16u << 10;  // small answers share a buffer
constexpr auto kLinger = 500ms;                 // for a peer to read our last words
constexpr auto kNever = SteadyTime::max();

struct HostPort {
  std::string host;
  std::string port;
};

Result<HostPort> split_address(const ListenOptions& options) {
  const std::string& text = options.address;
  auto colon = text.rfind(':');
  HostPort parts;
  if (colon != std::string::npos) parts = {text.substr(0, colon), text.substr(colon + 1)};
  bool digits = !parts.port.empty() && parts.port.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || parts.port.size() > 5 || std::stoi(parts.port) > 65535)
    return fail(ErrorCode::invalid,
                "\"" + text + "\" is no address to listen on: write HOST:PORT after " + options.option, options.option);
  if (parts.host.size() > 2 && parts.host.front() == '[' && parts.host.back() == ']')
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  else if (parts.host.find(':') != std::string::npos)
    return fail(ErrorCode::invalid, "\"" + text + "\": put an IPv6 address into [brackets]", options.option);
  if (parts.host == "*") parts.host.clear();
  return parts;
}

std::string write_endpoint(const tcp::endpoint& endpoint, std::string& address) {
  address = endpoint.address().to_string();
  std::string host = endpoint.address().is_v6() ? "[" + address + "]" : address;
  return host + ":" + std::to_string(endpoint.port());
}

// What is queued for the peer: gathers small pieces, keeps large ones as they are. `all`: the sum of all outboxes.
class Outbox {
 public:
  explicit Outbox(std::size_t& all) : all_(all) {}
  ~Outbox() { all_ -= size_; }
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;
  void add(std::string bytes) {
    size_ += bytes.size();
    all_ += bytes.size();
    if (!pieces_.empty() && pieces_.back().size() + bytes.size() <= kMergeBytes)
      pieces_.back() += bytes;
    else if (!bytes.empty())
      pieces_.push_back(std::move(bytes));
  }
  std::array<asio::const_buffer, 8> front() const {
    std::array<asio::const_buffer, 8> buffers;
    for (std::size_t i = 0; i < buffers.size() && i < pieces_.size(); ++i) buffers[i] = asio::buffer(pieces_[i]);
    if (!pieces_.empty()) buffers[0] += sent_;
    return buffers;
  }
  void drop(std::size_t bytes) {
    size_ -= bytes;
    all_ -= bytes;
    for (sent_ += bytes; !pieces_.empty() && sent_ >= pieces_.front().size(); pieces_.pop_front())
      sent_ -= pieces_.front().size();
  }
  std::size_t size() const { return size_; }

 private:
  std::deque<std::string> pieces_;
  std::size_t sent_ = 0;  // of the first piece
  std::size_t size_ = 0;
  std::size_t& all_;
};

}  // namespace

struct Loop::State {
  class Socket;
  class Listener;

  asio::io_context context{1};
  asio::signal_set signals{context};
  std::vector<std::unique_ptr<Listener>> listeners;
  std::size_t unsent = 0;  // of all sockets
  std::unordered_map<ConnectionNumber, std::unique_ptr<Socket>> sockets;
  ConnectionNumber next_number = 1;
  std::vector<char> read_buffer = std::vector<char>(kReadBytes);

  void wait_for_signal(std::function<void()> work) {
    signals.async_wait([this, work = std::move(work)](Failure failure, int) {
      if (failure) return;
      work();
      wait_for_signal(work);
    });
  }
};

// Handlers of Asio hold the number of a connection, never a pointer: when it is gone they find nothing.
class Loop::State::Socket final : public Connection {
 public:
  Socket(State& loop, tcp::socket socket, ConnectionNumber number, const ListenOptions& options, int& open)
      : loop_(loop),
        socket_(std::move(socket)),
        timer_(loop.context),
        number_(number),
        options_(options),
        open_(open),
        out_(loop.unsent) {
    ++open_;
    Failure failure;
    auto endpoint = socket_.remote_endpoint(failure);
    peer_ = write_endpoint(endpoint, peer_address_);
    socket_.set_option(tcp::no_delay(true), failure);
    socket_.non_blocking(true, failure);
  }
  ~Socket() { --open_; }

  void start(const MakeSession& make) {
    enter([&] { session_ = make(*this); });
  }
  // Runs a callback of the session, then sends what it queued, then ends the connection if it is over.
  template <class Work>
  void enter(Work&& work) {
    ++inside_;
    if (!gone_) work();
    if (!gone_) flush();
    if (!gone_) read_more();
    if (gone_) end();
    --inside_;
  }

  void send(std::string bytes) override {
    if (gone_ || goodbye_) return;
    if (out_.size() == 0) progress_ = std::chrono::steady_clock::now();
    out_.add(std::move(bytes));
    if (out_.size() > options_.max_unsent) close();
    settle();
  }
  std::size_t unsent() const override { return out_.size(); }
  void close() override {
    gone_ = true;
    settle();
  }
  void close_after_send() override {
    goodbye_ = true;
    paused_ = false;
    wake_ = kNever;
    settle();
  }
  void pause_reading() override { paused_ = !goodbye_; }
  void resume_reading() override {
    paused_ = false;
    settle();
  }
  void wake_at(std::optional<SteadyTime> time) override {
    if (goodbye_) return;
    wake_ = time.value_or(kNever);
    set_timer();
  }
  const std::string& peer() const override { return peer_; }
  const std::string& peer_address() const override { return peer_address_; }
  ConnectionNumber number() const override { return number_; }

 private:
  // Calls `work(socket, failure)` later, if this connection is still there.
  template <class Work>
  auto later(Work work) {
    return [&loop = loop_, number = number_, work](Failure failure, auto&&...) {
      auto found = loop.sockets.find(number);
      if (found != loop.sockets.end()) work(*found->second, failure);
    };
  }

  // What was asked for outside of a callback is done soon.
  void settle() {
    if (inside_ || settling_) return;
    settling_ = true;
    asio::post(loop_.context, [&loop = loop_, number = number_] {
      auto found = loop.sockets.find(number);
      if (found == loop.sockets.end()) return;
      found->second->settling_ = false;
      found->second->enter([] {});
    });
  }

  void read_more() {
    if (reading_ || paused_ || ended_) return;
    reading_ = true;
    socket_.async_wait(tcp::socket::wait_read, later([](Socket& self, Failure failure) {
                         self.reading_ = false;
                         self.enter([&] { self.read(failure); });
                       }));
  }
  void read(Failure failure) {
    if (paused_) return;
    std::size_t count = failure ? 0 : socket_.read_some(asio::buffer(loop_.read_buffer), failure);
    if (failure == asio::error::would_block || failure == asio::error::interrupted) return;
    if (failure == asio::error::eof) {
      ended_ = true;
      if (goodbye_) return said_goodbye_ ? close() : void();
      return session_->on_end();
    }
    if (failure) return close();
    if (!goodbye_) session_->on_bytes({loop_.read_buffer.data(), count});
  }

  void flush() {
    while (!writing_ && out_.size() > 0) {
      Failure failure;
      std::size_t count = socket_.write_some(out_.front(), failure);
      if (failure == asio::error::would_block) return write_later();
      if (failure == asio::error::interrupted) continue;
      if (failure) return close();
      out_.drop(count);
      progress_ = std::chrono::steady_clock::now();
      if (out_.size() == 0 && !goodbye_) session_->on_sent();
      if (gone_) return;
    }
    if (goodbye_ && out_.size() == 0) say_goodbye();
  }
  void write_later() {
    writing_ = true;
    set_timer();
    socket_.async_wait(tcp::socket::wait_write, later([](Socket& self, Failure failure) {
                         self.writing_ = false;
                         self.enter([&] {
                           if (failure) self.close();
                         });
                       }));
  }
  // Our end of the stream, then reading on until the peer's: closing at once with unread bytes would reset the
  // connection and take the answer away from a peer that is still sending.
  void say_goodbye() {
    if (said_goodbye_) return;
    said_goodbye_ = true;
    Failure failure;
    socket_.shutdown(tcp::socket::shutdown_send, failure);
    if (failure || ended_) return close();
    wake_ = std::chrono::steady_clock::now() + kLinger;
    set_timer();
  }

  SteadyTime next_due() const { return writing_ ? std::min(wake_, progress_ + options_.stall) : wake_; }
  // The timer is moved forward only; when it rings early it is set again.
  void set_timer() {
    SteadyTime due = next_due();
    if (due >= armed_) return;
    armed_ = due;
    timer_.expires_at(due);
    timer_.async_wait(later([](Socket& self, Failure failure) {
      if (failure != asio::error::operation_aborted) self.enter([&] { self.ring(); });
    }));
  }
  void ring() {
    armed_ = kNever;
    SteadyTime now = std::chrono::steady_clock::now();
    if (writing_ && progress_ + options_.stall <= now) return close();
    if (wake_ <= now) {
      wake_ = kNever;
      if (goodbye_) return close();
      session_->on_wake();
    }
    if (!gone_) set_timer();
  }

  void end() {
    if (ending_) return;
    ending_ = true;
    if (session_) session_->on_closed();
    Failure ignored;
    socket_.close(ignored);
    asio::post(loop_.context, [&loop = loop_, number = number_] { loop.sockets.erase(number); });
  }

  State& loop_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  const ConnectionNumber number_;
  const ListenOptions& options_;
  int& open_;
  std::string peer_, peer_address_;
  std::unique_ptr<Session> session_;
  Outbox out_;
  SteadyTime wake_ = kNever, armed_ = kNever, progress_{};
  int inside_ = 0;         // callbacks under way
  bool settling_ = false;  // outside of any, enter() is on its way
  bool reading_ = false, writing_ = false, paused_ = false;
  bool ended_ = false;         // the peer sends no more
  bool goodbye_ = false;       // nothing more is queued
  bool said_goodbye_ = false;  // everything is sent and our end closed
  bool gone_ = false, ending_ = false;
};

class Loop::State::Listener {
 public:
  Listener(State& loop, ListenOptions options, MakeSession make)
      : loop_(loop), options_(std::move(options)), make_(std::move(make)), pause_(loop.context) {}

  Result<std::uint16_t> open() {
    auto parts = split_address(options_);
    if (!parts) return tl::make_unexpected(parts.error());
    Failure failure;
    tcp::resolver resolver(loop_.context);
    auto flags = tcp::resolver::passive | tcp::resolver::numeric_service;
    auto found = resolver.resolve(parts->host, parts->port, flags, failure);
    if (failure || found.empty())
      return fail(
          ErrorCode::invalid,
          options_.address + ": no such host: give an address of this machine with " + options_.option + " HOST:PORT",
          options_.option);
    std::uint16_t port = 0;
    for (const auto& entry : found) {
      tcp::endpoint endpoint = entry.endpoint();
      if (endpoint.port() == 0) endpoint.port(port);  // every address of one name gets the same port
      failure = open_one(endpoint);
      if (failure && failure != asio::error::address_family_not_supported) break;
      if (!failure) port = acceptors_.back()->local_endpoint().port(), failure = {};
    }
    if (acceptors_.empty() || (failure && failure != asio::error::address_family_not_supported))
      return cannot_listen(failure);
    for (auto& acceptor : acceptors_) accept(*acceptor);
    return port;
  }
  void close() {
    Failure ignored;
    pause_.cancel();
    for (auto& acceptor : acceptors_) acceptor->close(ignored);
  }
  int open_count() const { return open_; }

 private:
  Failure open_one(const tcp::endpoint& endpoint) {
    Failure failure;
    auto acceptor = std::make_unique<tcp::acceptor>(loop_.context);
    acceptor->open(endpoint.protocol(), failure);
    if (!failure) acceptor->set_option(tcp::acceptor::reuse_address(true), failure);
    if (!failure && endpoint.address().is_v6()) acceptor->set_option(asio::ip::v6_only(true), failure);
    if (!failure) acceptor->bind(endpoint, failure);
    if (!failure) acceptor->listen(1024, failure);
    if (!failure) acceptors_.push_back(std::move(acceptor));
    return failure;
  }
  Result<std::uint16_t> cannot_listen(Failure failure) {
    close();
    std::string cure = ": choose another with " + options_.option + " HOST:PORT";
    if (failure == asio::error::address_in_use)
      return fail(ErrorCode::conflict, options_.address + " is in use" + cure, options_.option);
    return fail(ErrorCode::invalid, options_.address + ": cannot listen (" + failure.message() + ")" + cure,
                options_.option);
  }
  void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([this, &acceptor](Failure failure, tcp::socket socket) {
      if (!acceptor.is_open()) return;
      if (failure) return accept_failed(acceptor, failure);
      if (open_ < options_.max_connections) begin(std::move(socket));
      accept(acceptor);
    });
  }
  void begin(tcp::socket socket) {
    ConnectionNumber number = loop_.next_number++;
    auto made = std::make_unique<Socket>(loop_, std::move(socket), number, options_, open_);
    auto& connection = *loop_.sockets.emplace(number, std::move(made)).first->second;
    connection.start(make_);
  }
  // No descriptors left (EMFILE) or a peer that gave up: those who are connected are served on; we ask again a little
  // later.
  void accept_failed(tcp::acceptor& acceptor, Failure failure) {
    if (failure == asio::error::connection_aborted) return accept(acceptor);
    auto now = std::chrono::steady_clock::now();
    if (now - complained_ > 10s) {
      complained_ = now;
      log_warning(options_.address + ": cannot accept a connection: " + failure.message());
    }
    pause_.expires_after(100ms);
    pause_.async_wait([this, &acceptor](Failure aborted) {
      if (!aborted && acceptor.is_open()) accept(acceptor);
    });
  }

  State& loop_;
  const ListenOptions options_;
  const MakeSession make_;
  std::vector<std::unique_ptr<tcp::acceptor>> acceptors_;
  asio::steady_timer pause_;
  SteadyTime complained_{};
  int open_ = 0;
};

Loop::Loop() : state_(std::make_unique<State>()) { ::signal(SIGPIPE, SIG_IGN); }

Loop::~Loop() = default;

Result<std::uint16_t> Loop::listen(const ListenOptions& options, MakeSession make) {
  auto listener = std::make_unique<State::Listener>(*state_, options, std::move(make));
  auto port = listener->open();
  if (port) state_->listeners.push_back(std::move(listener));
  return port;
}

void Loop::stop_listening() {
  for (auto& listener : state_->listeners) listener->close();
}

void Loop::run() {
  auto keep_running = asio::make_work_guard(state_->context);
  state_->context.run();
  for (auto& [number, socket] : state_->sockets) {
    socket->close();
    socket->enter([] {});
  }
  state_->sockets.clear();
}

void Loop::stop() { state_->context.stop(); }

void Loop::post(std::function<void()> work) { asio::post(state_->context, std::move(work)); }

void Loop::post_to(ConnectionNumber connection, std::function<void()> work) {
  asio::post(state_->context, [state = state_.get(), connection, work = std::move(work)] {
    auto found = state->sockets.find(connection);
    if (found != state->sockets.end()) found->second->enter(work);
  });
}

void Loop::after(std::chrono::milliseconds delay, std::function<void()> work) {
  auto timer = std::make_unique<asio::steady_timer>(state_->context, delay);
  auto& waiting = *timer;
  waiting.async_wait([timer = std::move(timer), work = std::move(work)](Failure failure) {
    if (!failure) work();
  });
}

void Loop::on_stop_signal(std::function<void()> work) {
  state_->signals.add(SIGTERM);
  state_->signals.add(SIGINT);
  state_->wait_for_signal(std::move(work));
}

int Loop::open_connections() const {
  int open = 0;
  for (const auto& listener : state_->listeners) open += listener->open_count();
  return open;
}

std::size_t Loop::unsent() const { return state_->unsent; }

std::string with_port(std::string_view address, std::uint16_t port) {
  return std::string(address.substr(0, address.rfind(':'))) + ":" + std::to_string(port);
}

}  // namespace weft
