// SaidInJson: a search by POST, for queries that are too long for an address. Each member of the body becomes the
// parameter of that name. Any thread.
#pragma once
#include "api/http/http.h"
#include "api/request_json.h"
#include "base/result.h"

namespace weft {

template <class Endpoint>
struct SaidInJson {
  Endpoint endpoint;
  Result<Response> operator()(const Request& request) const {
    auto members = read_search_request(request.body);
    if (!members) return tl::make_unexpected(members.error());
    Request said = request;
    said.query.insert(said.query.end(), members->begin(), members->end());
    return endpoint(said);
  }
};
template <class Endpoint>
SaidInJson(Endpoint) -> SaidInJson<Endpoint>;  // clang 14 does not deduce it

}  // namespace weft
