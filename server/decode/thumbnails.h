// Pictures that were made once, kept as files below one folder, the least used removed when there are too many. What
// cannot be kept is made again: no error. Any thread; blocks on the disk.
#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace weft {

struct Thumbnail {
  std::string media_type;  // image/png | image/jpeg | image/gif
  std::string bytes;
};

class Thumbnails {
 public:
  // `folder` is made when first needed.
  Thumbnails(std::string folder, std::uint64_t most_bytes);

  // `key` says everything the picture depends on: dataset, path, tag of the file (size, time), width.
  std::optional<Thumbnail> find(std::string_view key) const;
  void keep(std::string_view key, const Thumbnail& thumbnail);

 private:
  std::string path_of(std::string_view key) const;
  void make_room();
  const std::string folder_;
  const std::uint64_t most_bytes_;
  std::mutex mutex_;
  std::optional<std::uint64_t> bytes_;  // kept; none: not counted yet
};

}  // namespace weft
