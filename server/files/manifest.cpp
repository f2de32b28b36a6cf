#include "files/manifest.h"

#include <xxhash.h>
#include <zstd.h>

#include <algorithm>

#include "base/check.h"
#include "files/manifest_bytes.h"
#include "files/spelling.h"

namespace weft {
namespace {

constexpr std::string_view kMagic = "WEFTMAN1";
constexpr std::size_t kInBlock = 256;                         // files
constexpr std::size_t kLongestHead = 64u << 10;               // bytes
constexpr std::size_t kLargestBlock = 4u << 20;               // unpacked: 256 paths of PATH_MAX and more
constexpr std::size_t kLargestPacked = 8u << 20;              // of a block
constexpr std::size_t kLargestDirectory = 64u << 20;          // unpacked
constexpr std::size_t kHeadStart = 8 + 4;                     // magic, size of the head
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 62;  // of all files together
constexpr int kLevel = 3;

tl::unexpected<Error> broken(const char* what) {
  return fail(ErrorCode::malformed, std::string("this is no manifest: ") + what, "manifest");
}

struct ZstdOut {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZstdOut() {
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  }
  ~ZstdOut() { ZSTD_freeCCtx(context); }
};

std::string pack(std::string_view bytes) {
  thread_local ZstdOut out;
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ZSTD_compress2(out.context, packed.data(), packed.size(), bytes.data(), bytes.size());
  CHECK(!ZSTD_isError(size), "zstd compresses any bytes");
  packed.resize(size);
  return packed;
}

std::optional<std::string> unpack(std::string_view packed, std::size_t most) {
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > most) return {};
  std::string bytes(size, '\0');
  if (ZSTD_decompress(bytes.data(), size, packed.data(), packed.size()) != size) return {};
  return bytes;
}

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

// What a path shares with the one before it, then the rest of it.
void put_path(std::string& into, std::string_view before, std::string_view path) {
  const auto differ = std::mismatch(before.begin(), before.end(), path.begin(), path.end()).second;
  const auto shared = static_cast<std::size_t>(differ - path.begin());
  put_varint(into, shared);
  put_text(into, path.substr(shared));
}

// False: not a path that can follow `path`, which becomes it.
bool take_path(BytesReader& from, std::string& path, bool first) {
  const auto shared = from.varint();
  const auto rest = from.text();
  if (!from.ok() || shared > path.size() || rest.find('\0') != rest.npos) return false;
  const bool ascends = first ? shared == 0 : path.compare(shared, path.npos, rest) < 0;
  path.replace(shared, path.npos, rest);
  return ascends && is_path_below(path);
}

using Files = std::vector<ListedFile>;

std::string write_block(const ListedFile* begin, const ListedFile* end) {
  std::string block;
  std::string_view before;
  for (const auto* file = begin; file != end; ++file) {
    put_path(block, before, file->path);
    before = file->path;
  }
  for (const auto* file = begin; file != end; ++file) block += file->is_link ? '\1' : '\0';
  for (const auto* file = begin; file != end; ++file) put_varint(block, static_cast<std::uint64_t>(file->size_bytes));
  std::int64_t time = 0;
  for (const auto* file = begin; file != end; ++file) {
    const auto modified = file->modified.time_since_epoch().count();
    put_varint(block, zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(modified) -
                                                       static_cast<std::uint64_t>(time))));
    time = modified;
  }
  return block;
}

std::optional<Files> read_block(std::string_view block, std::size_t count) {
  BytesReader from(block);
  Files files(count);
  std::string path;
  for (auto& file : files) {
    if (!take_path(from, path, &file == &files.front())) return {};
    file.path = path;
  }
  for (auto& file : files) {
    const auto kind = from.fixed(1);
    if (kind > 1) return {};
    file.is_link = kind == 1;
  }
  for (auto& file : files) {
    file.size_bytes = static_cast<std::int64_t>(from.varint());
    if (file.size_bytes < 0) return {};
  }
  std::uint64_t time = 0;
  for (auto& file : files) {
    time += static_cast<std::uint64_t>(unzigzag(from.varint()));
    file.modified = Time{std::chrono::microseconds(static_cast<std::int64_t>(time))};
  }
  if (!from.at_end()) return {};
  return files;
}

// -1 when that is more than any folder has.
std::int64_t volume_of(const Files& files) {
  std::uint64_t volume = 0;
  for (const auto& file : files) {
    volume += static_cast<std::uint64_t>(file.size_bytes);
    if (volume > kMostBytes) return -1;
  }
  return static_cast<std::int64_t>(volume);
}

// One block, as the directory has it.
struct Block {
  std::string first;         // path
  std::uint64_t offset = 0;  // in the manifest
  std::size_t packed = 0;    // bytes
  std::size_t files = 0;
  std::int64_t volume = 0;
  std::int64_t files_before = 0, volume_before = 0;  // in the blocks before it
};

std::string write_directory(const std::vector<Block>& blocks) {
  std::string directory, before;
  for (const auto& block : blocks) {
    put_path(directory, before, block.first);
    put_varint(directory, block.packed);
    put_varint(directory, block.files);
    put_varint(directory, static_cast<std::uint64_t>(block.volume));
    before = block.first;
  }
  return directory;
}

struct Layout {
  std::size_t head_size = 0;
  std::uint64_t blocks = 0, blocks_size = 0;
  std::size_t directory_size = 0;  // packed; right behind the blocks, to the end
};

std::string write_head(const ManifestHead& head, std::uint64_t blocks, std::uint64_t blocks_size,
                       std::size_t directory_size) {
  std::string body;
  put_fixed(body, static_cast<std::uint64_t>(head.walked.time_since_epoch().count()), 8);
  put_varint(body, static_cast<std::uint64_t>(head.files));
  put_varint(body, static_cast<std::uint64_t>(head.volume));
  put_varint(body, static_cast<std::uint64_t>(head.closed_folders));
  put_varint(body, blocks);
  put_varint(body, blocks_size);
  put_varint(body, directory_size);
  put_text(body, head.location);
  put_text(body, head.folder);
  put_text(body, head.reason.substr(0, 1000));
  std::string bytes(kMagic);
  put_fixed(bytes, kHeadStart + body.size() + 8, 4);
  bytes += body;
  put_fixed(bytes, checksum(bytes), 8);
  return bytes;
}

std::optional<std::pair<ManifestHead, Layout>> read_head(std::string_view bytes) {
  if (bytes.size() < kHeadStart + 8 || !bytes.starts_with(kMagic)) return {};
  const auto sum = BytesReader(bytes.substr(bytes.size() - 8)).fixed(8);
  bytes.remove_suffix(8);
  if (sum != checksum(bytes)) return {};
  BytesReader from(bytes.substr(kHeadStart));
  ManifestHead head;
  Layout layout;
  layout.head_size = bytes.size() + 8;
  head.walked = Time{std::chrono::microseconds(static_cast<std::int64_t>(from.fixed(8)))};
  head.files = static_cast<std::int64_t>(from.varint());
  head.volume = static_cast<std::int64_t>(from.varint());
  head.closed_folders = static_cast<std::int64_t>(from.varint());
  layout.blocks = from.varint();
  layout.blocks_size = from.varint();
  layout.directory_size = from.varint();
  head.location = from.text();
  head.folder = from.text();
  head.reason = from.text();
  if (!from.at_end()) return {};
  return std::pair(std::move(head), layout);
}

std::optional<std::vector<Block>> read_directory(std::string_view directory, const Layout& layout,
                                                 const ManifestHead& head) {
  BytesReader from(directory);
  std::vector<Block> blocks;
  std::string path;
  std::uint64_t offset = layout.head_size;
  std::uint64_t files = 0, volume = 0;
  while (!from.at_end()) {
    if (!take_path(from, path, blocks.empty())) return {};
    Block block{path, offset, 0, 0, 0, static_cast<std::int64_t>(files), static_cast<std::int64_t>(volume)};
    const auto packed = from.varint(), count = from.varint(), bytes = from.varint();
    if (!from.ok() || packed > kLargestPacked || count == 0 || count > kInBlock) return {};
    if (bytes > kMostBytes || volume + bytes > kMostBytes) return {};
    block.packed = packed;
    block.files = count;
    block.volume = static_cast<std::int64_t>(bytes);
    offset += packed;
    files += count;
    volume += bytes;
    blocks.push_back(std::move(block));
  }
  if (blocks.size() != layout.blocks || offset != layout.head_size + layout.blocks_size ||
      files != static_cast<std::uint64_t>(head.files) || volume != static_cast<std::uint64_t>(head.volume))
    return {};
  return blocks;
}

// The least text above all that begin with `prefix`; none: there is no such text.
std::optional<std::string> end_of(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
  if (prefix.empty()) return {};
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace

std::string write_manifest(ManifestHead head, Files files) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  std::vector<Block> blocks;
  std::string packed;
  head.volume = 0;
  head.files = static_cast<std::int64_t>(files.size());
  for (std::size_t at = 0; at < files.size(); at += kInBlock) {
    const auto* begin = files.data() + at;
    const auto* end = files.data() + std::min(at + kInBlock, files.size());
    Block block;
    block.first = begin->path;
    for (const auto* file = begin; file != end; ++file) block.volume += file->size_bytes;
    const auto bytes = pack(write_block(begin, end));
    block.packed = bytes.size();
    block.files = static_cast<std::size_t>(end - begin);
    packed += bytes;
    head.volume += block.volume;
    blocks.push_back(std::move(block));
  }
  const auto directory = pack(write_directory(blocks));
  return write_head(head, blocks.size(), packed.size(), directory.size()) + packed + directory;
}

Result<std::string> with_reason(std::string_view manifest, const std::string& reason) {
  if (manifest.size() < kHeadStart) return broken("it is too short");
  const auto size = BytesReader(manifest.substr(kMagic.size())).fixed(4);
  if (size > manifest.size()) return broken("it ends within its head");
  auto head = read_head(manifest.substr(0, size));
  if (!head) return broken("its head is damaged");
  head->first.reason = reason;
  const auto& layout = head->second;
  return write_head(head->first, layout.blocks, layout.blocks_size, layout.directory_size) +
         std::string(manifest.substr(size));
}

struct Manifest::State {
  ReadAt read;
  ManifestHead head;
  std::vector<Block> blocks;

  Result<Files> files_of(const Block& block) const {
    std::string packed(block.packed, '\0');
    if (!read(block.offset, packed.data(), packed.size())) return broken("a block is missing");
    const auto bytes = unpack(packed, kLargestBlock);
    auto files = bytes ? read_block(*bytes, block.files) : std::nullopt;
    if (!files || files->front().path != block.first || volume_of(*files) != block.volume)
      return broken("a block is damaged");
    return *std::move(files);
  }

  // The block in which a path stands, if it does.
  std::size_t block_of(std::string_view path) const {
    const auto above = std::upper_bound(blocks.begin(), blocks.end(), path,
                                        [](std::string_view p, const Block& block) { return p < block.first; });
    return above == blocks.begin() ? 0 : static_cast<std::size_t>(above - blocks.begin() - 1);
  }

  // Files and bytes of all paths below `end`.
  Result<std::pair<std::int64_t, std::int64_t>> before(std::string_view end) const {
    if (blocks.empty()) return std::pair<std::int64_t, std::int64_t>{0, 0};
    const auto& block = blocks[block_of(end)];
    auto count = block.files_before, volume = block.volume_before;
    if (end <= block.first) return std::pair{count, volume};
    const auto files = files_of(block);
    if (!files) return tl::make_unexpected(files.error());
    for (const auto& file : *files) {
      if (file.path >= end) break;
      ++count;
      volume += file.size_bytes;
    }
    return std::pair{count, volume};
  }

  // Shows files from `begin` up to and without `end` until `see` answers false.
  template <class See>
  Result<void> each(const std::string& begin, const std::optional<std::string>& end, Until until, See see) const {
    for (auto at = block_of(begin); at < blocks.size(); ++at) {
      if (end && blocks[at].first >= *end) return {};
      if (until != Until::max() && std::chrono::steady_clock::now() >= until)
        return fail(ErrorCode::timed_out, "looking through so many files takes too long: name a folder before the *",
                    "glob");
      auto files = files_of(blocks[at]);
      if (!files) return tl::make_unexpected(files.error());
      for (auto& file : *files) {
        if (file.path < begin) continue;
        if ((end && file.path >= *end) || !see(std::move(file))) return {};
      }
    }
    return {};
  }
};

Manifest::Manifest(std::unique_ptr<State> state) : state_(std::move(state)) {}
Manifest::Manifest(Manifest&&) noexcept = default;
Manifest::~Manifest() = default;
const ManifestHead& Manifest::head() const { return state_->head; }

Result<Manifest> Manifest::open(ReadAt read, std::uint64_t size) {
  std::string bytes(kHeadStart, '\0');
  if (size < kHeadStart || !read(0, bytes.data(), kHeadStart)) return broken("it is too short");
  const auto head_size = BytesReader(std::string_view(bytes).substr(kMagic.size())).fixed(4);
  if (head_size < kHeadStart || head_size > kLongestHead || head_size > size) return broken("its head has no end");
  bytes.resize(head_size);
  if (!read(0, bytes.data(), head_size)) return broken("it ends within its head");
  auto head = read_head(bytes);
  if (!head) return broken("its head is damaged");
  const auto& layout = head->second;
  if (layout.blocks_size > size || layout.directory_size > size ||
      head_size + layout.blocks_size + layout.directory_size != size)
    return broken("it has not the size it says");
  std::string packed(layout.directory_size, '\0');
  if (!read(head_size + layout.blocks_size, packed.data(), packed.size())) return broken("its directory is missing");
  const auto directory = unpack(packed, kLargestDirectory);
  auto blocks = directory ? read_directory(*directory, layout, head->first) : std::nullopt;
  if (!blocks) return broken("its directory is damaged");
  return Manifest(std::make_unique<State>(State{std::move(read), std::move(head->first), *std::move(blocks)}));
}

Result<std::optional<ListedFile>> Manifest::find(std::string_view path) const {
  if (state_->blocks.empty()) return std::nullopt;
  auto files = state_->files_of(state_->blocks[state_->block_of(path)]);
  if (!files) return tl::make_unexpected(files.error());
  const auto found = std::lower_bound(files->begin(), files->end(), path,
                                      [](const ListedFile& file, std::string_view p) { return file.path < p; });
  if (found == files->end() || found->path != path) return std::nullopt;
  return std::move(*found);
}

Result<std::optional<ListedFile>> Manifest::first(const Glob& glob, Until until) const {
  std::optional<ListedFile> found;
  auto seen = state_->each(glob.beginning(), end_of(glob.beginning()), until, [&](ListedFile file) {
    if (glob.matches(file.path)) found = std::move(file);
    return !found;
  });
  if (!seen) return tl::make_unexpected(seen.error());
  return found;
}

Result<Manifest::Page> Manifest::page(const Asked& asked) const {
  Page page;
  const auto& wanted = asked.glob && asked.glob->beginning().size() > asked.prefix.size() &&
                               asked.glob->beginning().starts_with(asked.prefix)
                           ? asked.glob->beginning()
                           : asked.prefix;
  const auto end = end_of(wanted);
  const auto after = asked.after.empty() ? wanted : std::max(wanted, asked.after + '\0');
  const auto put = [&](ListedFile&& file) {
    if (page.files.size() == static_cast<std::size_t>(asked.limit)) return page.more = true, false;
    page.files.push_back(std::move(file));
    return true;
  };
  if (!asked.glob) {
    const auto below = state_->before(wanted);
    if (!below) return tl::make_unexpected(below.error());
    Result<std::pair<std::int64_t, std::int64_t>> up_to = std::pair{state_->head.files, state_->head.volume};
    if (end) up_to = state_->before(*end);
    if (!up_to) return tl::make_unexpected(up_to.error());
    page.total = up_to->first - below->first;
    page.volume = up_to->second - below->second;
    if (auto seen = state_->each(after, end, asked.until, put); !seen) return tl::make_unexpected(seen.error());
    return page;
  }
  auto seen = state_->each(wanted, end, asked.until, [&](ListedFile&& file) {
    if (!asked.glob->matches(file.path)) return true;
    ++page.total;
    page.volume += file.size_bytes;
    if (file.path >= after && !page.more) put(std::move(file));
    return true;
  });
  if (!seen) return tl::make_unexpected(seen.error());
  return page;
}

}  // namespace weft
