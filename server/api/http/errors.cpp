#include "api/http/errors.h"

#include "base/check.h"
#include "base/json_writer.h"

namespace weft {
namespace {

Response write_error(int status, std::string_view code, const std::string& message, const std::string& subject) {
  JsonWriter json;
  json.begin_object().member("code", code).member("message", message).member("subject", subject).end_object();
  Response response;
  response.status = status;
  response.body = json.take();
  return response;
}

}  // namespace

int http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::malformed:
      return 400;
    case ErrorCode::invalid:
      return 400;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::deleted:
      return 410;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::unsupported:
      return 501;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::timed_out:
      return 504;
    case ErrorCode::poison:
      return 422;
    case ErrorCode::internal:
      return 500;
    case ErrorCode::unreadable:
      return 422;
  }
  CHECK(false, "an ErrorCode without HTTP status");
}

Response error_response(const Error& error) { return error_response(http_status(error.code), error); }

Response error_response(int status, const Error& error) {
  return write_error(status, to_text(error.code), error.message, error.subject);
}

Response failure_response(const std::string& what) {
  return write_error(500, "failure", "the server failed to answer (" + what + "): look into its log", "");
}

std::string reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

}  // namespace weft
