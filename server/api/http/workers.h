// A few threads for what blocks. run: any thread. Work that throws is our own bug: whoever hands it in catches.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace weft {

class Workers {
 public:
  explicit Workers(int threads);
  ~Workers();  // finishes what was handed in
  void run(std::function<void()> work);

 private:
  void serve();
  std::mutex mutex_;
  std::condition_variable some_;
  std::deque<std::function<void()>> queue_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace weft
