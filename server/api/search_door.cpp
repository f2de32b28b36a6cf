#include "api/search_door.h"

#include "api/http/errors.h"

namespace weft {

Response SearchDoor::not_yet() const {
  const auto progress = state_().progress;
  auto response = error_response({ErrorCode::unavailable,
                                  "search is not there yet: its index is being built" +
                                      (progress.empty() ? "" : " (" + progress + ")") +
                                      "; ask again in some seconds. Messages are taken meanwhile",
                                  "search"});
  response.headers.emplace_back("Retry-After", "2");
  return response;
}

}  // namespace weft
