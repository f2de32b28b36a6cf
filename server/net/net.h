// Sockets and timers without Asio's headers: a Loop listens, each connection it accepts is served by a Session of
// yours. Bytes in: Session::on_bytes. Bytes out: Connection::send. Everything here is called, and calls back, on the
// thread inside Loop::run; only post, post_to and stop may be called from any thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace weft {

using SteadyTime = std::chrono::steady_clock::time_point;
using ConnectionNumber = std::uint64_t;  // never reused in a process

// One accepted connection, as its Session sees it. Lives until after Session::on_closed.
class Connection {
 public:
  // Queued, and written when the current callback returns (soon, when there is none). More than
  // ListenOptions::max_unsent unsent bytes, or no byte taken by the peer for ListenOptions::stall, closes the
  // connection.
  virtual void send(std::string bytes) = 0;
  virtual std::size_t unsent() const = 0;
  // Now; unsent bytes are lost.
  virtual void close() = 0;
  // Sends what is queued, then says goodbye in a way that lets the peer read it all (a bounded time). No more on_bytes.
  virtual void close_after_send() = 0;
  // The peer's bytes wait in the kernel, and so does the peer.
  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;
  // on_wake is called once, not before `time`. A later call replaces it; none takes it back. Costs nothing to move.
  virtual void wake_at(std::optional<SteadyTime> time) = 0;
  virtual const std::string& peer() const = 0;          // "127.0.0.1:54321", "[::1]:54321"
  virtual const std::string& peer_address() const = 0;  // without the port
  virtual ConnectionNumber number() const = 0;

 protected:
  ~Connection() = default;
};

// What a connection means. Destroyed after on_closed.
class Session {
 public:
  virtual ~Session() = default;
  virtual void on_bytes(std::string_view bytes) = 0;
  // The peer will send no more, but may still read.
  virtual void on_end() = 0;
  // The last unsent byte went out.
  virtual void on_sent() {}
  virtual void on_wake() {}
  // The connection is gone; the last call.
  virtual void on_closed() {}
};

struct ListenOptions {
  std::string address;  // "127.0.0.1:8080", "[::1]:8080", "localhost:8080", ":8080" (every address); port 0: any free
  std::string option;   // the option people set it with, for errors: "--http"
  int max_connections = 10'000;  // beyond, the newest is closed at once
  std::size_t max_unsent = 256u << 20;
  std::chrono::milliseconds stall{30'000};
};

class Loop {
 public:
  // The Connection outlives the Session that is made for it.
  using MakeSession = std::function<std::unique_ptr<Session>(Connection&)>;

  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // The port it listens on. Errors say which address and what to do. Before run, or on its thread.
  Result<std::uint16_t> listen(const ListenOptions& options, MakeSession make);
  // No new connections, on any listener; those that are open stay.
  void stop_listening();
  // Returns after stop(), when every connection is closed and its Session destroyed. Once.
  void run();
  void stop();
  void post(std::function<void()> work);
  // Runs only if that connection is still open, with its Session alive.
  void post_to(ConnectionNumber connection, std::function<void()> work);
  // Once, on the loop's thread.
  void after(std::chrono::milliseconds delay, std::function<void()> work);
  // Called at each SIGTERM and SIGINT.
  void on_stop_signal(std::function<void()> work);
  int open_connections() const;
  // Bytes that wait to be taken by their peers, of all connections. On the loop's thread.
  std::size_t unsent() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The address with its port replaced: ("127.0.0.1:0", 4711) -> "127.0.0.1:4711".
std::string with_port(std::string_view address, std::uint16_t port);

}  // namespace weft
