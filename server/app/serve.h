// serve: wires the house together and runs it until a signal. Blocks its thread.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"

namespace weft {

struct ServeOptions {
  std::string data = "weft-data";
  std::string http = "127.0.0.1:8080";
  std::string stomp = "127.0.0.1:61613";              // "off": no listener
  std::string definitions;                            // hdf5_cfg.xml; "" the usual place
  std::string facility;                               // facility.toml; "" the usual place
  std::vector<std::string> roots = {"/data"};         // folders below these are counted; nothing outside is ever opened
  std::string portal;                                 // folder of the portal's files; "" the usual place
  std::string viewers;                                // folder of viewer descriptions; "" the usual place
  std::string engine = "index";                       // what answers searches: naive | index
  std::size_t hdf5_bytes = std::size_t{128} << 20;    // an answer about an HDF5 file holds at most
  std::size_t unsent_bytes = std::size_t{512} << 20;  // all answers that wait for slow clients hold at most
  std::chrono::milliseconds patience{10'000};
  std::chrono::milliseconds request_deadline{30'000};
};

// Writes `weft ready http=HOST:PORT stomp=HOST:PORT data=DIR` to stdout once both doors are open. At SIGTERM or SIGINT
// nothing new is taken, what was accepted becomes durable and is acknowledged, and it returns, in less than 2 s. Errors
// (a port in use, a store of another process) before that.
Result<void> serve(const ServeOptions& options);

}  // namespace weft
