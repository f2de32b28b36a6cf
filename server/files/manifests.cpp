#include "files/manifests.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/log.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void failed(const std::string& what, const std::string& path) {
  throw std::system_error(errno, std::generic_category(), what + " " + path);
}

std::string name_of(const std::string& location) {
  const auto hash = XXH3_128bits(location.data(), location.size());
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  constexpr char kHex[] = "0123456789abcdef";
  std::string name;
  for (const auto byte : canonical.digest) name += {kHex[byte >> 4], kHex[byte & 15]};
  return name;
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) failed("cannot write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool read_all(int descriptor, std::uint64_t offset, char* into, std::size_t size) {
  while (size > 0) {
    const auto count = ::pread(descriptor, into, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    into += count;
    offset += static_cast<std::uint64_t>(count);
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

// The bytes of a manifest on the disk, for who asks for some of them; size -1: it is not there.
struct OnDisk {
  Descriptor descriptor;
  std::int64_t size = -1;
  explicit OnDisk(const std::string& path) : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor && ::fstat(descriptor.get(), &status) == 0) size = status.st_size;
  }
};

}  // namespace

std::string Manifests::path_of(const std::string& location) const {
  const auto name = name_of(location);
  return folder_ + '/' + name.substr(0, 2) + '/' + name.substr(2);
}

void Manifests::put(const std::string& location, const std::string& manifest) {
  const auto path = path_of(location), fresh = path + ".new", folder = fs::path(path).parent_path().string();
  if (fs::create_directories(folder)) unsettled_.insert(folder_);
  Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640));
  if (!file) failed("cannot make", fresh);
  write_all(file.get(), manifest, fresh);
  if (::fdatasync(file.get()) != 0) failed("cannot sync", fresh);
  if (::rename(fresh.c_str(), path.c_str()) != 0) failed("cannot put in its place", fresh);
  unsettled_.insert(folder);
}

void Manifests::keep(const std::string& location, Time when, WalkedFolder walked) {
  ManifestHead head;
  head.walked = when;
  head.location = location;
  head.folder = std::move(walked.folder);
  head.closed_folders = walked.closed_folders;
  put(location, write_manifest(std::move(head), std::move(walked.files)));
}

void Manifests::keep_reason(const std::string& location, const std::string& reason) {
  const auto known = find(location);
  if (!known || known->head().reason == reason) return;
  const OnDisk file(path_of(location));
  std::string bytes(static_cast<std::size_t>(std::max<std::int64_t>(file.size, 0)), '\0');
  if (!read_all(file.descriptor.get(), 0, bytes.data(), bytes.size())) return;
  if (const auto fresh = with_reason(bytes, reason)) put(location, *fresh);
}

void Manifests::keep_none(const std::string& location, Time when, const std::string& reason) {
  ManifestHead head;
  head.walked = when;
  head.location = location;
  head.reason = reason;
  put(location, write_manifest(std::move(head), {}));
}

void Manifests::settle() {
  for (const auto& folder : unsettled_) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0) failed("cannot sync", folder);
  }
  unsettled_.clear();
}

std::optional<Manifest> Manifests::find(const std::string& location) const {
  auto file = std::make_shared<const OnDisk>(path_of(location));
  if (file->size < 0) return {};
  auto manifest =
      Manifest::open([file](std::uint64_t offset, char* into,
                            std::size_t size) { return read_all(file->descriptor.get(), offset, into, size); },
                     static_cast<std::uint64_t>(file->size));
  if (!manifest) log_warning("the manifest of " + location + " is made again: " + manifest.error().message);
  if (!manifest || manifest->head().location != location) return {};
  return *std::move(manifest);
}

void Manifests::forget(const std::string& location) const {
  log_warning("the manifest of " + location + " is damaged and made again");
  ::unlink(path_of(location).c_str());
}

}  // namespace weft
