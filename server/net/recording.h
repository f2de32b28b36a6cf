// A Connection without a socket: records what a session does with it. For tests of sessions, byte by byte.
#pragma once
#include "net/net.h"

namespace weft {

class RecordingConnection final : public Connection {
 public:
  void send(std::string bytes) override { sent += bytes; }
  std::size_t unsent() const override { return unread_by_peer; }
  void close() override { closed = true; }
  void close_after_send() override { closed = true; }
  void pause_reading() override { paused = true; }
  void resume_reading() override { paused = false; }
  void wake_at(std::optional<SteadyTime> time) override { wake = time; }
  const std::string& peer() const override { return address; }
  const std::string& peer_address() const override { return address; }
  ConnectionNumber number() const override { return 1; }

  std::string sent;
  std::string address = "127.0.0.1";
  std::size_t unread_by_peer = 0;
  bool closed = false;
  bool paused = false;
  std::optional<SteadyTime> wake;
};

}  // namespace weft
