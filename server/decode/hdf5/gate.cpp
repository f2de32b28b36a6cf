#include "decode/hdf5/gate.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

namespace weft::hdf5 {
namespace {

thread_local const FileGate* gate_in_force = nullptr;
thread_local const LentFile* lent_file = nullptr;
thread_local int why_refused = 0;  // errno of the last file that was not opened

// What libhdf5 keeps of an open file: its own part first.
struct OpenFile {
  H5FD_t of_library{};
  int descriptor = -1;
  haddr_t end = 0;        // of what the format uses, set by the library
  haddr_t file_size = 0;  // bytes
  dev_t device = 0;
  ino_t inode = 0;
};

OpenFile* ours(H5FD_t* file) { return reinterpret_cast<OpenFile*>(file); }
const OpenFile* ours(const H5FD_t* file) { return reinterpret_cast<const OpenFile*>(file); }

std::optional<std::string> real_path(int descriptor) {
  std::array<char, PATH_MAX> buffer;
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const auto length = readlink(link.c_str(), buffer.data(), buffer.size());
  if (length <= 0 || static_cast<std::size_t>(length) == buffer.size()) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

bool admitted(int descriptor, struct stat& status) {
  if (!gate_in_force || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  const auto real = real_path(descriptor);
  return real && gate_in_force->may_open(*real);
}

int open_descriptor(const char* name) {
  if (lent_file && lent_file->descriptor >= 0 && lent_file->path == name)
    return fcntl(lent_file->descriptor, F_DUPFD_CLOEXEC, 0);
  return open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

H5FD_t* open_file(const char* name, unsigned flags, hid_t, haddr_t) {
  if (flags & (H5F_ACC_RDWR | H5F_ACC_CREAT | H5F_ACC_TRUNC)) return nullptr;
  const int descriptor = open_descriptor(name);
  why_refused = descriptor < 0 ? errno : 0;
  if (descriptor < 0) return nullptr;
  struct stat status {};
  if (!admitted(descriptor, status)) {
    why_refused = EACCES;
    close(descriptor);
    return nullptr;
  }
  auto file = std::make_unique<OpenFile>();
  file->descriptor = descriptor;
  file->file_size = static_cast<haddr_t>(status.st_size);
  file->device = status.st_dev;
  file->inode = status.st_ino;
  return &file.release()->of_library;
}

herr_t close_file(H5FD_t* file) {
  std::unique_ptr<OpenFile> ending(ours(file));
  return close(ending->descriptor);
}

int compare_files(const H5FD_t* a, const H5FD_t* b) {
  const auto left = std::pair(ours(a)->device, ours(a)->inode), right = std::pair(ours(b)->device, ours(b)->inode);
  return left < right ? -1 : right < left ? 1 : 0;
}

herr_t query_features(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

haddr_t get_end(const H5FD_t* file, H5FD_mem_t) { return ours(file)->end; }
herr_t set_end(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  ours(file)->end = end;
  return 0;
}
haddr_t get_file_size(const H5FD_t* file, H5FD_mem_t) { return ours(file)->file_size; }

// Bytes past the end of the file read as zero: that is what the library expects of a driver.
herr_t read_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, void* buffer) {
  auto* at = static_cast<char*>(buffer);
  if (address > LLONG_MAX - size) return -1;
  while (size > 0) {
    const auto got = pread(ours(file)->descriptor, at, size, static_cast<off_t>(address));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    at += got;
    address += static_cast<haddr_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  std::memset(at, 0, size);
  return 0;
}

herr_t refuse_to_write(H5FD_t*, H5FD_mem_t, hid_t, haddr_t, std::size_t, const void*) { return -1; }

H5FD_class_t make_driver() {
  H5FD_class_t driver{};
  driver.name = "weft";
  driver.maxaddr = LLONG_MAX;
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.open = open_file;
  driver.close = close_file;
  driver.cmp = compare_files;
  driver.query = query_features;
  driver.get_eoa = get_end;
  driver.set_eoa = set_end;
  driver.get_eof = get_file_size;
  driver.read = read_bytes;
  driver.write = refuse_to_write;
  const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), driver.fl_map);
  return driver;
}

hid_t driver_id() {
  static const H5FD_class_t driver = make_driver();
  static const hid_t id = H5FDregister(&driver);
  return id;
}

bool lies_in(std::string_view path, std::string_view root) {
  while (root.size() > 1 && root.back() == '/') root.remove_suffix(1);
  if (root == "/") return true;
  return !root.empty() && path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

}  // namespace

bool FileGate::may_open(std::string_view real_path) const {
  return std::any_of(roots.begin(), roots.end(), [&](const auto& root) { return lies_in(real_path, root); });
}

int why_not_opened() { return std::exchange(why_refused, 0); }

GateInForce::GateInForce(const FileGate& gate, LentFile lent) : lent_(std::move(lent)) {
  gate_in_force = &gate;
  lent_file = &lent_;
}
GateInForce::~GateInForce() {
  gate_in_force = nullptr;
  lent_file = nullptr;
}

Handle gated_access() {
  Handle access(H5Pcreate(H5P_FILE_ACCESS));
  if (!access || H5Pset_driver(access.get(), driver_id(), nullptr) < 0) return {};
  H5Pset_fclose_degree(access.get(), H5F_CLOSE_WEAK);
  return access;
}

}  // namespace weft::hdf5
