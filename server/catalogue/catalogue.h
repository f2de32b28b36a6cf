// The one function from a statement to what it changes. Used by every door alike; runs inside the one writer's
// transaction.
#pragma once
#include "base/clock.h"
#include "catalogue/foretold.h"
#include "definitions/facility.h"
#include "model/message.h"
#include "model/statement.h"
#include "store/store.h"

namespace weft {

class Catalogue {
 public:
  Catalogue(const Facility& facility, const Clock& clock) : facility_(facility), clock_(clock) {}

  // What `statement`, told by `message`, changes. A statement that cannot be catalogued gives a Draft whose outcome is
  // refused, with the reason. `fingerprint` is what makes a repeat a repeat; "" for commands, which may be given again.
  // `seq` is the position whose change this is: the message's own, or that of the act that has it looked at again.
  Draft draft(const Message& message, const std::string& fingerprint, const Statement& statement, Seq seq,
              Writing& writing) const;
  // The same for a dataset's statement of which all that needs no store was done before.
  Draft draft(const Message& message, Foretold foretold, Seq seq, Writing& writing) const;

  // A message that is no statement at all.
  Draft refuse(const Message& message, const Error& why, Seq seq) const;

  const Facility& facility() const { return facility_; }

 private:
  const Facility& facility_;
  const Clock& clock_;
};

}  // namespace weft
