// Result<T>: a value, or what is wrong with the world (bad message, unknown dataset, forbidden). A failing machine
// throws; our own bugs stop at CHECK. Any thread.
#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace weft {

// About ten codes that know no HTTP; api/http has the one table that turns them into statuses.
enum class ErrorCode {
  malformed,    // the bytes are not what they claim to be (XML, JSON, frame, query)
  invalid,      // well formed, but a value is missing or cannot be
  not_found,    // nothing is known under that id, name or path
  conflict,     // it contradicts what is stored
  deleted,      // the dataset has a tombstone and has not been restored
  forbidden,    // this principal may not
  too_large,    // over a stated limit
  unsupported,  // understood, but not served here
  unavailable,  // not now: try again
  timed_out,    // the deadline came first
  poison,       // a message that stopped the process three times
  internal,     // we failed on it: a defect of ours
  unreadable,   // a file is there, but is broken, or not what it is taken for
};

std::string_view to_text(ErrorCode code);
// The code of that name, or `otherwise`.
ErrorCode error_code(std::string_view name, ErrorCode otherwise = ErrorCode::invalid);

// What a person reads: what was wrong, where (`subject`: a parameter, path, id, position), what to do.
struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string message;
  std::string subject;
  bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string subject = {}) {
  return tl::make_unexpected(Error{code, std::move(message), std::move(subject)});
}

}  // namespace weft
