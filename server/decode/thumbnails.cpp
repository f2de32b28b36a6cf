#include "decode/thumbnails.h"

#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace weft {
namespace {

namespace fs = std::filesystem;

std::string type_of(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG")) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  return bytes.starts_with("GIF8") ? "image/gif" : "";
}

struct Kept {
  fs::path path;
  fs::file_time_type used;
  std::uint64_t bytes;
};

std::vector<Kept> list_kept(const std::string& folder) {
  std::vector<Kept> kept;
  std::error_code wrong;
  for (fs::recursive_directory_iterator at(folder, wrong), end; !wrong && at != end; at.increment(wrong)) {
    std::error_code gone;
    if (!at->is_regular_file(gone)) continue;
    const auto used = at->last_write_time(gone);
    const auto bytes = at->file_size(gone);
    if (!gone) kept.push_back({at->path(), used, bytes});
  }
  return kept;
}

std::uint64_t sum_of(const std::vector<Kept>& kept) {
  std::uint64_t sum = 0;
  for (const auto& one : kept) sum += one.bytes;
  return sum;
}

}  // namespace

Thumbnails::Thumbnails(std::string folder, std::uint64_t most_bytes)
    : folder_(std::move(folder)), most_bytes_(most_bytes) {}

std::string Thumbnails::path_of(std::string_view key) const {
  const auto hash = XXH3_128bits(key.data(), key.size());
  char name[40];
  std::snprintf(name, sizeof name, "%02x/%016llx%016llx", static_cast<unsigned>(hash.high64 >> 56),
                static_cast<unsigned long long>(hash.high64), static_cast<unsigned long long>(hash.low64));
  return folder_ + "/" + name;
}

std::optional<Thumbnail> Thumbnails::find(std::string_view key) const {
  const auto path = path_of(key);
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  Thumbnail found{"", {std::istreambuf_iterator<char>(file), {}}};
  found.media_type = type_of(found.bytes);
  if (found.media_type.empty()) return {};  // a disk that was full, once
  std::error_code ignored;
  fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
  return found;
}

void Thumbnails::keep(std::string_view key, const Thumbnail& thumbnail) {
  static std::atomic<unsigned> number = 0;
  if (type_of(thumbnail.bytes) != thumbnail.media_type || thumbnail.bytes.size() > most_bytes_) return;
  const fs::path path = path_of(key);
  std::error_code wrong;
  fs::create_directories(path.parent_path(), wrong);
  const auto made = path.string() + "." + std::to_string(::getpid()) + "." + std::to_string(++number);
  {
    std::ofstream file(made, std::ios::binary);
    file << thumbnail.bytes;
    file.close();
    if (!file) return fs::remove(made, wrong), void();
  }
  fs::rename(made, path, wrong);
  std::lock_guard lock(mutex_);
  if (bytes_) *bytes_ += thumbnail.bytes.size();
  if (!bytes_ || *bytes_ > most_bytes_) make_room();
}

// Down to four fifths, so that it is not done for each picture.
void Thumbnails::make_room() {
  auto kept = list_kept(folder_);
  auto bytes = sum_of(kept);
  if (bytes > most_bytes_) {
    std::sort(kept.begin(), kept.end(), [](const Kept& a, const Kept& b) { return a.used < b.used; });
    for (const auto& one : kept) {
      if (bytes <= most_bytes_ / 5 * 4) break;
      std::error_code ignored;
      if (fs::remove(one.path, ignored)) bytes -= one.bytes;
    }
  }
  bytes_ = bytes;
}

}  // namespace weft
