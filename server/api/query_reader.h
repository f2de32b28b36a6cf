// Reads the query of a request by name and type. The first thing wrong is kept; done() tells it, and names what was
// never asked for. One thread, one request.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/http/http.h"
#include "base/ids.h"
#include "base/result.h"

namespace weft {

class QueryReader {
 public:
  explicit QueryReader(const Request& request) : request_(request) {}

  std::string text(std::string_view name);                // "" when not given
  std::string text_or_empty(std::string_view name);       // the same, but may be given empty
  std::vector<std::string> texts(std::string_view name);  // given any number of times
  std::int64_t number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise);
  bool truth(std::string_view name);  // true | false; false when not given
  // The position of the value in `choices`; `otherwise` when not given.
  std::size_t choice(std::string_view name, const std::vector<std::string_view>& choices, std::size_t otherwise);
  template <class Named>
  Named id(std::string_view name) {
    return Named{number(name, 1, kLargestId, 0)};
  }
  int limit(int otherwise = 50) { return static_cast<int>(number("limit", 1, 1000, otherwise)); }

  void wrong(std::string_view name, std::string what);
  // After the last question.
  Result<void> done();

  static constexpr std::int64_t kLargestId = (std::int64_t{1} << 53) - 1;

 private:
  const std::string* find(std::string_view name);
  const Request& request_;
  std::vector<std::string> asked_ = {"at_least"};  // honoured before an endpoint is called
  std::optional<Error> error_;
};

// A whole number from digits alone; none for anything else, or beyond `most`.
std::optional<std::int64_t> read_number(std::string_view text, std::int64_t most = QueryReader::kLargestId);

// The id in the path. Error not_found: `what` ("dataset") with that id cannot exist.
Result<std::int64_t> path_id(const Request& request, std::string_view what);
tl::unexpected<Error> nothing_there(std::string_view what, std::string_view id);

}  // namespace weft
