#include "decode/frames.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <thread>

namespace weft {
namespace {

struct Pair {
  Descriptor near, far;
  Pair() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0)
      near = Descriptor(ends[0]), far = Descriptor(ends[1]);
  }
  std::optional<Frame> receive(Descriptor& file) const {
    return receive_frame(far.get(), file, [](int) { return true; });
  }
};

TEST(Frames, a_request_comes_out_as_it_went_in_with_its_file) {
  Pair pair;
  DecodeRequest request{"curve", {{"hdf5", "/a b"}, {"empty", ""}}, -1, "/data/\xFF\n.h5", {"/data", "/mnt/x"}};
  Descriptor file(::open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(send_frame(pair.near.get(), 'Q', write_request(request), file.get()));
  Descriptor got;
  const auto frame = pair.receive(got);
  ASSERT_TRUE(frame && frame->kind == 'Q' && got);
  const auto read = read_request(frame->payload);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->kind, request.kind);
  EXPECT_EQ(read->parameters, request.parameters);
  EXPECT_EQ(read->path, request.path);
  EXPECT_EQ(read->roots, request.roots);
  char byte = 0;
  EXPECT_EQ(::pread(got.get(), &byte, 1, 0), 1);
}

TEST(Frames, heads_and_errors_come_out_as_they_went_in) {
  const auto head = read_head(write_head({"image/png", 1ull << 40, {{"A", "b"}}}));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->media_type, "image/png");
  EXPECT_EQ(head->length, 1ull << 40);
  EXPECT_EQ(head->headers.size(), 1u);
  EXPECT_FALSE(read_head(write_head({"a", {}, {}}))->length);
  const Error error{ErrorCode::unreadable, "broken", "x"};
  EXPECT_EQ(read_error(write_error(error)), error);
}

TEST(Frames, every_cut_of_a_payload_is_refused) {
  const std::string whole = write_request({"curve", {{"a", "b"}}, -1, "/p", {"/r"}});
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(read_request(whole.substr(0, size))) << size;
  EXPECT_FALSE(read_request(whole + "x"));
  EXPECT_FALSE(read_head(std::string("\xFF\xFF\xFF\xFFtext", 8)));
}

TEST(Frames, a_frame_longer_than_allowed_is_refused_before_memory_is_taken_for_it) {
  Pair pair;
  ASSERT_EQ(::send(pair.near.get(),
                   "\xFF\xFF\xFF\x7F"
                   "D",
                   5, 0),
            5);
  Descriptor none;
  EXPECT_FALSE(pair.receive(none));
}

TEST(Frames, a_frame_larger_than_the_socket_holds_arrives_whole) {
  Pair pair;
  const std::string bytes(kLongestFrame, 'b');
  std::thread sender([&] { send_frame(pair.near.get(), 'D', bytes); });
  Descriptor none;
  const auto frame = pair.receive(none);
  sender.join();
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->payload, bytes);
}

TEST(Frames, a_side_that_is_gone_is_noticed) {
  Pair pair;
  pair.far.close();
  EXPECT_FALSE(send_frame(pair.near.get(), 'E', ""));
}

}  // namespace
}  // namespace weft
