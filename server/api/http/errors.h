// The one table from ErrorCode to HTTP status, and the body every error has: {code, message, subject}. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"

namespace weft {

int http_status(ErrorCode code);
Response error_response(const Error& error);
// For what only HTTP knows (405, 408, 431 ...).
Response error_response(int status, const Error& error);
// For an exception: the machine failed, not the asker.
Response failure_response(const std::string& what);
std::string reason_phrase(int status);

}  // namespace weft
