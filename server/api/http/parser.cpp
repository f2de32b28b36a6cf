#include "api/http/parser.h"

#include <algorithm>
// Beast 1.81 asserts that a last chunk comes in five bytes or more (basic_parser.ipp, parse_chunk_header); four of them
// arrive when a client sends "0\r\n\r" and "\n" apart, and are read rightly.
#define BOOST_DISABLE_ASSERTS
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>

namespace weft {
namespace {

namespace http = boost::beast::http;
using boost::beast::iequals;

// A string that grows with what arrives: an announced length reserves nothing.
struct GrowingBody {
  using value_type = std::string;
  class reader {
   public:
    template <bool is_request, class Fields>
    reader(http::header<is_request, Fields>&, value_type& body) : body_(body) {}
    void init(const boost::optional<std::uint64_t>&, boost::beast::error_code& failure) { failure = {}; }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::beast::error_code& failure) {
      failure = {};
      std::size_t count = 0;
      for (auto buffer : boost::beast::buffers_range_ref(buffers)) {
        body_.append(static_cast<const char*>(buffer.data()), buffer.size());
        count += buffer.size();
      }
      return count;
    }
    void finish(boost::beast::error_code& failure) { failure = {}; }

   private:
    value_type& body_;
  };
};

std::string copy(boost::beast::string_view text) { return {text.data(), text.size()}; }

constexpr std::size_t kChunkHeadLimit = 8u << 10;  // of one chunk's size line, or of the trailer

}  // namespace

struct RequestParser::State {
  http::request_parser<GrowingBody> parser;
  RequestHead head;
  bool head_done = false;
  bool started = false;
  std::size_t limit = 0;
  std::size_t header_limit;
  int status = 0;
  Error error;

  explicit State(std::size_t wanted) : header_limit(wanted) {
    parser.header_limit(static_cast<std::uint32_t>(wanted));
    parser.body_limit(boost::none);  // ours is known once the head is read
    parser.eager(false);
  }

  Step failed(int code, ErrorCode kind, std::string message, std::string subject = {}) {
    status = code;
    error = {kind, std::move(message), std::move(subject)};
    return Step::failed;
  }
  Step failed(const boost::system::error_code& failure) {
    if (failure == http::error::header_limit)
      return failed(431, ErrorCode::too_large,
                    "the request's head is longer than " + std::to_string(header_limit) + " bytes", "head");
    if (failure == http::error::body_limit) return too_large();
    if (failure == http::error::bad_version)
      return failed(505, ErrorCode::unsupported, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    return failed(400, ErrorCode::malformed, "this is no HTTP request: " + failure.message());
  }
  Step too_large() {
    return failed(413, ErrorCode::too_large,
                  "the body is larger than the " + std::to_string(limit) + " bytes taken here: send less at a time",
                  "body");
  }
  Step read_head();
  Step check_framing();
};

// What Beast lets pass and a proxy in front may read differently: two lengths, a length beside chunks, other codings.
RequestParser::Step RequestParser::State::check_framing() {
  const auto& fields = parser.get();
  auto lengths = fields.count(http::field::content_length);
  auto codings = fields.count(http::field::transfer_encoding);
  if (lengths + codings > 1 || (lengths == 1 && fields[http::field::content_length].find(',') != std::string::npos))
    return failed(400, ErrorCode::malformed, "the length of the body is stated twice", "Content-Length");
  if (codings == 1 && !iequals(fields[http::field::transfer_encoding], "chunked"))
    return failed(400, ErrorCode::malformed, "the only Transfer-Encoding taken here is chunked", "Transfer-Encoding");
  if (fields.count(http::field::host) > 1 || (!head.http_1_0 && fields.count(http::field::host) == 0))
    return failed(400, ErrorCode::malformed, "HTTP/1.1 wants exactly one Host", "Host");
  return Step::head;
}

RequestParser::Step RequestParser::State::read_head() {
  head_done = true;
  const auto& fields = parser.get();
  head.method = copy(fields.method_string());
  head.target = copy(fields.target());
  head.content_type = copy(fields[http::field::content_type]);
  head.accept = copy(fields[http::field::accept]);
  head.accept_encoding = copy(fields[http::field::accept_encoding]);
  head.if_none_match = copy(fields[http::field::if_none_match]);
  head.last_event_id = copy(fields["Last-Event-ID"]);
  head.range = copy(fields[http::field::range]);
  head.if_range = copy(fields[http::field::if_range]);
  head.http_1_0 = fields.version() == 10;
  head.keep_alive = parser.keep_alive();
  if (auto length = parser.content_length()) head.content_length = *length;
  auto expect = fields[http::field::expect];
  head.expects_continue = !expect.empty() && iequals(expect, "100-continue");
  if (!expect.empty() && !head.expects_continue)
    return failed(417, ErrorCode::unsupported, "the only expectation met here is 100-continue", "Expect");
  return check_framing();
}

RequestParser::RequestParser(std::size_t header_limit) : state_(std::make_unique<State>(header_limit)) {}
RequestParser::~RequestParser() = default;

RequestParser::Step RequestParser::put(std::string_view bytes, std::size_t& taken) {
  State& state = *state_;
  taken = 0;
  if (!state.started)  // an empty line before a request is allowed
    while (taken < bytes.size() && (bytes[taken] == '\r' || bytes[taken] == '\n')) ++taken;
  while (!state.parser.is_done()) {
    std::string_view rest = bytes.substr(taken);
    if (rest.empty()) return Step::need_more;
    state.started = true;
    boost::system::error_code failure;
    taken += state.parser.put(boost::asio::const_buffer(rest.data(), rest.size()), failure);
    if (failure == http::error::need_more) {
      if (state.head_done && bytes.size() - taken > kChunkHeadLimit)
        return state.failed(400, ErrorCode::malformed, "the head of a chunk is too long", "Transfer-Encoding");
      return Step::need_more;
    }
    if (failure) return state.failed(failure);
    if (state.head_done && state.parser.get().body().size() > state.limit) return state.too_large();
    if (!state.head_done && state.parser.is_header_done()) return state.read_head();
  }
  return Step::done;
}

const RequestHead& RequestParser::head() const { return state_->head; }

RequestParser::Step RequestParser::limit_body(std::size_t limit) {
  state_->limit = limit;
  if (state_->head.content_length.value_or(0) > limit) return state_->too_large();
  if (!state_->parser.is_done()) state_->parser.body_limit(limit);
  return state_->parser.is_done() ? Step::done : Step::need_more;
}

std::string RequestParser::take_body() { return std::move(state_->parser.get().body()); }
bool RequestParser::started() const { return state_->started; }
int RequestParser::status() const { return state_->status; }
const Error& RequestParser::error() const { return state_->error; }

}  // namespace weft
