#include "search/index/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace weft::index {
namespace {

[[noreturn]] void fail(const std::string& path) { throw std::system_error(errno, std::generic_category(), path); }

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

class Mapped final : public Memory {
 public:
  Mapped(void* at, std::size_t size) : at_(at), size_(size) {}
  Mapped(const Mapped&) = delete;
  ~Mapped() override { ::munmap(at_, size_); }
  std::span<const std::byte> bytes() const override { return {static_cast<const std::byte*>(at_), size_}; }

 private:
  void* at_;
  std::size_t size_;
};

void write_all(int descriptor, std::span<const std::byte> bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void sync(const std::string& path, int flags) {
  const Descriptor file(path, flags);
  if (file.number() < 0 || ::fsync(file.number()) != 0) fail(path);
}

}  // namespace

std::string hash_of(std::span<const std::byte> bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  std::array<char, kHashSize + 1> text;
  std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return text.data();
}

void write_file(const std::string& path, std::span<const std::byte> bytes) {
  const std::string new_path = path + ".new";
  {
    const Descriptor file(new_path, O_WRONLY | O_CREAT | O_TRUNC);
    if (file.number() < 0) fail(new_path);
    write_all(file.number(), bytes, new_path);
    if (::fsync(file.number()) != 0) fail(new_path);
  }
  std::filesystem::rename(new_path, path);
  sync(std::filesystem::path(path).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

std::unique_ptr<const Memory> map_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0 || status.st_size == 0) return nullptr;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.number(), 0);
  if (at == MAP_FAILED) return nullptr;
  return std::make_unique<Mapped>(at, size);
}

}  // namespace weft::index
