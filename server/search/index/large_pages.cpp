#include "search/index/large_pages.h"

#include <sys/mman.h>

#include <cstring>

namespace weft::index {
namespace {

constexpr std::size_t kPage = std::size_t{2} << 20;

// Begins at a large page. What is left behind the last whole one is of small pages, so that nothing is wasted.
class LargePages final : public Memory {
 public:
  LargePages(void* room, std::span<const std::byte> bytes) : room_(room), size_(bytes.size()) {
    ::madvise(begin(), size_ / kPage * kPage, MADV_HUGEPAGE);  // a wish: without it the pages are small
    std::memcpy(begin(), bytes.data(), size_);
    ::mprotect(begin(), size_, PROT_READ);
  }
  LargePages(const LargePages&) = delete;
  ~LargePages() override { ::munmap(room_, size_ + kPage); }
  std::span<const std::byte> bytes() const override { return {begin(), size_}; }

  static void* room_for(std::size_t size) {
    return ::mmap(nullptr, size + kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  }

 private:
  std::byte* begin() const {
    return reinterpret_cast<std::byte*>((reinterpret_cast<std::uintptr_t>(room_) + kPage - 1) / kPage * kPage);
  }

  void* const room_;  // a page more than is needed, for the beginning
  const std::size_t size_;
};

}  // namespace

std::unique_ptr<const Memory> in_large_pages(std::unique_ptr<const Memory> memory) {
  const auto bytes = memory->bytes();
  if (bytes.size() < kPage) return memory;
  void* const room = LargePages::room_for(bytes.size());
  return room == MAP_FAILED ? std::move(memory) : std::make_unique<LargePages>(room, bytes);
}

}  // namespace weft::index
