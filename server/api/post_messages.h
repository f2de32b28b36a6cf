// POST /api/v1/messages: the HTTP door. 202 once durable.
#pragma once
#include "api/applied_gate.h"
#include "api/http/http.h"
#include "base/result.h"
#include "ingest/inbox.h"
#include "net/net.h"

namespace weft {

struct PostMessages {
  const Accept& accept;
  AppliedGate& gate;
  Loop& loop;
  void operator()(const Request& request, const Reply& reply) const;
};

}  // namespace weft
