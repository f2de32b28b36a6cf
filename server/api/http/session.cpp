#include "api/http/session.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "api/http/errors.h"
#include "api/http/target.h"
#include "base/check.h"

namespace weft {
namespace {

constexpr std::size_t kUnsentEnough = 1u << 20;    // a client that does not read gets no further answer
constexpr std::size_t kSmallAnswer = 64u << 10;    // is given however many wait
constexpr std::size_t kLargeAnswer = 1u << 20;     // leaves a quarter of the room to smaller ones
constexpr std::size_t kUnreadEnough = 256u << 10;  // pipelined behind a request that is being answered

// "Sun, 06 Nov 1994 08:49:37 GMT", made once a second.
const std::string& http_date() {
  thread_local std::time_t made = 0;
  thread_local std::string text;
  std::time_t now = std::time(nullptr);
  if (now != made) {
    std::tm parts{};
    char buffer[40];
    ::gmtime_r(&now, &parts);
    text.assign(buffer, std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made = now;
  }
  return text;
}

// A stream on HTTP/1.0 ends with its connection.
std::string length_of(const Response& response, bool http_1_0) {
  if (!response.stream) return "\r\nContent-Length: " + std::to_string(response.body.size());
  if (response.length) return "\r\nContent-Length: " + std::to_string(*response.length);
  return http_1_0 ? "" : "\r\nTransfer-Encoding: chunked";
}

std::string as_chunk(const std::string& bytes) {
  char size[24];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return size + bytes + "\r\n";
}

bool has_body(const Response& response) { return response.status != 204 && response.status != 304; }

bool says_how_long_it_keeps(const Response& response) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [](const auto& header) { return header.first == "Cache-Control"; });
}

bool has_room(std::size_t answer, std::size_t unsent, std::size_t room) {
  if (answer > kLargeAnswer) room = room / 4 * 3;
  return answer <= kSmallAnswer || unsent + answer <= room;
}

// Clients that take their answers slowly, or not at all, are not to fill the memory.
Response too_many_wait() {
  auto response = error_response({ErrorCode::unavailable,
                                  "too many answers wait for clients that take them slowly: ask again in a minute, or "
                                  "for a part",
                                  ""});
  response.headers.emplace_back("Retry-After", "60");
  return response;
}

std::string write_head(const Response& response, bool keep, bool http_1_0) {
  std::string head;
  head.reserve(320);
  head += "HTTP/1.1 " + std::to_string(response.status) + ' ' + reason_phrase(response.status);
  head += "\r\nDate: " + http_date();
  if (has_body(response)) {
    head += "\r\nContent-Type: " + response.content_type;
    head += length_of(response, http_1_0);
  }
  if (!says_how_long_it_keeps(response)) head += "\r\nCache-Control: no-store";
  head += "\r\nX-Content-Type-Options: nosniff\r\nConnection: ";
  head += keep ? "keep-alive" : "close";
  for (const auto& [name, value] : response.headers) head += "\r\n" + name + ": " + value;
  return head += "\r\n\r\n";
}

}  // namespace

HttpSession::HttpSession(Connection& connection, HttpService& service) : connection_(connection), service_(service) {
  service_.joined(*this);
  next_request();
}

HttpSession::~HttpSession() {
  if (gone_) *gone_ = true;
  if (stream_) stream_->forget();
  service_.left(*this);
}

void HttpSession::on_bytes(std::string_view bytes) {
  if (unread_.empty()) {
    unread_.assign(bytes.substr(consume(bytes)));
  } else {
    unread_ += bytes;
    unread_.erase(0, consume(unread_));
  }
  if (unread_.size() > kUnreadEnough) connection_.pause_reading();  // the request before it is still being answered
}

// How much of `bytes` is done with.
std::size_t HttpSession::consume(std::string_view bytes) {
  std::size_t done = 0;
  while (!busy_ && !closing_ && done < bytes.size() && connection_.unsent() < kUnsentEnough) {
    bool fresh = !parser_;
    if (fresh) parser_.emplace(service_.limits().header_bytes);
    std::size_t taken = 0;
    auto step = parser_->put(bytes.substr(done), taken);
    done += taken;
    if (fresh && parser_->started()) connection_.wake_at(std::chrono::steady_clock::now() + service_.limits().request);
    if (!parser_->started()) parser_.reset();
    if (!advance(step)) break;
  }
  return closing_ ? bytes.size() : done;
}

void HttpSession::consume_unread() {
  unread_.erase(0, consume(unread_));
  if (unread_.size() <= kUnreadEnough) connection_.resume_reading();
}

// False: nothing more to do with the bytes at hand.
bool HttpSession::advance(RequestParser::Step step) {
  switch (step) {
    case RequestParser::Step::need_more:
      return false;
    case RequestParser::Step::head:
      return begin_body();
    case RequestParser::Step::done:
      return run_request(), true;
    case RequestParser::Step::failed:
      return refuse(error_response(parser_->status(), parser_->error())), false;
  }
  return false;
}

bool HttpSession::begin_body() {
  const RequestHead& head = parser_->head();
  request_ = {};
  head_only_ = head.method == "HEAD";
  request_.method = head_only_ ? "GET" : head.method;
  request_.content_type = head.content_type;
  request_.accept = head.accept;
  request_.accept_encoding = head.accept_encoding;
  request_.if_none_match = head.if_none_match;
  request_.last_event_id = head.last_event_id;
  if (!head_only_) request_.range = head.range, request_.if_range = head.if_range;
  request_.peer = connection_.peer_address();
  keep_ = head.keep_alive;
  http_1_0_ = head.http_1_0;
  if (head.method == "OPTIONS" && head.target == "*")
    request_.path = {"*"};
  else if (auto read = read_target(head.target, request_); !read)
    return refuse(error_response(read.error())), false;
  auto step = parser_->limit_body(service_.body_limit(request_));
  if (step == RequestParser::Step::need_more && head.expects_continue && !head.http_1_0)
    connection_.send("HTTP/1.1 100 Continue\r\n\r\n");
  return step == RequestParser::Step::need_more || advance(step);
}

void HttpSession::run_request() {
  request_.body = parser_->take_body();
  request_.asker = asker_of(request_);
  request_.cancel = gone_ = std::make_shared<std::atomic<bool>>(false);
  parser_.reset();
  busy_ = true;
  ended_ ? await_departure() : connection_.wake_at({});
  auto reply = [this, &service = service_, number = connection_.number()](Response response) {
    service.on_loop(number, [this, response = std::move(response)]() mutable { answered(std::move(response)); });
  };
  service_.answer(std::move(request_), reply);
}

void HttpSession::answered(Response response) {
  if (response.stream && !head_only_) return begin_stream(response);
  busy_ = false;
  const bool fits = head_only_ || has_room(response.body.size(), service_.unsent(), service_.limits().unsent_bytes);
  send_answer(fits ? std::move(response) : too_many_wait());
  next_request();
}

void HttpSession::begin_stream(const Response& response) {
  keep_ = keep_ && !last_ && !http_1_0_;
  service_.count_answer(response.status);
  connection_.send(write_head(response, keep_, http_1_0_));
  owed_ = response.length;
  if (owed_) connection_.wake_at({});
  stream_ = std::make_shared<SessionStream>(static_cast<StreamEnd&>(*this), service_, connection_.number(), gone_);
  if (last_ || (ended_ && !owed_)) return end_stream(*stream_);
  response.stream(stream_);
}

void HttpSession::stream_bytes(const SessionStream& from, std::string bytes) {
  if (&from != stream_.get() || bytes.empty()) return;
  if (owed_) {
    CHECK(bytes.size() <= *owed_, "a stream sends more than it said");
    *owed_ -= bytes.size();
  }
  connection_.send(http_1_0_ || owed_ ? std::move(bytes) : as_chunk(bytes));
  stream_->handed_over(connection_.unsent());
}

void HttpSession::end_stream(const SessionStream& from) {
  if (&from != stream_.get()) return;
  *gone_ = true;
  stream_->forget();
  if (owed_ ? *owed_ > 0 : http_1_0_)
    keep_ = false;
  else if (!owed_)
    connection_.send(as_chunk(""));
  owed_.reset();
  stream_.reset();
  busy_ = false;
  keep_ ? next_request() : hang_up();
}

void HttpSession::send_answer(Response response) {
  keep_ = keep_ && !last_;
  service_.count_answer(response.status);
  connection_.send(write_head(response, keep_, http_1_0_));
  if (!head_only_ && !response.body.empty() && has_body(response)) connection_.send(std::move(response.body));
  if (!keep_) hang_up();
}

// For a request that was not read to its end: the stream is of no use any more.
void HttpSession::refuse(Response response) {
  keep_ = false;
  send_answer(std::move(response));
}

void HttpSession::next_request() {
  if (closing_) return;
  connection_.wake_at(std::chrono::steady_clock::now() + service_.limits().idle);
  if (!unread_.empty()) consume_unread();
  if ((last_ || ended_) && !busy_) hang_up();
}

// Requests pipelined before the end are answered; half a request never will be whole. Nobody listens to a stream with
// half a connection, unless it has an end: a client may ask for a file and say no more.
void HttpSession::on_end() {
  ended_ = true;
  if (stream_ && owed_) return;
  if (stream_) return end_stream(*stream_);
  busy_ ? await_departure() : hang_up();
}

// Closed altogether looks the same from here as closed for sending: an answer that takes long is for nobody.
void HttpSession::await_departure() {
  connection_.wake_at(std::chrono::steady_clock::now() + service_.limits().half_open);
}

void HttpSession::hang_up() {
  if (closing_) return;
  closing_ = true;
  connection_.close_after_send();
}

void HttpSession::on_sent() {
  if (stream_) stream_->taken();
  if (!busy_ && !unread_.empty()) consume_unread();
}

void HttpSession::on_wake() {
  if (busy_ && ended_ && !owed_) *gone_ = true;
  if (busy_ || closing_) return;
  if (!parser_) return hang_up();
  head_only_ = false;
  auto seconds = std::chrono::duration<double>(service_.limits().request).count();
  refuse(error_response(408, {ErrorCode::timed_out,
                              "the request was not complete after " + std::to_string(static_cast<int>(seconds)) +
                                  " s: send it faster or in smaller pieces",
                              ""}));
}

void HttpSession::drain() {
  last_ = true;
  if (stream_) return end_stream(*stream_);
  if (!busy_) hang_up();
}

}  // namespace weft
