// Small JSON bodies of requests. Hides simdjson, which only request_json.cpp includes here. Any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace weft {

// {"reason": "..."} or nothing. Errors: malformed, invalid (another member, not a text).
Result<std::string> read_reason(std::string_view body);

// {"messages": [seq ...]} or {"state": "refused" | "waiting", "destination"?, "code"?}
struct ReplayRequest {
  std::vector<Seq> messages;
  std::string state;
  std::string destination;
  std::string code;
};
Result<ReplayRequest> read_replay_request(std::string_view body);

// A search said in JSON, as the parameters of the address that mean the same: texts, numbers and truths as they are,
// lists of texts parted by commas. {"q": "...", "limit": 20, "facets": ["instrument", "startDate:month"]}. Errors:
// malformed, invalid (no object, a member of another kind, at_least, which belongs into the address).
Result<std::vector<std::pair<std::string, std::string>>> read_search_request(std::string_view body);

// Whether the body is JSON at all.
Result<void> check_json(std::string_view body);

}  // namespace weft
