// Ahead: a second thread that does what can be done before the writer comes to a message: packs its body before it is
// appended, and reads it once the look at it is counted, durably; never before, for a message may stop the process.
// Whoever comes first to a message does the work, thread or writer; the other waits for him, or finds it done. So a
// quiet writer waits for nobody, and a busy one finds all done.
//
// Deliveries are handed over by the writer or a door; pack(), read() and drop() from any thread, packed() and take() by
// the writer.
#pragma once
#include <memory>
#include <mutex>
#include <vector>

#include "ingest/inbox.h"
#include "ingest/processing.h"

namespace weft {

// Messages that came in together and are answered together.
struct Delivery {
  Delivery(std::vector<Message> messages, Inbox::Durable durable);

  std::vector<Message> messages;
  Inbox::Durable durable;
  std::size_t bytes = 0;

  // Of each message.
  struct Work {
    std::once_flag packed, read;
    ReadMessage says;
    bool taken = false;
  };
  std::vector<Work> work;
};

std::size_t bytes_of(const Message& message);

// A message of a delivery, which lives as long as this does.
struct Delivered {
  std::shared_ptr<Delivery> delivery;
  std::size_t index = 0;
  Message& message() const { return delivery->messages[index]; }
};

class Ahead {
 public:
  Ahead(const Store& store, const Catalogue& catalogue);
  ~Ahead();
  void start();
  void stop();  // what is not begun is left to the writer

  void pack(std::shared_ptr<Delivery> delivery);
  void read(std::vector<Delivered> group);
  void drop(std::shared_ptr<void> done);  // frees it, when nobody else holds it

  // Afterwards its body is packed.
  void packed(Delivery& delivery, std::size_t index) const;
  // What it says. Asked again, because a turn failed, it is read again.
  ReadMessage take(const Delivered& delivered) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
