#include "decode/readers.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstring>
#include <system_error>

#include "base/log.h"
#include "decode/child.h"
#include "decode/frames.h"
#include "decode/kinds.h"

extern char** environ;

namespace weft {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr auto kLookAgain = std::chrono::milliseconds(50);
constexpr auto kWorthEnding = std::chrono::seconds(1);  // what takes less is soon done; a new process costs, too

[[noreturn]] void throw_system(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

// Collects a whole answer.
class WholeTaker final : public DecodeTaker {
 public:
  WholeTaker(std::size_t most_bytes, TakeDecoded taken, std::shared_ptr<const std::atomic<bool>> gone)
      : most_bytes_(most_bytes), taken_(std::move(taken)), gone_(std::move(gone)) {}
  bool gone() const override { return gone_ && *gone_; }
  void head(const AnswerHead& head) override {
    decoded_ = {head, {}};
    decoded_.bytes.reserve(std::min<std::size_t>(head.length.value_or(0), most_bytes_));
  }
  bool take(std::string bytes) override {
    too_large_ = decoded_.bytes.size() + bytes.size() > most_bytes_;
    if (!too_large_) decoded_.bytes += bytes;
    return !too_large_;
  }
  void end(Result<void> done) override {
    if (too_large_)
      taken_(fail(ErrorCode::too_large,
                  "the answer has more than " + std::to_string(most_bytes_) + " bytes: ask for a part of it"));
    else if (!done)
      taken_(tl::make_unexpected(done.error()));
    else
      taken_(std::move(decoded_));
  }

 private:
  const std::size_t most_bytes_;
  const TakeDecoded taken_;
  const std::shared_ptr<const std::atomic<bool>> gone_;
  Decoded decoded_;
  bool too_large_ = false;
};

// What a reader's process starts with: its socket and stderr, no other descriptor, no blocked signal, a group of its
// own.
struct SpawnPlan {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  explicit SpawnPlan(int socket) {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
    ::posix_spawn_file_actions_adddup2(&actions, 0, 1);
    ::posix_spawn_file_actions_adddup2(&actions, socket, kReaderSocket);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, kReaderSocket + 1);
    ::posix_spawnattr_init(&attributes);
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
};

pid_t start_process(const std::vector<std::string>& command, int socket) {
  std::vector<char*> arguments;
  for (std::size_t i = 1; i < command.size(); ++i) arguments.push_back(const_cast<char*>(command[i].c_str()));
  arguments.push_back(nullptr);
  std::vector<char*> environment;
  for (char** variable = environ; *variable; ++variable) environment.push_back(*variable);
  char no_locking[] = "HDF5_USE_FILE_LOCKING=FALSE";  // files are read while a beamline writes them
  environment.push_back(no_locking);
  environment.push_back(nullptr);
  SpawnPlan plan(socket);
  pid_t pid = -1;
  const int wrong = ::posix_spawn(&pid, command.front().c_str(), &plan.actions, &plan.attributes, arguments.data(),
                                  environment.data());
  if (wrong != 0) throw_system(wrong, "starting a reader");
  return pid;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return std::string("signal ") + ::strsignal(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

// One child process, started when first needed. One thread.
class Readers::Reader {
 public:
  Reader(const ReaderSettings& settings, const std::atomic<bool>& stopped) : settings_(settings), stopped_(stopped) {}
  ~Reader() { finish(); }

  void answer(Asked& asked) {
    const bool fresh = pid_ < 0;
    auto told = try_answer(asked);
    // A reader that was ended from outside while it waited is no fault of this file.
    if (told == Told::nothing && !fresh) told = try_answer(asked);
    if (told == Told::nothing) asked.taker->end(tl::make_unexpected(what_happened(asked.request)));
    if (served_ >= settings_.requests_each) finish();
  }

 private:
  enum class Told { nothing, all };
  enum class Wait { fine, dead, late, unwanted };

  void start() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw_system(errno, "a socket for a reader");
    Descriptor ours(ends[0]), theirs(ends[1]);
    auto command = settings_.command;
    command.push_back(std::to_string(settings_.memory_bytes));
    pid_ = start_process(command, theirs.get());
    socket_ = std::move(ours);
    served_ = 0;
  }

  // Ends the process, whatever it does, and says how it ended.
  std::string finish() {
    socket_.close();
    if (pid_ < 0) return "never started";
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    unconfined_ = WIFEXITED(status) && WEXITSTATUS(status) == kNotConfined;
    return how_it_ended(status);
  }

  bool wait_for_bytes(const DecodeTaker& taker, SteadyClock::time_point deadline) {
    for (;;) {
      pollfd waiting{socket_.get(), POLLIN, 0};
      const int ready = ::poll(&waiting, 1, static_cast<int>(kLookAgain.count()));
      if (ready > 0) return true;
      if (stopped_ || (SteadyClock::now() > begun_ + kWorthEnding && taker.gone()))
        return wait_ = Wait::unwanted, false;
      if (SteadyClock::now() > deadline) return wait_ = Wait::late, false;
    }
  }

  std::optional<Frame> next_frame(const DecodeTaker& taker, std::chrono::seconds patience) {
    const auto deadline = SteadyClock::now() + patience;
    wait_ = Wait::dead;
    Descriptor none;
    return receive_frame(socket_.get(), none, [&](int) { return wait_for_bytes(taker, deadline); });
  }

  // Nothing: the reader is ended, and the taker was told nothing.
  Told try_answer(Asked& asked) {
    if (pid_ < 0) start();
    ++served_;
    begun_ = SteadyClock::now();
    const DecodeKind* kind = find_kind(asked.request.kind);
    const auto patience = kind ? kind->patience : std::chrono::seconds(1);
    wait_ = Wait::dead;
    bool begun = false;
    if (send_frame(socket_.get(), 'Q', write_request(asked.request), asked.file.get()))
      while (auto frame = next_frame(*asked.taker, patience))
        if (auto told = pass_on(*frame, *asked.taker, begun)) return *told;
    if (begun) asked.taker->end(tl::make_unexpected(what_happened(asked.request)));
    if (begun) return Told::all;
    if (wait_ == Wait::dead) {
      ended_ = finish();
      return Told::nothing;
    }
    asked.taker->end(tl::make_unexpected(what_happened(asked.request)));
    return Told::all;
  }

  // Something: the request is done with.
  std::optional<Told> pass_on(Frame& frame, DecodeTaker& taker, bool& begun) {
    if (frame.kind == 'D' && begun) {
      if (taker.take(std::move(frame.payload))) return {};
      finish();
      return taker.end(fail(ErrorCode::timed_out, "whoever asked is gone")), Told::all;
    }
    if (frame.kind == 'E' && begun) return taker.end({}), Told::all;
    if (auto error = frame.kind == 'X' ? read_error(frame.payload) : std::nullopt)
      return taker.end(tl::make_unexpected(*error)), Told::all;
    if (auto head = frame.kind == 'H' && !begun ? read_head(frame.payload) : std::nullopt) {
      begun = true;
      return taker.head(*head), std::nullopt;
    }
    finish();
    return taker.end(fail(ErrorCode::internal, "a reader answered what is no answer")), Told::all;
  }

  Error what_happened(const DecodeRequest& request) {
    if (pid_ >= 0) ended_ = finish();
    if (wait_ == Wait::unwanted)
      return {stopped_ ? ErrorCode::unavailable : ErrorCode::timed_out, "nobody waits for this any more", ""};
    log_warning("a reader was ended at " + request.kind + " of " + request.path + ": " +
                (wait_ == Wait::late ? "it took too long" : ended_));
    if (unconfined_)
      return {ErrorCode::unavailable, "this machine does not let files be read safely: the log of the server says why",
              ""};
    if (wait_ == Wait::late)
      return {ErrorCode::timed_out, "reading the file took too long; ask for less of it, or download it", ""};
    return {ErrorCode::unreadable, "the file stopped the program that reads it (" + ended_ + "): it may be broken", ""};
  }

  const ReaderSettings& settings_;
  const std::atomic<bool>& stopped_;
  pid_t pid_ = -1;
  Descriptor socket_;
  int served_ = 0;
  bool unconfined_ = false;  // it ended because it could not give up its rights
  SteadyClock::time_point begun_;
  Wait wait_ = Wait::fine;
  std::string ended_;
};

Readers::Readers(ReaderSettings settings) : settings_(std::move(settings)) {
  for (int i = 0; i < settings_.readers; ++i) threads_.emplace_back([this] { serve(); });
}

Readers::~Readers() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  some_.notify_all();
  for (auto& thread : threads_) thread.join();
  for (auto& asked : queue_) asked.taker->end(fail(ErrorCode::unavailable, "the server is stopping: ask again"));
}

void Readers::ask(DecodeRequest request, Descriptor file, std::shared_ptr<DecodeTaker> taker) {
  std::unique_lock lock(mutex_);
  if (queue_.size() >= settings_.most_waiting || stopped_) {
    lock.unlock();
    return taker->end(fail(ErrorCode::unavailable, "too many files wait to be read: ask again"));
  }
  queue_.push_back({std::move(request), std::move(file), std::move(taker)});
  some_.notify_one();
}

void Readers::ask_whole(DecodeRequest request, Descriptor file, std::size_t most_bytes, TakeDecoded taken,
                        std::shared_ptr<const std::atomic<bool>> gone) {
  ask(std::move(request), std::move(file), std::make_shared<WholeTaker>(most_bytes, std::move(taken), std::move(gone)));
}

std::optional<Readers::Asked> Readers::next() {
  std::unique_lock lock(mutex_);
  some_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
  if (stopped_) return {};
  Asked asked = std::move(queue_.front());
  queue_.pop_front();
  return asked;
}

void Readers::serve() {
  Reader reader(settings_, stopped_);
  while (auto asked = next()) {
    if (asked->taker->gone()) {
      asked->taker->end(fail(ErrorCode::timed_out, "whoever asked is gone"));
      continue;
    }
    try {
      reader.answer(*asked);
    } catch (const std::exception& failure) {  // no process, no memory: the machine
      log_error(std::string("reading a file failed: ") + failure.what());
      asked->taker->end(fail(ErrorCode::unavailable, std::string("no file can be read now: ") + failure.what()));
    }
  }
}

}  // namespace weft
