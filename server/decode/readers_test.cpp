// Real children: this very program, started again as a reader, or as one that misbehaves as its request says.
#include "decode/readers.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cstdlib>
#include <fstream>
#include <future>

#include "decode/child.h"
#include "decode/frames.h"

namespace weft {
namespace {

ReaderSettings readers_of(const char* verb, int readers = 1) {
  ReaderSettings settings;
  settings.command = {"/proc/self/exe", "weft", verb};
  settings.readers = readers;
  return settings;
}

Result<Decoded> ask(Readers& readers, DecodeRequest request, const char* file = nullptr,
                    std::size_t most_bytes = 1u << 26) {
  std::promise<Result<Decoded>> told;
  Descriptor open(file ? ::open(file, O_RDONLY | O_CLOEXEC) : -1);
  readers.ask_whole(std::move(request), std::move(open), most_bytes,
                    [&](Result<Decoded> decoded) { told.set_value(std::move(decoded)); });
  return told.get_future().get();
}

Result<Decoded> ask_to(Readers& readers, const std::string& act, std::size_t most_bytes = 1u << 26) {
  return ask(readers, {"echo", {{"act", act}}, -1, "/file", {}}, nullptr, most_bytes);
}

ErrorCode code_of(const Result<Decoded>& answer) { return answer ? ErrorCode::poison : answer.error().code; }

void misbehave(int socket) {
  for (;;) {
    Descriptor file;
    auto frame = receive_frame(socket, file, [](int) { return true; });
    if (!frame) return;
    const auto act = read_request(frame->payload)->text("act");
    if (act == "crash") std::abort();
    if (act == "leave") std::_Exit(7);
    if (act == "rubbish") (void)!::write(socket, "rubbish, and no frame at all", 28);
    if (act == "bytes first") send_frame(socket, 'D', "bytes");
    if (act == "hang") ::pause();
    send_frame(socket, 'H', write_head({"text/plain", {}, {}}));
    if (act == "crash later") std::abort();
    for (int i = 0; i < (act == "flood" ? 400 : 1); ++i)
      if (!send_frame(socket, 'D', act == "flood" ? std::string(kDataBytes, 'f') : std::to_string(::getpid()))) return;
    send_frame(socket, 'E', "");
  }
}

TEST(ReadersTest, a_reader_answers_from_the_file_it_is_given) {
  Readers readers(readers_of("reader"));
  const auto path = testing::TempDir() + "readers_test.txt";
  std::ofstream(path) << "what it says";
  const auto answer = ask(readers, {"echo", {{"a", "b"}}, -1, "/some/file", {}}, path.c_str());
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->bytes, "echo /some/file\na=b\nwhat it says");
  EXPECT_EQ(answer->head.media_type, "text/plain");
}

TEST(ReadersTest, what_no_reader_knows_is_unsupported) {
  Readers readers(readers_of("reader"));
  EXPECT_EQ(code_of(ask(readers, {"horoscope", {}, -1, "", {}})), ErrorCode::unsupported);
}

TEST(ReadersTest, a_file_that_stops_the_reader_is_unreadable_and_the_next_is_answered) {
  Readers readers(readers_of("misbehave"));
  for (const char* act : {"crash", "leave", "crash later"}) {
    EXPECT_EQ(code_of(ask_to(readers, act)), ErrorCode::unreadable) << act;
    EXPECT_TRUE(ask_to(readers, "fine")) << act;
  }
}

TEST(ReadersTest, a_reader_that_talks_rubbish_is_replaced) {
  Readers readers(readers_of("misbehave"));
  const auto before = ask_to(readers, "fine");
  EXPECT_FALSE(ask_to(readers, "rubbish"));
  EXPECT_EQ(code_of(ask_to(readers, "bytes first")), ErrorCode::internal);
  const auto after = ask_to(readers, "fine");
  ASSERT_TRUE(before && after);
  EXPECT_NE(before->bytes, after->bytes);
}

TEST(ReadersTest, a_reader_serves_many_requests_and_is_replaced_in_time) {
  auto settings = readers_of("misbehave");
  settings.requests_each = 3;
  Readers readers(settings);
  std::vector<std::string> pids;
  for (int i = 0; i < 4; ++i) pids.push_back(ask_to(readers, "fine").value().bytes);
  EXPECT_EQ(pids[0], pids[2]);
  EXPECT_NE(pids[2], pids[3]);
}

TEST(ReadersTest, a_reader_killed_while_idle_is_no_fault_of_the_next_file) {
  Readers readers(readers_of("misbehave"));
  for (int i = 0; i < 5; ++i) {
    const auto answer = ask_to(readers, "fine");
    ASSERT_TRUE(answer) << i << answer.error().message;
    ::kill(std::stoi(answer->bytes), SIGKILL);
  }
}

TEST(ReadersTest, a_reader_that_hangs_is_ended_when_its_patience_is_over) {
  Readers readers(readers_of("misbehave"));
  // The patience of an unknown kind is a second.
  EXPECT_EQ(code_of(ask(readers, {"unknown", {{"act", "hang"}}, -1, "", {}})), ErrorCode::timed_out);
  EXPECT_TRUE(ask_to(readers, "fine"));
}

TEST(ReadersTest, an_answer_larger_than_wanted_is_cut_off) {
  Readers readers(readers_of("misbehave"));
  EXPECT_EQ(code_of(ask_to(readers, "flood", 1u << 20)), ErrorCode::too_large);
  EXPECT_EQ(ask_to(readers, "flood", 400 * kDataBytes).value().bytes.size(), 400 * kDataBytes);
}

TEST(ReadersTest, readers_that_hang_do_not_hold_up_the_end) {
  const auto began = std::chrono::steady_clock::now();
  std::promise<Result<Decoded>> first, second;
  {
    Readers readers(readers_of("misbehave"));
    for (auto* told : {&first, &second})
      readers.ask_whole({"echo", {{"act", "hang"}}, -1, "", {}}, {}, 100,
                        [told](Result<Decoded> decoded) { told->set_value(std::move(decoded)); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(code_of(first.get_future().get()), ErrorCode::unavailable);
  EXPECT_EQ(code_of(second.get_future().get()), ErrorCode::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
}

TEST(ReadersTest, what_nobody_waits_for_is_given_up) {
  Readers readers(readers_of("misbehave"));
  const auto gone = std::make_shared<std::atomic<bool>>(false);
  std::promise<Result<Decoded>> told;
  readers.ask_whole(
      {"echo", {{"act", "hang"}}, -1, "", {}}, {}, 100,
      [&](Result<Decoded> decoded) { told.set_value(std::move(decoded)); }, gone);
  *gone = true;
  EXPECT_EQ(code_of(told.get_future().get()), ErrorCode::timed_out);  // long before the patience of 20 s is over
  EXPECT_TRUE(ask_to(readers, "fine"));
}

// Begins as a reader whom the kernel refuses to set limits.
int run_unconfined(std::string_view memory_bytes) {
  std::vector<sock_filter> program = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, static_cast<unsigned>(SECCOMP_RET_ERRNO | EPERM)),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog whole{static_cast<unsigned short>(program.size()), program.data()};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) != 0) return 1;
  return run_reader_process(memory_bytes);
}

TEST(ReadersTest, a_reader_that_cannot_give_up_its_rights_reads_nothing) {
  Readers readers(readers_of("unconfined"));
  const auto answer = ask(readers, {"echo", {}, -1, "/file", {}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "this machine does not let files be read safely: the log of the server says why");
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
}

TEST(ReadersTest, a_full_queue_says_so) {
  auto settings = readers_of("misbehave");
  settings.most_waiting = 0;
  Readers readers(settings);
  EXPECT_EQ(code_of(ask_to(readers, "fine")), ErrorCode::unavailable);
}

TEST(ReadersTest, a_program_that_cannot_be_started_makes_files_unavailable) {
  auto settings = readers_of("misbehave");
  settings.command = {"/no/such/program", "weft"};
  Readers readers(settings);
  EXPECT_EQ(code_of(ask_to(readers, "fine")), ErrorCode::unavailable);
}

}  // namespace
}  // namespace weft

int main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == weft::kReaderVerb) return weft::run_reader_process(argc > 2 ? argv[2] : "");
  if (verb == "unconfined") return weft::run_unconfined(argc > 2 ? argv[2] : "");
  if (verb == "misbehave") return weft::misbehave(weft::kReaderSocket), 0;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
