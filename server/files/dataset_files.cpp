#include "files/dataset_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

#include "files/file_status.h"
#include "files/spelling.h"

namespace weft {
namespace {

using namespace std::chrono_literals;

constexpr auto kSearchFor = 5s;  // a pattern among a million names

// Another one whenever size, time or file change, to the nanosecond.
std::string etag_of(const struct stat& status) {
  char text[96];
  std::snprintf(text, sizeof text, "\"%llx-%llx-%llx\"", static_cast<unsigned long long>(status.st_ino),
                static_cast<unsigned long long>(status.st_size),
                static_cast<unsigned long long>(status.st_mtim.tv_sec) * 1'000'000'000ull +
                    static_cast<unsigned long long>(status.st_mtim.tv_nsec));
  return text;
}

// From a handle that was looked at to a file that can be read: the very same one.
Result<OpenedFile> read_from(const Opened& opened, const std::string& subject) {
  struct stat status {};
  if (::fstat(opened.descriptor.get(), &status) != 0)
    return tl::make_unexpected(disk_error(errno, "the file cannot be read", subject));
  if (S_ISDIR(status.st_mode)) return fail(ErrorCode::not_found, "there is a folder, no file", subject);
  if (!S_ISREG(status.st_mode)) return fail(ErrorCode::not_found, "there is no regular file", subject);
  OpenedFile file;
  const auto handle = "/proc/self/fd/" + std::to_string(opened.descriptor.get());
  file.descriptor = Descriptor(::open(handle.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.descriptor || ::fstat(file.descriptor.get(), &status) != 0)
    return tl::make_unexpected(disk_error(errno, "the file cannot be read", subject));
  file.real_path = opened.real_path;
  file.size_bytes = status.st_size;
  file.modified = time_modified(status);
  file.etag = etag_of(status);
  return file;
}

// The folder in which the file stands, entered name by name: none of them may be a link.
Result<Descriptor> enter_folders(Descriptor folder, std::string_view& path, const std::string& subject) {
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
    const std::string name(path.substr(0, slash));
    Descriptor next(::openat(folder.get(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
      return fail(ErrorCode::not_found, "the folder '" + spell_path(name) + "' is gone since it was listed", subject);
    if (!next) return tl::make_unexpected(disk_error(errno, "the folder cannot be opened", subject));
    folder = std::move(next);
    path.remove_prefix(slash + 1);
  }
  return folder;
}

Result<OpenedFile> open_listed(const ManifestHead& head, const std::string& path, const Walkable& walkable) {
  const auto subject = spell_path(path);
  auto folder = open_folder(head.location, walkable);
  if (!folder) return tl::make_unexpected(folder.error());
  if (folder->real_path != head.folder)
    return fail(ErrorCode::not_found, "the folder is another one since it was listed", head.location);
  std::string_view name = path;
  const auto last = enter_folders(std::move(folder->descriptor), name, subject);
  if (!last) return tl::make_unexpected(last.error());
  auto opened = open_inside(last->get(), std::string(name), Roots(walkable.roots), subject);
  if (!opened && opened.error().code == ErrorCode::not_found)
    return fail(ErrorCode::not_found, "the file was listed on " + write_time(head.walked) + " and is gone since",
                subject);
  if (!opened) return tl::make_unexpected(opened.error());
  auto file = read_from(*opened, subject);
  if (!file) return file;
  file->path = path;
  file->folder = head.folder;
  return file;
}

class Files final : public DatasetFiles {
 public:
  Files(Store& store, const Manifests& manifests, Walkable walkable, std::function<void(DatasetId)> walk_again)
      : store_(store), manifests_(manifests), walkable_(std::move(walkable)), walk_again_(std::move(walk_again)) {}

  Result<FilePage> list(const Viewer& viewer, DatasetId dataset, const FileQuery& query) const override {
    const auto location = location_of(viewer, dataset);
    if (!location) return tl::make_unexpected(location.error());
    const auto asked = read(query);
    if (!asked) return tl::make_unexpected(asked.error());
    const auto manifest = manifests_.find(*location);
    if (!manifest) return not_listed(dataset, *location);
    auto page = manifest->page(*asked);
    if (!page && page.error().code != ErrorCode::malformed) return tl::make_unexpected(page.error());
    if (!page) return manifests_.forget(*location), not_listed(dataset, *location);
    return told(manifest->head(), *std::move(page));
  }

  Result<std::vector<ListedFile>> find_all(const Viewer& viewer, DatasetId dataset,
                                           const std::vector<std::string>& paths) const override {
    const auto location = location_of(viewer, dataset);
    if (!location) return tl::make_unexpected(location.error());
    std::vector<ListedFile> found;
    const auto manifest = paths.empty() ? std::nullopt : manifests_.find(*location);
    if (!manifest) return found;
    for (const auto& path : paths)
      if (auto file = manifest->find(path); file && *file) found.push_back(**std::move(file));
    return found;
  }

  Result<OpenedFile> open(const Viewer& viewer, DatasetId dataset, std::string_view file) const override {
    const auto location = location_of(viewer, dataset);
    if (!location) return tl::make_unexpected(location.error());
    const auto manifest = manifests_.find(*location);
    if (!manifest) return nothing_to_open(dataset, *location);
    const auto listed = find(*manifest, file);
    if (!listed && listed.error().code == ErrorCode::malformed) {
      manifests_.forget(*location);
      return nothing_to_open(dataset, *location);
    }
    if (!listed) return tl::make_unexpected(listed.error());
    return open_listed(manifest->head(), listed->path, walkable_);
  }

  std::vector<std::string> roots() const override { return Roots(walkable_.roots).real(); }

  Result<OpenedFile> open_real(const std::string& path) const override {
    if (!path.starts_with('/') || path.find('\0') != path.npos)
      return fail(ErrorCode::invalid, "a file outside of its dataset is named by its absolute path", spell_path(path));
    const auto opened = open_inside(AT_FDCWD, path, Roots(walkable_.roots), spell_path(path));
    if (!opened) return tl::make_unexpected(opened.error());
    return read_from(*opened, spell_path(path));
  }

 private:
  Result<std::string> location_of(const Viewer& viewer, DatasetId dataset) const {
    const auto number = std::to_string(dataset.value);
    auto places = store_.read(viewer)->places_of({&dataset, 1});
    if (places.empty()) return fail(ErrorCode::not_found, "there is no dataset " + number, number);
    if (places.front().state == DatasetState::deleted)
      return fail(ErrorCode::deleted, "dataset " + number + " is deleted: its files are not shown", number);
    return std::move(places.front().key.location);
  }

  static Result<Manifest::Asked> read(const FileQuery& query) {
    Manifest::Asked asked;
    auto prefix = read_spelling(query.prefix), after = read_spelling(query.after);
    if (!prefix) return fail(ErrorCode::invalid, "prefix: " + prefix.error().message, "prefix");
    if (!after) return fail(ErrorCode::invalid, "cursor: give nextCursor of the page before", "cursor");
    asked.prefix = *std::move(prefix);
    asked.after = *std::move(after);
    asked.limit = query.limit;
    asked.until = std::chrono::steady_clock::now() + kSearchFor;
    if (query.glob.empty()) return asked;
    auto glob = Glob::read(query.glob);
    if (!glob) return tl::make_unexpected(glob.error());
    asked.glob = *std::move(glob);
    return asked;
  }

  static FilePage told(const ManifestHead& head, Manifest::Page found) {
    FilePage page;
    page.state = head.reason.empty() ? ListState::listed : ListState::unreadable;
    page.reason = head.reason;
    if (head.reason.empty() && head.closed_folders > 0)
      page.reason = std::to_string(head.closed_folders) + " folders in it may not be read: their files are not listed";
    page.walked = head.walked;
    page.total = found.total;
    page.volume = found.volume;
    if (found.more) page.next_cursor = spell_path(found.files.back().path);
    page.files = std::move(found.files);
    return page;
  }

  // Nobody walked there yet, or it could not be.
  FilePage not_listed(DatasetId dataset, const std::string& location) const {
    FilePage page;
    if (walkable_.roots.empty()) {
      page.reason = "files are listed by a running `weft serve`";
      return page;
    }
    const auto folder = open_folder(location, walkable_);
    if (!folder && folder.error().code != ErrorCode::unavailable) {
      page.state = ListState::unreadable;
      page.reason = folder.error().message;
      return page;
    }
    walk_again_(dataset);
    page.reason = folder ? "the folder is being looked into: ask again in a moment" : folder.error().message;
    return page;
  }

  Result<OpenedFile> nothing_to_open(DatasetId dataset, const std::string& location) const {
    const auto page = not_listed(dataset, location);
    return fail(page.state == ListState::pending ? ErrorCode::unavailable : ErrorCode::not_found, page.reason,
                location);
  }

  // Errors: malformed (the manifest), and what open() says.
  static Result<ListedFile> find(const Manifest& manifest, std::string_view file) {
    const auto path = read_spelling(file);
    if (!path) return tl::make_unexpected(path.error());
    auto found = manifest.find(*path);
    if (found && !*found && Glob::is_one(file)) {
      const auto glob = Glob::read(file);
      if (!glob) return tl::make_unexpected(glob.error());
      found = manifest.first(*glob, std::chrono::steady_clock::now() + kSearchFor);
    }
    if (!found) return tl::make_unexpected(found.error());
    if (!*found)
      return fail(ErrorCode::not_found,
                  "no such file in this dataset: " + std::to_string(manifest.head().files) + " files were listed on " +
                      write_time(manifest.head().walked),
                  spell_path(*path));
    return **std::move(found);
  }

  Store& store_;
  const Manifests& manifests_;
  const Walkable walkable_;
  const std::function<void(DatasetId)> walk_again_;
};

}  // namespace

std::unique_ptr<DatasetFiles> make_dataset_files(Store& store, const Manifests& manifests, Walkable walkable,
                                                 std::function<void(DatasetId)> walk_again) {
  return std::make_unique<Files>(store, manifests, std::move(walkable), std::move(walk_again));
}

}  // namespace weft
