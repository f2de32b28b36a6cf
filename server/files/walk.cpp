#include "files/walk.h"

#include <algorithm>
#include <filesystem>

namespace weft {
namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

bool allowed(const fs::path& real, const std::vector<std::string>& roots) {
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    std::error_code error;
    const auto real_root = fs::canonical(root, error);
    return !error && lies_in(real, real_root);
  });
}

// Bytes of what a link means, 0 when that is no file inside the roots.
std::int64_t linked_size(const fs::path& link, const std::vector<std::string>& roots) {
  std::error_code error;
  const auto real = fs::canonical(link, error);
  if (error || !allowed(real, roots) || !fs::is_regular_file(real, error)) return 0;
  const auto size = fs::file_size(real, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

ErrorCode why_not(const std::error_code& error) {
  if (error == std::errc::permission_denied) return ErrorCode::forbidden;
  for (const auto gone : {std::errc::no_such_file_or_directory, std::errc::not_a_directory,
                          std::errc::too_many_symbolic_link_levels, std::errc::filename_too_long})
    if (error == gone) return ErrorCode::not_found;
  return ErrorCode::unavailable;
}

}  // namespace

Result<FolderSize> count_folder(const std::string& folder, const std::vector<std::string>& roots,
                                const std::function<bool()>& cancelled, std::int64_t most_entries) {
  std::error_code error;
  const auto real = fs::canonical(folder, error);
  if (error) return fail(why_not(error), "the folder cannot be opened: " + error.message(), folder);
  if (!allowed(real, roots))
    return fail(ErrorCode::forbidden, "the folder lies outside the roots that may be read", folder);
  if (!fs::is_directory(real, error)) return fail(ErrorCode::not_found, "there is a file, no folder", folder);
  FolderSize size;
  std::int64_t entries = 0;
  auto at = fs::recursive_directory_iterator(real, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (cancelled && cancelled()) return fail(ErrorCode::timed_out, "walking was cancelled", folder);
    if (++entries > most_entries)
      return fail(ErrorCode::too_large, "more than " + std::to_string(most_entries) + " files and folders", folder);
    std::error_code ignored;
    const auto status = at->symlink_status(ignored);
    if (fs::is_symlink(status)) {
      ++size.file_count;
      size.size_bytes += linked_size(at->path(), roots);
    } else if (fs::is_regular_file(status)) {
      ++size.file_count;
      if (const auto bytes = fs::file_size(at->path(), ignored); !ignored)
        size.size_bytes += static_cast<std::int64_t>(bytes);
    }
  }
  if (error)
    return fail(ErrorCode::unavailable, "the folder could not be walked to its end: " + error.message(), folder);
  return size;
}

}  // namespace weft
