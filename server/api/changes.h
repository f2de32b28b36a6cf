// GET /api/v1/changes: the feed as JSON or, with a query, what enters, changes in and leaves it as server-sent events.
// Any thread.
#pragma once
#include "api/http/http.h"
#include "api/live/live.h"
#include "base/result.h"
#include "search/search.h"
#include "store/store.h"

namespace weft {

// A request for the stream: it has q, or accepts text/event-stream.
bool wants_stream(const Request& request);

struct ListChanges {
  Store& store;
  Result<Response> operator()(const Request& request) const;
};

struct FollowChanges {
  Store& store;
  const Search& search;
  Live& live;
  Result<Response> operator()(const Request& request) const;
};

struct ShowChanges {
  ListChanges list;
  FollowChanges follow;
  Result<Response> operator()(const Request& request) const {
    return wants_stream(request) ? follow(request) : list(request);
  }
};

}  // namespace weft
