// Versions: by which commit each dataset was last written, so that what was read of one may be kept for as long as
// nobody writes it. Datasets share slots: one may seem written that was not, never the other way round. wrote and
// committed: the writer's thread; the rest: any.
#pragma once
#include <atomic>
#include <cstdint>
#include <vector>

#include "base/ids.h"

namespace weft::sqlite {

class Versions {
 public:
  Versions() : slots_(kSlots) {}

  // Before the commit that shows it: a rollback leaves it marked, which only costs a reading.
  void wrote(DatasetId id) { slot(id) = now_ + 1; }
  // After that commit, before anybody is told of it.
  void committed() { ++now_; }

  std::uint64_t now() const { return now_; }
  bool unchanged(DatasetId id, std::uint64_t since) const { return slot(id) <= since; }

 private:
  using Slot = std::atomic<std::uint64_t>;
  static constexpr std::size_t kSlots = std::size_t{1} << 18;  // 2 MB
  Slot& slot(DatasetId id) { return slots_[static_cast<std::size_t>(id.value) % kSlots]; }
  const Slot& slot(DatasetId id) const { return slots_[static_cast<std::size_t>(id.value) % kSlots]; }

  std::vector<Slot> slots_;
  std::atomic<std::uint64_t> now_ = 0;
};

}  // namespace weft::sqlite
