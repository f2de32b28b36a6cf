// The protocol on bytes, without sockets: a connection that records, a service that answers.
#include <gtest/gtest.h>

#include "api/http/errors.h"
#include "api/http/session.h"
#include "api/http/target.h"
#include "net/recording.h"

using namespace weft;

namespace {

class EchoService : public HttpService {
 public:
  const HttpLimits& limits() const override { return wanted; }
  std::size_t body_limit(const Request& request) const override { return request.path.front() == "big" ? 5000 : 100; }
  void answer(Request request, Reply reply) override {
    seen.push_back(request);
    replies.push_back(reply);
    if (at_once) answer_next();
  }
  void answer_next() {
    Response response;
    response.content_type = "text/plain";
    response.body = seen[answered].method + " " + seen[answered].path.front() + " " + seen[answered].body;
    replies[answered++](response);
  }
  void count_answer(int status) override { statuses.push_back(status); }
  std::size_t unsent() const override { return unsent_by_all; }
  void on_loop(ConnectionNumber, std::function<void()> work) override { posted.push_back(std::move(work)); }
  void run_posted() {
    while (!posted.empty()) {
      auto work = std::move(posted.front());
      posted.erase(posted.begin());
      work();
    }
  }
  HttpLimits wanted;
  std::size_t unsent_by_all = 0;
  std::vector<Request> seen;
  std::vector<Reply> replies;
  std::vector<int> statuses;
  std::vector<std::function<void()>> posted;
  std::size_t answered = 0;
  bool at_once = true;
};

struct Talk {
  RecordingConnection connection;
  EchoService service;
  HttpSession session{connection, service};
  void say(std::string_view bytes) {
    session.on_bytes(bytes);
    service.run_posted();
  }
  std::string body() { return connection.sent.substr(connection.sent.find("\r\n\r\n") + 4); }
};

int status_of(std::string_view bytes) {
  Talk talk;
  talk.say(bytes);
  return talk.service.statuses.empty() ? 0 : talk.service.statuses.front();
}

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(HttpErrors, every_code_has_a_status_and_a_phrase) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
    auto code = static_cast<ErrorCode>(i);
    EXPECT_GE(http_status(code), 400) << to_text(code);
    EXPECT_NE(reason_phrase(http_status(code)), "Status") << to_text(code);
    auto response = error_response(Error{code, "what \"was\" wrong", "where"});
    EXPECT_EQ(response.body, "{\"code\":\"" + std::string(to_text(code)) +
                                 "\",\"message\":\"what \\\"was\\\" wrong\",\"subject\":\"where\"}");
  }
}

TEST(HttpSession, a_request_is_answered_and_the_connection_kept) {
  Talk talk;
  talk.say(kGet);
  EXPECT_TRUE(talk.connection.sent.starts_with("HTTP/1.1 200 OK\r\n")) << talk.connection.sent;
  EXPECT_NE(talk.connection.sent.find("\r\nContent-Length: 6\r\n"), std::string::npos);
  EXPECT_NE(talk.connection.sent.find("\r\nCache-Control: no-store\r\n"), std::string::npos);
  EXPECT_EQ(talk.body(), "GET a ");
  EXPECT_FALSE(talk.connection.closed);
}

TEST(HttpSession, bytes_one_by_one_say_the_same_as_all_at_once) {
  std::string bytes =
      "\r\nPOST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
      "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
  bytes += kGet;
  Talk whole, pieces;
  whole.say(bytes);
  for (char c : bytes) pieces.say({&c, 1});
  ASSERT_EQ(whole.service.seen.size(), 3u);
  ASSERT_EQ(pieces.service.seen.size(), 3u);
  EXPECT_EQ(whole.service.seen[0].body, "hello");
  EXPECT_EQ(whole.service.seen[1].body, "abcde");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(whole.service.seen[i].body, pieces.service.seen[i].body);
}

TEST(HttpSession, pipelined_requests_are_answered_in_order_one_at_a_time) {
  Talk talk;
  talk.service.at_once = false;
  talk.say("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_EQ(talk.service.seen.size(), 1u);
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_EQ(talk.service.seen.size(), i + 1);
    talk.service.answer_next();
    talk.service.run_posted();
  }
  EXPECT_LT(talk.connection.sent.find("GET a"), talk.connection.sent.find("GET b"));
  EXPECT_LT(talk.connection.sent.find("GET b"), talk.connection.sent.find("GET c"));
}

TEST(HttpSession, a_flood_behind_a_slow_answer_waits_with_the_client) {
  Talk talk;
  talk.service.at_once = false;
  talk.say(kGet);
  std::string flood;
  while (flood.size() < 300'000) flood += kGet;
  talk.say(flood);
  EXPECT_TRUE(talk.connection.paused);
  EXPECT_EQ(talk.service.seen.size(), 1u);
  talk.service.at_once = true;
  talk.service.answer_next();
  talk.service.run_posted();
  EXPECT_FALSE(talk.connection.paused);
  EXPECT_EQ(talk.service.seen.size(), 1 + flood.size() / kGet.size());
}

TEST(HttpSession, a_client_that_does_not_read_gets_no_further_answer) {
  Talk talk;
  talk.connection.unread_by_peer = 2 << 20;
  talk.say(kGet);
  EXPECT_TRUE(talk.service.seen.empty());
  talk.connection.unread_by_peer = 0;
  talk.session.on_sent();
  talk.service.run_posted();
  EXPECT_EQ(talk.service.seen.size(), 1u);
}

TEST(HttpSession, smuggled_requests_are_refused_and_the_connection_closed) {
  for (std::string head : {
           "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
           "Content-Length: 5\r\nContent-Length: 5\r\n",
           "Content-Length: 5\r\nContent-Length: 6\r\n",
           "Content-Length: 5, 5\r\n",
           "Content-Length: -1\r\n",
           "Content-Length: 5x\r\n",
           "Transfer-Encoding: gzip, chunked\r\n",
           "Transfer-Encoding: identity\r\n",
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding : chunked\r\n",
       }) {
    Talk talk;
    talk.say("POST /a HTTP/1.1\r\nHost: x\r\n" + head + "\r\n0\r\n\r\nGET /stolen HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_EQ(talk.service.statuses, std::vector<int>{400}) << head;
    EXPECT_TRUE(talk.service.seen.empty()) << head;
    EXPECT_TRUE(talk.connection.closed) << head;
  }
}

TEST(HttpSession, what_is_no_request_is_told_so_in_json) {
  Talk talk;
  talk.say("SSH-2.0-OpenSSH_9.2\r\n\r\n");
  EXPECT_EQ(talk.service.statuses, std::vector<int>{400});
  EXPECT_TRUE(talk.body().starts_with("{\"code\":\"malformed\""));
  EXPECT_EQ(status_of("GET /a HTTP/1.1\r\n\r\n"), 400);  // no Host
  EXPECT_EQ(status_of("GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET http://a/b HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET /a HTTP/3.0\r\nHost: x\r\n\r\n"), 505);
  EXPECT_EQ(status_of("POST /a HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n"), 417);
}

TEST(HttpSession, a_head_over_the_limit_is_431) {
  EXPECT_EQ(status_of("GET /a HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a')), 431);
  EXPECT_EQ(status_of("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n"), 431);
  Talk talk;
  std::string drops = "GET /a HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 5000; ++i) drops += "X: y\r\n";
  for (char c : drops) talk.say({&c, 1});
  EXPECT_EQ(talk.service.statuses, std::vector<int>{431});
}

TEST(HttpSession, an_announced_body_over_the_limit_is_413_before_it_is_sent) {
  Talk talk;
  talk.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n");
  EXPECT_EQ(talk.service.statuses, std::vector<int>{413});
  EXPECT_TRUE(talk.connection.closed);
  EXPECT_EQ(status_of("POST /big HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'x')), 200);
  EXPECT_EQ(status_of("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"), 400);
}

TEST(HttpSession, a_chunked_body_is_413_when_it_grows_over_the_limit) {
  Talk talk;
  talk.say("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 10; ++i) talk.say("a\r\n0123456789\r\n");
  EXPECT_TRUE(talk.service.statuses.empty());
  talk.say("a\r\n0123456789\r\n");
  EXPECT_EQ(talk.service.statuses, std::vector<int>{413});
  EXPECT_EQ(status_of("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffff\r\n"), 413);
  EXPECT_EQ(status_of("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), 400);
  EXPECT_EQ(status_of("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(20'000, 'e')),
            400);
}

TEST(HttpSession, continue_is_said_to_a_client_that_waits_for_it_unless_the_body_is_too_large) {
  Talk talk;
  talk.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(talk.connection.sent, "HTTP/1.1 100 Continue\r\n\r\n");
  talk.say("hello");
  EXPECT_EQ(talk.service.seen.at(0).body, "hello");
  EXPECT_EQ(status_of("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n"), 413);
}

TEST(HttpSession, head_is_get_without_the_body) {
  Talk talk;
  talk.say("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(talk.service.seen.at(0).method, "GET");
  EXPECT_NE(talk.connection.sent.find("Content-Length: 6"), std::string::npos);
  EXPECT_EQ(talk.body(), "");
}

TEST(HttpSession, http_1_0_and_connection_close_are_closed_after_the_answer) {
  for (std::string bytes : {"GET /a HTTP/1.0\r\n\r\n", "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"}) {
    Talk talk;
    talk.say(bytes);
    EXPECT_EQ(talk.body(), "GET a ");
    EXPECT_TRUE(talk.connection.closed);
  }
}

TEST(HttpSession, half_a_request_at_the_deadline_is_408_and_an_idle_connection_just_ends) {
  Talk slow;
  slow.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nab");
  ASSERT_TRUE(slow.connection.wake);
  EXPECT_LE(*slow.connection.wake, std::chrono::steady_clock::now() + slow.service.wanted.request);
  auto deadline = slow.connection.wake;
  slow.say("c");
  EXPECT_EQ(slow.connection.wake, deadline);  // a total, not per byte
  slow.session.on_wake();
  EXPECT_EQ(slow.service.statuses, std::vector<int>{408});
  EXPECT_TRUE(slow.connection.closed);
  Talk idle;
  idle.session.on_wake();
  EXPECT_EQ(idle.connection.sent, "");
  EXPECT_TRUE(idle.connection.closed);
}

TEST(HttpSession, a_client_that_stops_sending_still_gets_its_answers) {
  Talk talk;
  talk.service.at_once = false;
  talk.say(std::string(kGet) + std::string(kGet));
  talk.session.on_end();
  EXPECT_FALSE(talk.connection.closed);
  talk.service.at_once = true;
  talk.service.answer_next();
  talk.service.run_posted();
  EXPECT_EQ(talk.service.statuses.size(), 2u);
  EXPECT_TRUE(talk.connection.closed);
}

TEST(HttpSession, draining_ends_idle_connections_at_once_and_busy_ones_after_their_answer) {
  Talk idle, busy;
  idle.session.drain();
  EXPECT_TRUE(idle.connection.closed);
  busy.service.at_once = false;
  busy.say(std::string(kGet) + std::string(kGet));
  busy.session.drain();
  EXPECT_FALSE(busy.connection.closed);
  busy.service.answer_next();
  busy.service.run_posted();
  EXPECT_EQ(busy.service.statuses, std::vector<int>{200});
  EXPECT_NE(busy.connection.sent.find("Connection: close"), std::string::npos);
  EXPECT_TRUE(busy.connection.closed);
}

// Answers by a stream that the test holds.
class StreamService : public EchoService {
 public:
  void answer(Request request, Reply reply) override {
    seen.push_back(request);
    Response response;
    response.content_type = "text/event-stream";
    response.length = length;
    response.stream = [this](std::shared_ptr<Stream> given) { stream = std::move(given); };
    reply(response);
  }
  std::shared_ptr<Stream> stream;
  std::optional<std::uint64_t> length;
};

struct StreamTalk {
  RecordingConnection connection;
  StreamService service;
  std::optional<HttpSession> session{std::in_place, connection, service};
  void say(std::string_view bytes) {
    session->on_bytes(bytes);
    service.run_posted();
  }
  bool send(std::string bytes) {
    bool sent = service.stream->send(std::move(bytes));
    service.run_posted();
    return sent;
  }
  std::string body() { return connection.sent.substr(connection.sent.find("\r\n\r\n") + 4); }
};

TEST(HttpStream, pieces_are_chunks_and_the_connection_goes_on_after_the_last) {
  StreamTalk talk;
  talk.say(kGet);
  EXPECT_NE(talk.connection.sent.find("\r\nTransfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(talk.connection.sent.find("Content-Length"), std::string::npos);
  EXPECT_TRUE(talk.send("one"));
  EXPECT_TRUE(talk.send(""));
  EXPECT_TRUE(talk.send("sixteen letters!"));
  talk.say(kGet);
  EXPECT_EQ(talk.service.seen.size(), 1u);
  auto first = talk.service.stream;
  first->end();
  talk.service.run_posted();
  EXPECT_TRUE(talk.body().starts_with("3\r\none\r\n10\r\nsixteen letters!\r\n0\r\n\r\nHTTP/1.1 200"));
  EXPECT_EQ(talk.service.seen.size(), 2u);
  EXPECT_FALSE(first->send("late"));
  EXPECT_TRUE(talk.send("second answer"));
  EXPECT_EQ(talk.connection.sent.find("late"), std::string::npos);
}

TEST(HttpStream, on_http_1_0_it_ends_with_the_connection) {
  StreamTalk talk;
  talk.say("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  talk.send("plain");
  EXPECT_EQ(talk.body(), "plain");
  EXPECT_FALSE(talk.connection.closed);
  talk.service.stream->end();
  talk.service.run_posted();
  EXPECT_EQ(talk.body(), "plain");
  EXPECT_TRUE(talk.connection.closed);
}

struct SizedTalk : StreamTalk {
  explicit SizedTalk(std::uint64_t length) { service.length = length; }
  void end() {
    service.stream->end();
    service.run_posted();
  }
};

TEST(HttpStream, of_known_length_is_sent_as_it_is_and_the_connection_goes_on) {
  SizedTalk talk(6);
  talk.say(std::string(kGet) + std::string(kGet));
  EXPECT_NE(talk.connection.sent.find("\r\nContent-Length: 6\r\n"), std::string::npos);
  EXPECT_EQ(talk.connection.sent.find("chunked"), std::string::npos);
  talk.send("one");
  talk.send("two");
  talk.end();
  EXPECT_TRUE(talk.body().starts_with("onetwoHTTP/1.1 200")) << talk.body();
  EXPECT_FALSE(talk.connection.closed);
}

TEST(HttpStream, that_ends_before_its_length_ends_its_connection) {
  SizedTalk talk(6);
  talk.say(kGet);
  talk.send("one");
  talk.end();
  EXPECT_EQ(talk.body(), "one");
  EXPECT_TRUE(talk.connection.closed) << "the client must see that something is missing";
}

TEST(HttpStream, of_known_length_is_cut_off_when_weft_stops) {
  SizedTalk talk(6);
  talk.say(kGet);
  talk.send("one");
  talk.session->drain();
  EXPECT_TRUE(talk.connection.closed);
  EXPECT_FALSE(talk.send("two"));
}

TEST(HttpStream, of_known_length_goes_on_for_a_client_that_only_listens) {
  SizedTalk talk(6);
  talk.say(kGet);
  talk.session->on_end();
  EXPECT_FALSE(talk.connection.closed);
  EXPECT_TRUE(talk.send("onetwo"));
  talk.end();
  EXPECT_EQ(talk.body(), "onetwo");
  EXPECT_TRUE(talk.connection.closed);
}

TEST(HttpStream, says_when_all_that_was_sent_is_taken) {
  SizedTalk talk(6);
  talk.say(kGet);
  int taken = 0;
  talk.connection.unread_by_peer = 3;
  talk.send("one");
  talk.service.stream->when_taken([&] { ++taken; });
  talk.service.run_posted();
  EXPECT_EQ(taken, 0);
  talk.session->on_sent();
  talk.session->on_sent();
  EXPECT_EQ(taken, 1);
  talk.service.stream->when_taken([&] { ++taken; });
  talk.service.run_posted();
  EXPECT_EQ(taken, 2) << "at once when nothing is on its way";
}

TEST(HttpStream, lets_go_of_who_waits_when_the_client_is_gone) {
  SizedTalk talk(6);
  talk.say(kGet);
  const auto file = std::make_shared<int>(1);
  talk.connection.unread_by_peer = 3;
  talk.send("one");
  talk.service.stream->when_taken([file, self = talk.service.stream] {});
  talk.service.run_posted();
  EXPECT_EQ(file.use_count(), 2);
  talk.session.reset();
  EXPECT_EQ(file.use_count(), 1) << "or the file stays open for ever";
}

TEST(HttpHead, says_what_may_be_kept_only_when_the_answer_does) {
  SizedTalk talk(0);
  talk.say(kGet);
  EXPECT_NE(talk.connection.sent.find("Cache-Control: no-store"), std::string::npos);
}

TEST(HttpStream, head_begins_none) {
  StreamTalk talk;
  talk.say("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_FALSE(talk.service.stream);
  EXPECT_EQ(talk.body(), "");
  EXPECT_FALSE(talk.connection.closed);
}

TEST(HttpStream, what_the_client_has_not_taken_is_told) {
  StreamTalk talk;
  talk.say(kGet);
  talk.connection.unread_by_peer = 5000;
  talk.send("x");
  EXPECT_EQ(talk.service.stream->unsent(), 5000u);
  talk.service.stream->send("abc");
  EXPECT_EQ(talk.service.stream->unsent(), 5003u);
  talk.service.run_posted();
  talk.session->on_sent();
  EXPECT_EQ(talk.service.stream->unsent(), 0u);
}

TEST(HttpStream, draining_and_leaving_end_it) {
  StreamTalk drained, left, gone;
  for (auto* talk : {&drained, &left, &gone}) talk->say(kGet);
  drained.session->drain();
  EXPECT_EQ(drained.body(), "0\r\n\r\n");
  EXPECT_TRUE(drained.connection.closed);
  left.session->on_end();
  EXPECT_TRUE(left.connection.closed);
  gone.session.reset();
  for (auto* talk : {&drained, &left, &gone}) {
    EXPECT_TRUE(*talk->service.seen.front().cancel);
    EXPECT_FALSE(talk->service.stream->send("more"));
  }
}

TEST(HttpSession, a_large_answer_is_refused_while_too_many_bytes_wait_for_slow_clients) {
  const auto status_with = [](std::size_t waiting, std::size_t size) {
    Talk talk;
    talk.service.wanted.unsent_bytes = 8'000'000;
    talk.service.unsent_by_all = waiting;
    talk.service.at_once = false;
    talk.say(kGet);
    Response response;
    response.body.assign(size, 'x');
    talk.service.replies.front()(response);
    talk.service.run_posted();
    EXPECT_EQ(talk.connection.closed, false);
    return talk.service.statuses.front();
  };
  EXPECT_EQ(status_with(7'900'000, 100'000), 200);
  EXPECT_EQ(status_with(7'900'001, 100'000), 503);
  EXPECT_EQ(status_with(9'000'000, 1000), 200);
  EXPECT_EQ(status_with(4'000'000, 2'000'000), 200);  // what is larger leaves a quarter to the others
  EXPECT_EQ(status_with(4'000'001, 2'000'000), 503);
}

TEST(HttpSession, a_client_that_left_raises_the_cancel_of_its_request) {
  Talk closed, half;
  for (auto* talk : {&closed, &half}) {
    talk->service.at_once = false;
    talk->say(kGet);
    EXPECT_FALSE(*talk->service.seen.front().cancel);
  }
  half.session.on_end();
  EXPECT_FALSE(*half.service.seen.front().cancel);  // it may still read
  ASSERT_TRUE(half.connection.wake);
  EXPECT_LE(*half.connection.wake, std::chrono::steady_clock::now() + half.service.wanted.half_open);
  half.session.on_wake();
  EXPECT_TRUE(*half.service.seen.front().cancel);
  EXPECT_TRUE(half.service.statuses.empty());
  Cancel cancel;
  {
    Talk reset;
    reset.service.at_once = false;
    reset.say(kGet);
    cancel = reset.service.seen.front().cancel;
  }
  EXPECT_TRUE(*cancel);
}

TEST(HttpTarget, paths_and_queries_are_decoded) {
  Request request;
  ASSERT_TRUE(read_target("/api/v1/a%2Fb/?name=a%20b+c&flag&x=%C3%A9", request));
  EXPECT_EQ(request.path, (std::vector<std::string>{"api", "v1", "a/b", ""}));
  ASSERT_EQ(request.query.size(), 3u);
  EXPECT_EQ(request.query[0].second, "a b c");
  EXPECT_EQ(request.query[1], (std::pair<std::string, std::string>("flag", "")));
  EXPECT_EQ(request.query[2].second, "é");
  for (std::string bad : {"/%", "/%4", "/%zz", "/a?b=%00", "/%ff", "a", ""}) {
    Request other;
    EXPECT_FALSE(read_target(bad, other)) << bad;
  }
}

}  // namespace
