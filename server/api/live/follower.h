// Follower: one query followed for one viewer, from one moment to the next, as the text of a stream. One thread at a
// time.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "api/live/stream_id.h"
#include "api/live/stream_text.h"
#include "api/live/touched.h"
#include "search/search.h"

namespace weft {

struct FollowerNeeds {
  Store& store;
  const Search& search;
};

class Follower {
 public:
  // Looks at the query for the first time. `since`: up to where the client knows; none: it begins. Errors: those of
  // Search::matching.
  static Result<std::unique_ptr<Follower>> begin(const FollowerNeeds& needs, const Viewer& viewer, Meaning meaning,
                                                 const std::optional<StreamId>& since, Cancel cancel);
  // What to say first.
  std::string take_first() { return std::move(first_); }
  // Looks again; "" when nothing is to be said. Errors: those of Search::matching.
  Result<std::string> look(RecentlyTouched& recent);
  // What is said in a silence.
  std::string still_here();
  Seq seq() const { return moment_.seq; }
  bool is_cancelled() const { return cancel_ && *cancel_; }

 private:
  Follower(const FollowerNeeds& needs, const Viewer& viewer, Meaning meaning, Cancel cancel)
      : needs_(needs), viewer_(viewer), meaning_(std::move(meaning)), cancel_(std::move(cancel)) {}
  std::string resume(const Matching& now, const StreamId& since);
  std::string mark(const char* kind);
  std::string tell(const Step& step);
  const Moment& moment();

  const FollowerNeeds needs_;
  const Viewer viewer_;
  const Meaning meaning_;
  const Cancel cancel_;
  std::optional<Followed> followed_;
  Moment moment_;
  std::string first_;
};

}  // namespace weft
