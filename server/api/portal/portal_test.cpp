// The portal's files over addresses, and who is answered with them.
#include "api/portal/portal.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "api/http/target.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

Request request_of(const std::string& target, const std::string& accept = "text/html,*/*") {
  Request request;
  request.method = "GET";
  request.accept = accept;
  EXPECT_TRUE(read_target(target, request)) << target;
  return request;
}

std::string header(const Response& response, const std::string& name) {
  for (const auto& [one, value] : response.headers)
    if (one == name) return value;
  return "";
}

struct PortalTest : testing::Test {
  fs::path folder = [] {
    std::string pattern = testing::TempDir() + "portalXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  Portal portal{folder / "dist"};
  void TearDown() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
  }
  void build() const {
    write("dist/index.html", "the index");
    write("dist/weft.svg", "<svg/>");
    write("dist/assets/index-Bd34x.js", "the program");
    write("outside.txt", "not yours");
    write("dist/.hidden", "nor this");
  }
  std::string body_at(const std::string& target) const {
    auto answer = portal.answer(request_of(target));
    return answer ? answer->body : "error: " + answer.error().message;
  }
};

TEST_F(PortalTest, every_address_of_a_page_is_the_index_and_reads_it_there) {
  build();
  for (const char* address :
       {"/", "/data", "/data?q=a.b", "/datasets/42", "/investigations/7?tab=samples", "/no/such/"})
    EXPECT_EQ(body_at(address), "the index") << address;
  const auto answer = *portal.answer(request_of("/data"));
  EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(header(answer, "Cache-Control"), "no-cache");
}

TEST_F(PortalTest, hashed_files_are_kept_for_ever_and_others_asked_for_again) {
  build();
  const auto program = *portal.answer(request_of("/assets/index-Bd34x.js"));
  EXPECT_EQ(program.body, "the program");
  EXPECT_EQ(program.content_type, "text/javascript; charset=utf-8");
  EXPECT_NE(header(program, "Cache-Control").find("immutable"), std::string::npos);
  const auto picture = *portal.answer(request_of("/weft.svg"));
  EXPECT_EQ(picture.content_type, "image/svg+xml");
  EXPECT_EQ(header(picture, "Cache-Control"), "no-cache");
  EXPECT_NE(header(picture, "Content-Security-Policy").find("frame-ancestors 'none'"), std::string::npos);
}

TEST_F(PortalTest, a_file_that_is_not_there_is_not_the_index) {
  build();
  for (const char* address : {"/assets/index-OLD.js", "/assets/gone", "/favicon.ico", "/assets/"})
    EXPECT_FALSE(portal.answer(request_of(address))) << address;
}

TEST_F(PortalTest, nothing_hidden_and_nothing_outside_is_shown) {
  build();
  write("dist/sub/in.txt", "inside");
  ASSERT_EQ(body_at("/sub/in.txt"), "inside");
  for (const char* address : {"/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/sub/../../outside.txt",
                              "/.hidden", "//outside.txt", "/sub/..%5c..%5coutside.txt"})
    EXPECT_EQ(body_at(address).find("yours") + body_at(address).find("nor this"), 2 * std::string::npos) << address;
}

TEST_F(PortalTest, what_the_client_has_is_not_sent_again) {
  build();
  auto request = request_of("/data");
  request.if_none_match = header(*portal.answer(request), "ETag");
  ASSERT_NE(request.if_none_match, "");
  const auto again = *portal.answer(request);
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  write("dist/index.html", "another index");
  EXPECT_EQ(portal.answer(request)->body, "another index");
}

TEST_F(PortalTest, who_takes_gzip_gets_the_compressed_file_unless_it_is_of_an_earlier_build) {
  build();
  write("dist/assets/index-Bd34x.js.gz", "compressed");
  auto request = request_of("/assets/index-Bd34x.js");
  EXPECT_EQ(portal.answer(request)->body, "the program");
  request.accept_encoding = "br;q=1.0, gzip;q=0.8";
  const auto answer = *portal.answer(request);
  EXPECT_EQ(answer.body, "compressed");
  EXPECT_EQ(header(answer, "Content-Encoding"), "gzip");
  EXPECT_EQ(answer.content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");
  fs::last_write_time(folder / "dist/assets/index-Bd34x.js.gz",
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_EQ(portal.answer(request)->body, "the program");
}

TEST_F(PortalTest, a_portal_that_is_not_built_says_how_and_is_there_once_it_is) {
  EXPECT_NE(body_at("/").find("tools/portal"), std::string::npos);
  EXPECT_NE(body_at("/data").find("not built"), std::string::npos);
  build();
  EXPECT_EQ(body_at("/data"), "the index");
  EXPECT_NE(Portal("").answer(request_of("/"))->body.find("not built"), std::string::npos);
}

TEST(PortalAsked, by_browsers_and_whoever_takes_anything_but_never_below_api) {
  EXPECT_TRUE(Portal::is_asked(request_of("/data", "text/html,application/xhtml+xml,*/*;q=0.8")));
  EXPECT_TRUE(Portal::is_asked(request_of("/data", "*/*")));
  EXPECT_TRUE(Portal::is_asked(request_of("/data", "")));
  EXPECT_FALSE(Portal::is_asked(request_of("/data", "application/json")));
  EXPECT_FALSE(Portal::is_asked(request_of("/api/v2/datasets", "text/html")));
  auto post = request_of("/data");
  post.method = "POST";
  EXPECT_FALSE(Portal::is_asked(post));
}

TEST(Gzip, is_taken_when_named_and_not_refused) {
  EXPECT_TRUE(takes_gzip("gzip"));
  EXPECT_TRUE(takes_gzip("deflate, gzip;q=0.5, br"));
  EXPECT_FALSE(takes_gzip("gzip;q=0"));
  EXPECT_FALSE(takes_gzip("gzip; q=0.0, br"));
  EXPECT_FALSE(takes_gzip("identity, gzipped"));
  EXPECT_FALSE(takes_gzip(""));
}

}  // namespace
}  // namespace weft
