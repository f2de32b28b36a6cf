// The table against the contract, and paths against the table.
#include "api/routes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "api/applied_gate.h"
#include "api/http/target.h"
#include "api/query_reader.h"
#include "api/request_json.h"

using namespace weft;

namespace {

Request request_of(const std::string& method, const std::string& target) {
  Request request;
  request.method = method;
  EXPECT_TRUE(read_target(target, request)) << target;
  return request;
}

RouteTable table() {
  AnswerNow none = [](const Request&) -> Result<Response> { return Response{}; };
  return RouteTable({{"GET", "/", none},
                     {"GET", "/api/v1/datasets", none},
                     {"GET", "/api/v1/datasets/{id}", none},
                     {"DELETE", "/api/v1/datasets/{id}", none},
                     {"POST", "/api/v1/messages/replay", none},
                     {"GET", "/api/v1/datasets/{id}/files", none},
                     {"GET", "/api/v1/datasets/{id}/files/{path...}", none},
                     {"GET", "/api/v1/messages/{seq}", none}});
}

TEST(Routes, a_path_finds_its_route_and_names_what_stands_in_it) {
  auto routes = table();
  auto page = request_of("GET", "/api/v1/datasets/42");
  ASSERT_TRUE(routes.find(page));
  EXPECT_EQ(routes.find(std::as_const(page))->path, "/api/v1/datasets/{id}");
  EXPECT_EQ(page.named, std::vector<std::string>{"42"});
  auto front = request_of("GET", "/");
  EXPECT_TRUE(routes.find(front));
  for (std::string other : {"/api", "/api/v1/datasets/", "/api/v1/datasets/1/2", "/API/v1/datasets", "//"}) {
    auto request = request_of("GET", other);
    EXPECT_FALSE(routes.find(request)) << other;
    EXPECT_EQ(routes.methods_of(request), "") << other;
  }
}

TEST(Routes, only_a_stream_or_groups_need_the_engine) {
  const AnswerNow none = [](const Request&) -> Result<Response> { return Response{}; };
  const Route changes{"GET", "/changes", none, 0, false, Asks::followed};
  const Route statistics{"GET", "/statistics", none, 0, false, Asks::grouped};
  EXPECT_FALSE(asks_engine(changes, request_of("GET", "/changes?after=5&limit=10")));
  EXPECT_TRUE(asks_engine(changes, request_of("GET", "/changes?q=type%20%3D%20raw")));
  EXPECT_FALSE(asks_engine(statistics, request_of("GET", "/statistics?at_least=5")));
  EXPECT_TRUE(asks_engine(statistics, request_of("GET", "/statistics?by=type")));
}

TEST(Routes, a_tail_is_all_the_rest_of_the_path) {
  auto routes = table();
  const auto tail_of = [&](const std::string& target) {
    auto request = request_of("GET", target);
    const auto* route = routes.find(request);
    return route && request.named.size() == 2 ? request.named[1] : "(none)";
  };
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files/a.h5"), "a.h5");
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files/gallery/a%20b.png"), "gallery/a b.png");
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files/gallery%2Fa.png"), "gallery/a.png");
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files/a//b"), "a//b");
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files/a/"), "a/");
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files/"), "(none)");
  EXPECT_EQ(tail_of("/api/v1/datasets/42/files"), "(none)");
}

TEST(Routes, a_path_says_its_methods) {
  auto routes = table();
  EXPECT_EQ(routes.methods_of(request_of("PUT", "/api/v1/datasets/1")), "GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(routes.methods_of(request_of("PUT", "/api/v1/messages/replay")), "POST, GET, HEAD, OPTIONS");
}

TEST(QueryReader, wrong_values_and_unknown_names_are_told_by_name) {
  auto subject_of = [](const std::string& query) {
    Request request = request_of("GET", "/x?" + query);
    QueryReader reader(request);
    reader.limit();
    reader.truth("deleted");
    reader.text("name");
    reader.id<DatasetId>("dataset");
    auto done = reader.done();
    return done ? "" : done.error().subject;
  };
  EXPECT_EQ(subject_of("limit=10&deleted=true&name=a&dataset=7&at_least=3"), "");
  EXPECT_EQ(subject_of("limit=0"), "limit");
  EXPECT_EQ(subject_of("limit=1001"), "limit");
  EXPECT_EQ(subject_of("limit=1e2"), "limit");
  EXPECT_EQ(subject_of("limit="), "limit");
  EXPECT_EQ(subject_of("limit=5&limit=6"), "limit");
  EXPECT_EQ(subject_of("deleted=yes"), "deleted");
  EXPECT_EQ(subject_of("name="), "name");
  EXPECT_EQ(subject_of("dataset=-1"), "dataset");
  EXPECT_EQ(subject_of("dataset=9007199254740992"), "dataset");
  EXPECT_EQ(subject_of("dataset=99999999999999999999"), "dataset");
  EXPECT_EQ(subject_of("Name=a"), "Name");
}

TEST(RequestJson, what_is_wrong_with_a_body_is_told) {
  EXPECT_EQ(*read_reason(R"({"reason":"so"})"), "so");
  EXPECT_EQ(read_reason("{").error().code, ErrorCode::malformed);
  EXPECT_EQ(read_reason("[]").error().code, ErrorCode::invalid);
  EXPECT_EQ(read_reason(R"({"reason":7})").error().subject, "reason");
  EXPECT_EQ(read_reason(R"({"why":"so"})").error().subject, "why");
  EXPECT_EQ(read_replay_request(R"({"messages":[7,8]})")->messages.size(), 2u);
  EXPECT_EQ(read_replay_request(R"({"state":"refused","code":"invalid"})")->code, "invalid");
  for (std::string bad : {R"({})", R"({"messages":[]})", R"({"messages":[0]})", R"({"messages":["7"]})",
                          R"({"messages":[7],"state":"refused"})", R"({"state":"catalogued"})", R"({"state":7})"})
    EXPECT_FALSE(read_replay_request(bad)) << bad;
}

}  // namespace
