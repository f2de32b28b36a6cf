// The manifest of a folder: what a walk found, as bytes, and answers from them that read only the blocks they need
// (spec/manifest.md has the grammar). Bytes may be anything: what is broken is an error, never a crash or a wrong
// answer. A Manifest keeps its directory (one path in 256) and nothing else; one thread at a time.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "files/glob.h"
#include "files/listed.h"

namespace weft {

struct ManifestHead {
  Time walked{};
  std::string location;             // of the dataset, as the catalogue has it
  std::string folder;               // where that really was: its path without links
  std::int64_t files = 0;           // links counted
  std::int64_t volume = 0;          // bytes of all files
  std::int64_t closed_folders = 0;  // below it, not permitted to be read: their files are not listed
  std::string reason;               // why it could not be read when last tried; "" when it could
  bool operator==(const ManifestHead&) const = default;
};

// `files` in any order, no path twice; files and volume of the head are counted here.
std::string write_manifest(ManifestHead head, std::vector<ListedFile> files);
// The same manifest with another reason.
Result<std::string> with_reason(std::string_view manifest, const std::string& reason);

class Manifest {
 public:
  // Fills `into` with as many bytes from `offset` on; false when there are not so many.
  using ReadAt = std::function<bool(std::uint64_t offset, char* into, std::size_t size)>;

  // Every error here and below: malformed, the bytes are no manifest.
  static Result<Manifest> open(ReadAt read, std::uint64_t size);
  Manifest(Manifest&&) noexcept;
  ~Manifest();

  const ManifestHead& head() const;
  Result<std::optional<ListedFile>> find(std::string_view path) const;
  // Another error: timed_out (`until` came before all of it was seen).
  using Until = std::chrono::steady_clock::time_point;
  Result<std::optional<ListedFile>> first(const Glob& glob, Until until) const;

  struct Asked {
    std::string prefix, after;  // bytes, not spelled
    std::optional<Glob> glob;
    int limit = 200;
    Until until = Until::max();
  };
  struct Page {
    std::vector<ListedFile> files;
    std::int64_t total = 0, volume = 0;
    bool more = false;
  };
  Result<Page> page(const Asked& asked) const;

 private:
  struct State;
  explicit Manifest(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weft
