#include "search/index/saved.h"

#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "search/index/files.h"

namespace weft::index {
namespace {

constexpr int kFormat = 2;  // raised when the same bytes mean something else

// A segment is saved as its structs lie in memory, so another layout of theirs is another format: nobody needs to
// remember that.
std::uint64_t layout() {
#define WEFT_AT(type, member) offsetof(type, member), sizeof(type::member)
  static constexpr std::size_t kLayout[] = {sizeof(PackedAt),
                                            WEFT_AT(PackedAt, at),
                                            WEFT_AT(PackedAt, count),
                                            WEFT_AT(PackedAt, bits),
                                            sizeof(RowsAt),
                                            WEFT_AT(RowsAt, at),
                                            WEFT_AT(RowsAt, count),
                                            WEFT_AT(RowsAt, kind),
                                            sizeof(DenseAt),
                                            WEFT_AT(DenseAt, code),
                                            WEFT_AT(DenseAt, rows),
                                            sizeof(NumbersAt),
                                            WEFT_AT(NumbersAt, codes),
                                            WEFT_AT(NumbersAt, kind),
                                            WEFT_AT(NumbersAt, decimals),
                                            WEFT_AT(NumbersAt, offset),
                                            WEFT_AT(NumbersAt, step),
                                            WEFT_AT(NumbersAt, table_at),
                                            WEFT_AT(NumbersAt, most_code),
                                            sizeof(TextsAt),
                                            WEFT_AT(TextsAt, kind),
                                            WEFT_AT(TextsAt, count),
                                            WEFT_AT(TextsAt, ends),
                                            WEFT_AT(TextsAt, at),
                                            WEFT_AT(TextsAt, size),
                                            sizeof(ColumnAt),
                                            WEFT_AT(ColumnAt, column),
                                            WEFT_AT(ColumnAt, textless),
                                            WEFT_AT(ColumnAt, written),
                                            WEFT_AT(ColumnAt, exists),
                                            WEFT_AT(ColumnAt, with_text),
                                            WEFT_AT(ColumnAt, with_number),
                                            WEFT_AT(ColumnAt, numbers),
                                            WEFT_AT(ColumnAt, number_ends),
                                            WEFT_AT(ColumnAt, texts),
                                            WEFT_AT(ColumnAt, codes),
                                            WEFT_AT(ColumnAt, posting_ends),
                                            WEFT_AT(ColumnAt, postings_at),
                                            WEFT_AT(ColumnAt, dense_at),
                                            WEFT_AT(ColumnAt, dense_count),
                                            WEFT_AT(ColumnAt, missing_count),
                                            WEFT_AT(ColumnAt, missing_at),
                                            WEFT_AT(ColumnAt, lists_at),
                                            WEFT_AT(ColumnAt, element_ends),
                                            WEFT_AT(ColumnAt, elements),
                                            sizeof(SegmentAt),
                                            WEFT_AT(SegmentAt, rows),
                                            WEFT_AT(SegmentAt, base),
                                            WEFT_AT(SegmentAt, ordinals_at),
                                            WEFT_AT(SegmentAt, columns_at),
                                            WEFT_AT(SegmentAt, row_tables_at),
                                            WEFT_AT(SegmentAt, columns),
                                            WEFT_AT(SegmentAt, row_tables),
                                            sizeof(Neighbour),
                                            kBlockSize,
                                            static_cast<std::size_t>(Field::job)};
#undef WEFT_AT
  return XXH3_64bits(kLayout, sizeof kLayout);
}

std::string format() { return "weft index " + std::to_string(kFormat) + "." + std::to_string(layout()) + "\n"; }

// The manifest as a run of numbers and texts.
class Output {
 public:
  void number(std::uint64_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void numbers(std::span<const std::uint16_t> values) {
    text({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value;
    const auto here = take(sizeof value);
    std::memcpy(&value, here.data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number())); }
  std::vector<std::uint16_t> numbers() {
    const auto here = take(number());
    std::vector<std::uint16_t> values(here.size() / 2);
    if (!values.empty()) std::memcpy(values.data(), here.data(), values.size() * 2);
    return values;
  }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size()) throw std::runtime_error("the manifest of the index is cut off");
    const auto here = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return here;
  }
  std::string_view bytes_;
};

void put(Output& to, const Belonging& belonging) {
  to.text(belonging.store);
  to.number(static_cast<std::uint64_t>(belonging.epoch));
  to.text(belonging.definitions);
  to.text(belonging.aliases);
}

Belonging take_belonging(Input& from) {
  Belonging belonging;
  belonging.store = from.text();
  belonging.epoch = static_cast<std::int64_t>(from.number());
  belonging.definitions = from.text();
  belonging.aliases = from.text();
  return belonging;
}

std::string bytes_of(const Links* links) {
  if (!links) return {};
  Output out;
  out.numbers(links->from());
  out.text({reinterpret_cast<const char*>(links->to().data()), links->to().size_bytes()});
  return out.bytes();
}

std::shared_ptr<const Links> links_from(std::string_view bytes) {
  if (bytes.empty()) return nullptr;
  Input in(bytes);
  const auto from = in.numbers();
  const std::string to = in.text();
  std::vector<Neighbour> neighbours(from.size());
  if (to.size() != from.size() * sizeof(Neighbour)) throw std::runtime_error("links of the index do not match");
  if (!neighbours.empty()) std::memcpy(neighbours.data(), to.data(), to.size());
  auto links = std::make_shared<Links>();
  for (std::size_t i = 0; i < from.size(); ++i) links->push(from[i], {&neighbours[i], 1});
  links->finish();
  return links;
}

std::vector<std::uint16_t> rows_gone(const Part& part) {
  if (!part.current) return {};
  Set gone;
  gone.fill(part.segment->rows());
  gone.remove(*part.current);
  std::vector<std::uint16_t> rows;
  gone.each([&](std::uint32_t row) { rows.push_back(static_cast<std::uint16_t>(row)); });
  return rows;
}

std::shared_ptr<const Set> without(const std::vector<std::uint16_t>& gone, std::uint32_t rows) {
  if (gone.empty()) return nullptr;
  auto current = std::make_shared<Set>();
  current->fill(rows);
  Set less(rows);
  less.add(Rows::list_of(gone));
  current->remove(less);
  return current;
}

class Saving {
 public:
  explicit Saving(const std::string& folder) : folder_(folder) {}

  void put_block(Output& to, std::uint32_t number, const Block& block) {
    to.number(number);
    to.number(block.parts.size());
    for (const Part& part : block.parts) {
      to.text(keep(part.segment->bytes(), ".segment"));
      to.numbers(rows_gone(part));
    }
    for (const auto* links : {block.inputs.get(), block.outputs.get()}) {
      const std::string bytes = bytes_of(links);
      to.text(bytes.empty() ? "" : keep(std::as_bytes(std::span<const char>(bytes)), ".links"));
    }
  }
  void remove_others() const {
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      const auto name = file.path().filename().string();
      const bool is_ours = name.ends_with(".segment") || name.ends_with(".links") || name.ends_with(".new");
      if (is_ours && !kept_.contains(name)) std::filesystem::remove(file.path());
    }
  }

 private:
  // A file is named by what it holds: what is there already is not written again.
  std::string keep(std::span<const std::byte> bytes, std::string_view kind) {
    const std::string name = hash_of(bytes) + std::string(kind);
    if (kept_.insert(name).second) {
      const std::filesystem::path path = std::filesystem::path(folder_) / name;
      std::error_code error;
      if (std::filesystem::file_size(path, error) != bytes.size() || error) write_file(path.string(), bytes);
    }
    return name;
  }

  const std::string& folder_;
  std::set<std::string> kept_;
};

class Loading {
 public:
  Loading(const std::string& folder, Input& in) : folder_(folder), in_(in) {}

  // False: something of it is wrong.
  bool take_block(std::shared_ptr<const Block>& to) {
    auto block = std::make_shared<Block>();
    bool is_whole = true;
    for (std::uint64_t parts = in_.number(); parts > 0; --parts) {
      const std::string name = in_.text();
      const auto gone = in_.numbers();
      auto mapped = map_checked(name);
      if (!mapped) {
        is_whole = false;
        continue;
      }
      auto segment = std::make_shared<const Segment>(std::move(mapped));
      const std::uint32_t rows = segment->rows();
      block->parts.push_back(make_part(std::move(segment), without(gone, rows)));
    }
    is_whole &= take_links(block->inputs);
    is_whole &= take_links(block->outputs);
    if (is_whole) to = std::move(block);
    return is_whole;
  }

 private:
  std::unique_ptr<const Memory> map_checked(const std::string& name) const {
    const auto path = std::filesystem::path(folder_) / name;
    auto mapped = map_file(path.string());
    if (!mapped || name.starts_with(hash_of(mapped->bytes()))) return mapped;
    std::filesystem::remove(path);  // else the next save would take it for what its name says
    return nullptr;
  }
  bool take_links(std::shared_ptr<const Links>& to) {
    const std::string name = in_.text();
    if (name.empty()) return true;
    const auto mapped = map_checked(name);
    if (!mapped) return false;
    to = links_from({reinterpret_cast<const char*>(mapped->bytes().data()), mapped->bytes().size()});
    return true;
  }

  const std::string& folder_;
  Input& in_;
};

Loaded take_snapshot(const std::string& folder, Input& in) {
  Loaded loaded;
  loaded.snapshot.seq.value = static_cast<std::int64_t>(in.number());
  loaded.at = static_cast<std::int64_t>(in.number());
  auto columns = std::make_shared<Columns>();
  for (std::uint64_t count = in.number(); count > 0; --count) columns->add(in.text());
  loaded.snapshot.columns = std::move(columns);
  loaded.snapshot.blocks.resize(in.number());
  Loading loading(folder, in);
  for (std::uint64_t count = in.number(); count > 0; --count) {
    const auto number = static_cast<std::uint32_t>(in.number());
    if (!loading.take_block(loaded.snapshot.blocks.at(number))) loaded.damaged.push_back(number);
  }
  return loaded;
}

std::string manifest_path(const std::string& folder) { return folder + "/manifest"; }

}  // namespace

void save(const std::string& folder, const Snapshot& snapshot, const Belonging& belonging, std::int64_t at) {
  std::filesystem::create_directories(folder);
  Output out;
  put(out, belonging);
  out.number(static_cast<std::uint64_t>(snapshot.seq.value));
  out.number(static_cast<std::uint64_t>(at));
  out.number(snapshot.columns->parameters().size());
  for (const auto& name : snapshot.columns->parameters()) out.text(name);
  out.number(snapshot.blocks.size());
  out.number(static_cast<std::uint64_t>(std::count_if(snapshot.blocks.begin(), snapshot.blocks.end(),
                                                      [](const auto& block) { return block != nullptr; })));
  Saving saving(folder);
  for (std::uint32_t b = 0; b < snapshot.blocks.size(); ++b)
    if (snapshot.blocks[b]) saving.put_block(out, b, *snapshot.blocks[b]);
  const auto body = std::as_bytes(std::span<const char>(out.bytes()));
  const std::string manifest = format() + hash_of(body) + "\n" + out.bytes();
  write_file(manifest_path(folder), std::as_bytes(std::span<const char>(manifest)));
  saving.remove_others();
}

std::optional<Loaded> load(const std::string& folder, const Belonging& belonging) try {
  const auto mapped = map_file(manifest_path(folder));
  if (!mapped) return std::nullopt;
  std::string_view manifest(reinterpret_cast<const char*>(mapped->bytes().data()), mapped->bytes().size());
  const auto our_format = format();
  const std::size_t head = our_format.size() + kHashSize + 1;
  if (!manifest.starts_with(our_format) || manifest.size() < head) return std::nullopt;
  if (hash_of(mapped->bytes().subspan(head)) != manifest.substr(our_format.size(), kHashSize)) return std::nullopt;
  if (manifest[head - 1] != '\n') return std::nullopt;
  Input in(manifest.substr(head));
  if (take_belonging(in) != belonging) return std::nullopt;
  return take_snapshot(folder, in);
} catch (const std::exception&) {
  return std::nullopt;  // a folder that cannot be read
}

}  // namespace weft::index
