#include "ingest/stomp_frame.h"

#include <gtest/gtest.h>

#include <chrono>

namespace weft {
namespace {

using namespace std::string_literals;

// Frames of `bytes` fed in pieces of `step`; the error's message as a last frame's command when there is one.
std::vector<StompFrame> frames_of(const std::string& bytes, StompVersion version, std::size_t step) {
  StompParser parser;
  parser.set_version(version);
  std::vector<StompFrame> frames;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    parser.feed(std::string_view(bytes).substr(at, step));
    for (;;) {
      auto frame = parser.next();
      if (!frame) return frames.push_back({std::string(to_text(frame.error().code)), {}, ""}), frames;
      if (!*frame) break;
      frames.push_back(std::move(**frame));
    }
  }
  return frames;
}

using Frames = std::vector<StompFrame>;

TEST(StompFrame, is_the_same_however_the_bytes_are_cut) {
  const std::string bytes =
      "\n\nSEND\ndestination:/queue/a\n\nbody one\0\n\r\n"
      "SEND\r\ncontent-length:5\r\n\r\na\0b\0c\0"
      "DISCONNECT\n\n\0\n"s;
  const Frames expected = {{"SEND", {{"destination", "/queue/a"}}, "body one"},
                           {"SEND", {{"content-length", "5"}}, "a\0b\0c"s},
                           {"DISCONNECT", {}, ""}};
  for (std::size_t step = 1; step <= bytes.size(); ++step)
    EXPECT_EQ(frames_of(bytes, StompVersion::v1_2, step), expected) << step;
}

TEST(StompFrame, escapes_follow_the_version) {
  const std::string bytes = "SEND\na\\cb:x\\ny\\\\z: v \n\n\0"s;
  EXPECT_EQ(frames_of(bytes, StompVersion::v1_1, 99), (Frames{{"SEND", {{"a:b", "x\ny\\z: v "}}, ""}}));
  EXPECT_EQ(frames_of(bytes, StompVersion::v1_0, 99), (Frames{{"SEND", {{"a\\cb", "x\\ny\\\\z: v"}}, ""}}));
  EXPECT_EQ(frames_of("SEND\na:\\r\n\n\0"s, StompVersion::v1_2, 99), (Frames{{"SEND", {{"a", "\r"}}, ""}}));
  EXPECT_EQ(frames_of("SEND\na:\\r\n\n\0"s, StompVersion::v1_1, 99)[0].command, "malformed");
  EXPECT_EQ(frames_of("SEND\na:\\t\n\n\0"s, StompVersion::v1_2, 99)[0].command, "malformed");
  EXPECT_EQ(frames_of("CONNECT\nlogin:a\\cb\n\n\0"s, StompVersion::v1_2, 99)[0].header("login"), "a\\cb");
}

TEST(StompFrame, of_a_header_that_stands_twice_the_first_counts) {
  const auto frames = frames_of("SEND\nfoo:1\nfoo:2\n\n\0"s, StompVersion::v1_2, 99);
  EXPECT_EQ(frames[0].header("foo"), "1");
}

TEST(StompFrame, garbage_is_refused_at_once) {
  for (const std::string& bytes :
       {"GET / HTTP/1.1\r\n"s, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x00\x00"s, "SEND \n"s, "send\n"s,
        "SEND\nno colon\n"s, "SEND\n:value\n"s, "SEND\na:\xff\n"s, "SEND\na\0b:c\n"s, "SEND\ncontent-length:-1\n\n"s,
        "SEND\ncontent-length:x\n\n"s, "SEND\ncontent-length:1\n\nab\0"s})
    EXPECT_EQ(frames_of(bytes, StompVersion::v1_1, 1).at(0).command, "malformed") << bytes;
}

TEST(StompFrame, beyond_the_limits_is_refused) {
  EXPECT_EQ(frames_of("SEND\ncontent-length:67108865\n\n", StompVersion::v1_1, 99).at(0).command, "too_large");
  EXPECT_EQ(frames_of("SEND\ncontent-length:99999999999999999999\n\n", StompVersion::v1_1, 99).at(0).command,
            "too_large");
  EXPECT_EQ(frames_of("SEND\na:" + std::string(17'000, 'x'), StompVersion::v1_1, 99).at(0).command, "too_large");
  std::string many = "SEND\n";
  for (int i = 0; i < 257; ++i) many += "a:b\n";
  EXPECT_EQ(frames_of(many, StompVersion::v1_1, 99).at(0).command, "too_large");
  StompParser small({.headers = 9, .header_bytes = 99, .body_bytes = 10});
  small.feed("SEND\n\n01234567890");
  EXPECT_EQ(small.next().error().code, ErrorCode::too_large);
}

TEST(StompFrame, after_an_error_nothing_is_read) {
  StompParser parser;
  parser.feed("garbage\n");
  EXPECT_FALSE(parser.next());
  parser.feed("SEND\n\n\0"s);
  EXPECT_FALSE(parser.next());
}

TEST(StompFrame, written_is_read_back) {
  const StompFrame frame{"MESSAGE", {{"a:b", "c\nd\\e\r"}, {"x", ""}}, "body\0with NUL"s};
  auto back = frames_of(write_stomp_frame(frame, StompVersion::v1_2), StompVersion::v1_2, 7).at(0);
  EXPECT_EQ(back.header("content-length"), "13");
  back.headers.pop_back();
  EXPECT_EQ(back, frame);
  EXPECT_EQ(write_stomp_frame({"CONNECTED", {{"server", "a\nb:c"}}, ""}, StompVersion::v1_2),
            "CONNECTED\nserver:a b:c\n\n\0"s);
}

// 8 MiB byte by byte: under a second when linear, hours when quadratic.
TEST(StompFrame, fed_byte_by_byte_costs_no_more_than_its_bytes) {
  const std::string frame = "SEND\ndestination:/queue/icatIngest\n\n" + std::string(8 << 20, 'x') + "\0"s;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(frames_of(frame, StompVersion::v1_1, 1).size(), 1u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  std::string small;
  for (int i = 0; i < 100'000; ++i) small += "SEND\n\n\0"s;
  EXPECT_EQ(frames_of(small, StompVersion::v1_1, small.size()).size(), 100'000u);
}

}  // namespace
}  // namespace weft
