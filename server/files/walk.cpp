#include "files/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/log.h"
#include "files/file_status.h"

namespace weft {
namespace {

constexpr int kDeepest = 200;                               // each level holds a descriptor
constexpr std::int64_t kMostBytes = std::int64_t{1} << 53;  // beyond, JSON cannot say it
constexpr std::size_t kLongestPath = 4096;                  // bytes, as everywhere in Linux
constexpr std::size_t kMostPathBytes = 256u << 20;          // held in memory while the folder is walked

struct Close {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, Close>;

class Walk {
 public:
  Walk(const std::string& location, const Walkable& walkable, const std::function<bool()>& cancelled)
      : location_(location), walkable_(walkable), cancelled_(cancelled), roots_(walkable.roots) {}

  Result<WalkedFolder> run() {
    std::string detail;
    auto opened = open_folder(location_, walkable_, &detail);
    if (!opened) return not_opened(opened.error(), detail);
    walked_.folder = std::move(opened->real_path);
    Folder top(open_to_read(opened->descriptor.get(), "."));
    if (!top) {
      auto error = disk_error(errno, "the folder cannot be opened", location_);
      detail = error.message;
      if (error.code != ErrorCode::unavailable) error = folder_not_opened(error.code, location_);
      return not_opened(std::move(error), detail);
    }
    if (auto done = enter(std::move(top), "", 0); !done) return tl::make_unexpected(done.error());
    return std::move(walked_);
  }

 private:
  Result<WalkedFolder> not_opened(Error error, const std::string& detail) const {
    if (!detail.empty()) log_info("not listed: " + location_ + ": " + detail);
    return tl::make_unexpected(std::move(error));
  }

  static DIR* open_to_read(int above, const char* name) {
    Descriptor descriptor(::openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    DIR* folder = descriptor ? ::fdopendir(descriptor.get()) : nullptr;
    if (folder) descriptor.release();
    return folder;
  }

  // `path` of this folder below the first: "" or "gallery/".
  Result<void> enter(Folder folder, const std::string& path, int depth) {
    if (depth > kDeepest)
      return fail(ErrorCode::too_large, "folders more than " + std::to_string(kDeepest) + " deep", location_);
    const int descriptor = ::dirfd(folder.get());
    std::vector<std::string> below;
    for (errno = 0; const dirent* found = ::readdir(folder.get()); errno = 0) {
      const std::string name = found->d_name;
      if (name == "." || name == "..") continue;
      if (auto goes_on = count_entry(); !goes_on) return goes_on;
      if (auto seen = look_at(descriptor, *found, path, below); !seen) return seen;
    }
    if (errno != 0) return changed(errno);
    for (const auto& name : below) {
      Folder next(open_to_read(descriptor, name.c_str()));
      if (!next && (errno == EACCES || errno == EPERM)) {
        ++walked_.closed_folders;
        continue;
      }
      if (!next) return changed(errno);
      if (auto done = enter(std::move(next), path + name + '/', depth + 1); !done) return done;
    }
    return {};
  }

  Result<void> count_entry() {
    if (cancelled_ && cancelled_()) return fail(ErrorCode::timed_out, "walking was cancelled", location_);
    if (++entries_ <= walkable_.most_entries) return {};
    return fail(ErrorCode::too_large,
                "more than " + std::to_string(walkable_.most_entries) + " files and folders: they are not listed",
                location_);
  }

  Result<void> look_at(int folder, const dirent& found, const std::string& path, std::vector<std::string>& below) {
    const std::string name = found.d_name;
    struct stat status {};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
      return errno == ENOENT && found.d_type != DT_DIR ? Result<void>() : changed(errno);  // files come and go
    if (S_ISDIR(status.st_mode)) return below.push_back(name), Result<void>();
    if (S_ISLNK(status.st_mode)) {
      ListedFile file{path + name, 0, time_modified(status), true};
      take_from_meant(folder, name, file);
      return add(std::move(file));
    }
    if (S_ISREG(status.st_mode)) return add({path + name, status.st_size, time_modified(status), false});
    return {};
  }

  // Size and time of the file that a link means.
  void take_from_meant(int folder, const std::string& name, ListedFile& file) const {
    const auto meant = open_inside(folder, name, roots_, name);
    struct stat status {};
    if (!meant || ::fstat(meant->descriptor.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    file.size_bytes = status.st_size;
    file.modified = time_modified(status);
  }

  Result<void> add(ListedFile file) {
    if (file.path.size() > kLongestPath)
      return fail(ErrorCode::too_large, "a file lies so deep that its path has more than 4,096 bytes", location_);
    path_bytes_ += file.path.size();
    if (path_bytes_ > kMostPathBytes)
      return fail(ErrorCode::too_large, "the paths of its files have more than 256 MB together", location_);
    if (file.size_bytes > kMostBytes - walked_.size_bytes)
      return fail(ErrorCode::too_large, "its files have more than 9 PB together", location_);
    walked_.size_bytes += file.size_bytes;
    walked_.files.push_back(std::move(file));
    return {};
  }

  Result<void> changed(int error_number) const {
    auto error = disk_error(error_number, "the folder could not be walked to its end", location_);
    error.code = ErrorCode::unavailable;
    return tl::make_unexpected(std::move(error));
  }

  const std::string& location_;
  const Walkable& walkable_;
  const std::function<bool()>& cancelled_;
  const Roots roots_;
  WalkedFolder walked_;
  std::int64_t entries_ = 0;
  std::size_t path_bytes_ = 0;
};

}  // namespace

Result<WalkedFolder> walk_folder(const std::string& location, const Walkable& walkable,
                                 const std::function<bool()>& cancelled) {
  return Walk(location, walkable, cancelled).run();
}

}  // namespace weft
