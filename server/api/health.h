// /healthz, /metrics, the contract and the front page: what operators and newcomers ask first.
#pragma once
#include <functional>

#include "api/applied_gate.h"
#include "api/http/server.h"
#include "api/live/live.h"
#include "api/portal/portal.h"
#include "api/search_door.h"
#include "ingest/inbox.h"
#include "store/store.h"

namespace weft {

// Blocks never: answered on the loop's thread.
struct Health {
  const AppliedGate& gate;
  const SearchDoor& door;
  Result<Response> operator()(const Request& request) const;
};

// Prometheus text format 0.0.4.
struct Metrics {
  Store& store;
  const std::function<InboxCounts()>& inbox_counts;
  const HttpServer& http;
  const SearchDoor& door;
  const Live& live;
  Result<Response> operator()(const Request& request) const;
};

// spec/openapi.yaml as it was when this was built.
struct Contract {
  Result<Response> operator()(const Request& request) const;
};

// The portal; where the interface is, for programs that take JSON alone.
struct FrontPage {
  const Portal& portal;
  const AppliedGate& gate;
  Result<Response> operator()(const Request& request) const;
};

extern const char* const kOpenapiText;  // generated

}  // namespace weft
