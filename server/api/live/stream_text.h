// The text of a live stream: server-sent events (WHATWG HTML, 9.2) of datasets entering, changing in or leaving a
// query. The grammar with all its meaning: docs/reference/live-stream.md. Any thread.
//
//   stream = "retry: 2000" LF LF block*
//   block  = ["id: " id LF] "event: " kind LF "data: " json LF LF     one line of JSON
//          | ": still here" LF "id: " id LF LF                        nothing new
//   id: stream_id.h
//   kind   = "ready" | "enter" | "change" | "leave" | "reset"
// The id stands on the last block of a step only: whoever was cut off in the middle of one is told all of it again.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "api/live/steps.h"
#include "definitions/facility.h"
#include "model/dataset.h"

namespace weft {

// What every block tells: the position of the log it shows, how many datasets match there, and what a client says who
// knows all up to there.
struct Moment {
  Seq seq;
  std::int64_t total = 0;
  std::string id;
};

// "ready" or "reset": {"seq","total"}
std::string write_mark(const char* kind, const Moment& moment);
std::string write_still_here(const Moment& moment);
// enter, change: {"id","seq","total","dataset":summary}; leave: {"id","seq","total"}. A dataset that `known` lacks is
// left out: it went while this was written, and the next step says so.
std::string write_step(const Step& step, const std::map<DatasetId, Dataset>& known, const Facility& facility,
                       const Moment& moment);

}  // namespace weft
