// Acts: what people decide goes through the Inbox like every message, so that the log holds it. perform, send: any
// thread; answers come on another one.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "api/applied_gate.h"
#include "api/http/http.h"
#include "api/http/workers.h"
#include "base/result.h"
#include "ingest/inbox.h"

namespace weft {

class Acts {
 public:
  Acts(Store& store, const Accept& accept, AppliedGate& gate, Loop& loop, Workers& workers)
      : store_(store), accept_(accept), gate_(gate), loop_(loop), workers_(workers) {}

  // Durable, not yet looked at; told the position of the last.
  void send(const Request& request, std::vector<std::string> acts, Inbox::Durable durable) const;
  // Durable and looked at: the message with what became of it, or why not; on a worker.
  void perform(const Request& request, std::string act, std::function<void(Result<Message>)> done) const;

 private:
  Result<Message> outcome(Seq seq) const;
  Store& store_;
  const Accept& accept_;
  AppliedGate& gate_;
  Loop& loop_;
  Workers& workers_;
};

}  // namespace weft
