// Any bytes as a manifest; and, since no fuzzer guesses its sums, as the names of one that is written rightly and then
// damaged where they say. Never a crash; what is answered keeps its order, its totals and the rules of paths.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "base/check.h"
#include "files/manifest.h"
#include "files/spelling.h"

namespace {

using namespace weft;

Manifest::ReadAt reading(const std::string& bytes) {
  return [&bytes](std::uint64_t offset, char* into, std::size_t size) {
    if (offset > bytes.size() || size > bytes.size() - offset) return false;
    std::memcpy(into, bytes.data() + offset, size);
    return true;
  };
}

void hold(const Manifest& manifest, Manifest::Asked asked) {
  const auto page = manifest.page(asked);
  if (!page) return;
  CHECK(page->files.size() <= static_cast<std::size_t>(asked.limit), "a page has no more than was asked for");
  CHECK(page->total >= static_cast<std::int64_t>(page->files.size()), "a page is a part of all");
  const std::string* before = nullptr;
  for (const auto& file : page->files) {
    CHECK(is_path_below(file.path), "every path lies below the folder");
    CHECK(!before || *before < file.path, "paths ascend");
    CHECK(file.path.starts_with(asked.prefix) && file.size_bytes >= 0, "only what was asked for");
    CHECK(*read_spelling(spell_path(file.path)) == file.path, "a spelling reads back");
    const auto found = manifest.find(file.path);
    CHECK(found && *found && **found == file, "what a page shows is found");
    before = &file.path;
  }
}

void read(const std::string& bytes) {
  const auto manifest = Manifest::open(reading(bytes), bytes.size());
  if (!manifest) return;
  Manifest::Asked asked;
  asked.limit = 20;
  hold(*manifest, asked);
  asked.prefix = "a";
  hold(*manifest, asked);
  asked.glob = *Glob::read("**a*");
  hold(*manifest, asked);
}

// Lines of the input that can be paths, each once.
std::vector<ListedFile> files_in(std::string_view text) {
  std::vector<ListedFile> files;
  while (!text.empty() && files.size() < 1000) {
    const auto line = text.substr(0, text.find('\n'));
    bool known = !is_path_below(line);
    for (const auto& file : files) known |= file.path == line;
    if (!known)
      files.push_back({std::string(line), static_cast<std::int64_t>(line.size()), Time{}, line.size() % 2 == 0});
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read(text);
  auto bytes = write_manifest({}, files_in(text));
  read(bytes);
  if (size < 4) return 0;
  std::uint32_t where = 0;
  std::memcpy(&where, data + size - 4, 4);
  bytes[where % bytes.size()] = static_cast<char>(bytes[where % bytes.size()] ^ data[0]);
  read(bytes);
  if (const auto again = with_reason(bytes, "gone")) read(*again);
  return 0;
}
