#include "files/roots.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <filesystem>

namespace weft {
namespace {

ErrorCode code_of(int error_number) {
  switch (error_number) {
    case EACCES:
    case EPERM:
      return ErrorCode::forbidden;
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG:
      return ErrorCode::not_found;
    default:
      return ErrorCode::unavailable;
  }
}

Result<Opened> inside(Descriptor descriptor, const Roots& roots, const std::string& what, const std::string& subject) {
  Opened opened{std::move(descriptor), ""};
  opened.real_path = real_path_of(opened.descriptor.get());
  if (opened.real_path.empty()) return fail(ErrorCode::not_found, what + " was removed just now", subject);
  if (!roots.hold(opened.real_path))
    return fail(ErrorCode::forbidden, what + " lies outside the roots that may be read", subject);
  return opened;
}

}  // namespace

Roots::Roots(const std::vector<std::string>& roots) {
  for (const auto& root : roots) {
    std::error_code error;
    const auto real = std::filesystem::canonical(root, error);
    if (!error) real_.push_back(real.string());
  }
}

bool Roots::hold(std::string_view real_path) const {
  return std::any_of(real_.begin(), real_.end(), [&](std::string_view root) {
    return root == "/" || real_path == root || (real_path.starts_with(root) && real_path[root.size()] == '/');
  });
}

std::string real_path_of(int descriptor) {
  std::array<char, PATH_MAX> path;
  const auto link = "/proc/self/fd/" + std::to_string(descriptor);
  const auto size = ::readlink(link.c_str(), path.data(), path.size());
  if (size <= 0 || size == static_cast<ssize_t>(path.size()) || path[0] != '/') return {};
  std::string real(path.data(), static_cast<std::size_t>(size));
  struct stat status {};
  const bool gone = real.ends_with(" (deleted)") && (::fstat(descriptor, &status) != 0 || status.st_nlink == 0);
  return gone ? "" : real;
}

Error disk_error(int error_number, const std::string& what, const std::string& subject) {
  return {code_of(error_number), what + ": " + std::strerror(error_number), subject};
}

Error folder_not_opened(ErrorCode code, const std::string& location) {
  return {code,
          "the folder is not there, is closed to Weft, or lies outside the roots (--root): the log of the server says "
          "which",
          location};
}

Result<Opened> open_folder(const std::string& location, const Walkable& walkable, std::string* detail) {
  if (std::count(location.begin(), location.end(), '/') < walkable.root_depth)
    return fail(ErrorCode::too_large,
                "the folder lies above depth " + std::to_string(walkable.root_depth) +
                    " (root_depth of facility.toml) and is not looked into",
                location);
  Descriptor descriptor(::open(location.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  const int error_number = errno;
  auto opened = descriptor ? inside(std::move(descriptor), Roots(walkable.roots), "the folder", location)
                           : tl::make_unexpected(disk_error(error_number, "the folder cannot be opened", location));
  if (opened) return opened;
  if (detail) *detail = opened.error().message;
  const auto code = opened.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::forbidden)
    return tl::make_unexpected(folder_not_opened(code, location));
  return opened;
}

Result<Opened> open_inside(int folder, const std::string& name, const Roots& roots, const std::string& subject) {
  Descriptor descriptor(::openat(folder, name.c_str(), O_PATH | O_CLOEXEC));
  if (!descriptor) return tl::make_unexpected(disk_error(errno, "the file cannot be opened", subject));
  return inside(std::move(descriptor), roots, "the file", subject);
}

}  // namespace weft
