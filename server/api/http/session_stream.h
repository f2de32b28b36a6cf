// SessionStream: the Stream of one answer, between whoever writes it (any thread) and its session (the loop's thread).
#pragma once
#include <atomic>
#include <memory>
#include <string>

#include "api/http/http.h"
#include "net/net.h"

namespace weft {

class HttpService;
class SessionStream;

// Where the bytes go. The loop's thread.
class StreamEnd {
 public:
  virtual void stream_bytes(const SessionStream& from, std::string bytes) = 0;
  virtual void end_stream(const SessionStream& from) = 0;

 protected:
  ~StreamEnd() = default;
};

class SessionStream final : public Stream, public std::enable_shared_from_this<SessionStream> {
 public:
  // `end` lives as long as the connection of that number; `gone` is raised by it.
  SessionStream(StreamEnd& end, HttpService& service, ConnectionNumber connection, Cancel gone)
      : end_(end), service_(service), connection_(connection), gone_(std::move(gone)) {}

  bool send(std::string bytes) override;
  std::size_t unsent() const override { return queued_ + handed_over_; }
  void when_taken(std::function<void()> work) override;
  void end() override;

  // The connection holds so many bytes that the client has not taken.
  void handed_over(std::size_t unsent) { handed_over_ = unsent; }
  // It holds none any more. The loop's thread.
  void taken();
  // Nobody waits any more. The loop's thread.
  void forget() { when_taken_ = nullptr; }

 private:
  StreamEnd& end_;
  HttpService& service_;
  const ConnectionNumber connection_;
  const Cancel gone_;
  std::atomic<bool> ended_ = false;
  std::atomic<std::size_t> queued_ = 0;  // on their way to the loop's thread
  std::atomic<std::size_t> handed_over_ = 0;
  std::function<void()> when_taken_;  // the loop's thread only
};

}  // namespace weft
