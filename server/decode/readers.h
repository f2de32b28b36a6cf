// Readers: the server's side of the child processes `weft reader`. A broken or hostile file stops at worst one of
// those; it is started again and the asker gets an Error. ask: any thread; a DecodeTaker is called on a reader's
// thread.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/descriptor.h"
#include "decode/decode.h"

namespace weft {

// Who takes an answer: head, then bytes, then end; end alone when it fails at once.
class DecodeTaker {
 public:
  virtual ~DecodeTaker() = default;
  virtual void head(const AnswerHead& head) = 0;
  // May wait. False: nothing more is wanted.
  virtual bool take(std::string bytes) = 0;
  // Once. Errors: those of the decoder; unreadable (the reader died on it), timed_out, unavailable (too many wait).
  virtual void end(Result<void> done) = 0;
  // Nobody wants the answer any more: it is not begun, or, when it takes long, given up. Any thread.
  virtual bool gone() const { return false; }
};

struct Decoded {
  AnswerHead head;
  std::string bytes;
};
using TakeDecoded = std::function<void(Result<Decoded>)>;

struct ReaderSettings {
  // What is started; the first is the program, what follows are its arguments from argv[0] on.
  std::vector<std::string> command = {"/proc/self/exe", "weft", "reader"};
  int readers = 2;
  std::size_t memory_bytes = std::size_t{2} << 30;  // of addresses, each
  std::size_t most_waiting = 500;                   // requests
  int requests_each = 1000;                         // then a reader is replaced, so that no leak grows
};

class Readers {
 public:
  explicit Readers(ReaderSettings settings = {});
  ~Readers();  // what waits is answered unavailable, what runs is ended
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // `file`: what the request is about, open for reading; may be none.
  void ask(DecodeRequest request, Descriptor file, std::shared_ptr<DecodeTaker> taker);
  // The whole answer at once; too_large when it has more than `most_bytes`. Once `gone` is raised nobody wants it any
  // more.
  void ask_whole(DecodeRequest request, Descriptor file, std::size_t most_bytes, TakeDecoded taken,
                 std::shared_ptr<const std::atomic<bool>> gone = {});

 private:
  struct Asked {
    DecodeRequest request;
    Descriptor file;
    std::shared_ptr<DecodeTaker> taker;
  };
  class Reader;  // one child process
  void serve();
  std::optional<Asked> next();

  const ReaderSettings settings_;
  std::mutex mutex_;
  std::condition_variable some_;
  std::deque<Asked> queue_;
  std::atomic<bool> stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace weft
