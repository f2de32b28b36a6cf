#include "files/manifest.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "files/spelling.h"

namespace weft {
namespace {

using Files = std::vector<ListedFile>;

Manifest::ReadAt reading(const std::string& bytes) {
  return [&bytes](std::uint64_t offset, char* into, std::size_t size) {
    if (offset > bytes.size() || size > bytes.size() - offset) return false;
    std::memcpy(into, bytes.data() + offset, size);
    return true;
  };
}

Result<Manifest> open(const std::string& bytes) { return Manifest::open(reading(bytes), bytes.size()); }

ListedFile file(const std::string& path, std::int64_t size = 1, bool is_link = false) {
  return {path, size, Time{std::chrono::microseconds(size * 1'000'003)}, is_link};
}

std::vector<std::string> paths(const Files& files) {
  std::vector<std::string> all;
  for (const auto& one : files) all.push_back(one.path);
  return all;
}

// A name that hurts: any bytes but zero and '/', as short as one and as long as a disk takes; many share beginnings.
rc::Gen<std::string> a_name() {
  const auto bytes = rc::gen::oneOf(
      rc::gen::container<std::string>(
          rc::gen::elementOf(std::string("ab.-_\n\r\t\"\\*?{},%+ \x7F\x80\xC3\xA9\xFF\xED\xA0"))),
      rc::gen::elementOf(std::vector<std::string>{"frame_0001.h5", "frame_0002.h5", "...", ".a", "a.", "\xEF\xBF\xBD",
                                                  "\xC3\xA9", "\xC3", std::string(255, 'x'), std::string(255, '\xFF'),
                                                  "\\x41", "\\\\", "a\nb", "\xF0\x9F\x98\x80"}));
  return rc::gen::map(bytes, [](std::string name) {
    if (name.size() > 255) name.resize(255);
    return name.empty() || name == "." || name == ".." ? std::string("n") : name;
  });
}

rc::Gen<std::string> a_path() {
  return rc::gen::map(rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(a_name()))),
                      [](const std::vector<std::string>& names) {
                        std::string path;
                        for (const auto& name : names) path += (path.empty() ? "" : "/") + name;
                        return path;
                      });
}

rc::Gen<Files> some_files() {
  const auto paths = rc::gen::scale(3.0, rc::gen::container<std::set<std::string>>(a_path()));
  return rc::gen::mapcat(paths, [](const std::set<std::string>& all) {
    const auto numbers = rc::gen::container<std::vector<std::int64_t>>(
        all.size(), rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 50));
    return rc::gen::map(numbers, [all](const std::vector<std::int64_t>& sizes) {
      Files files;
      for (const auto& path : all) {
        const auto size = sizes[files.size()];
        files.push_back({path, size, Time{std::chrono::microseconds((size & 1) ? -size : size)}, size % 3 == 0});
      }
      return files;
    });
  });
}

// Many with the same beginning, over several blocks.
Files frames(int count) {
  Files files;
  for (int i = 0; i < count; ++i) {
    char name[40];
    std::snprintf(name, sizeof name, "images/frame_%06d.cbf", i);
    files.push_back(file(name, i));
  }
  return files;
}

TEST(Manifest, gives_back_every_file_whatever_its_name) {
  EXPECT_TRUE(rc::check([] {
    const auto files = *some_files();
    ManifestHead head;
    head.location = "/data/visitor/p";
    head.folder = "/mnt/\xFF";
    head.walked = Time{std::chrono::microseconds(*rc::gen::arbitrary<std::int32_t>())};
    head.closed_folders = 3;
    auto shuffled = files;
    std::reverse(shuffled.begin(), shuffled.end());
    const auto bytes = write_manifest(head, shuffled);
    const auto manifest = open(bytes);
    RC_ASSERT(manifest);
    Manifest::Asked asked;
    asked.limit = 1'000'000;
    const auto page = manifest->page(asked);
    RC_ASSERT(page);
    RC_ASSERT(page->files == files);
    RC_ASSERT(page->total == static_cast<std::int64_t>(files.size()));
    RC_ASSERT(manifest->head().folder == head.folder && manifest->head().closed_folders == 3);
    RC_ASSERT(manifest->head().walked == head.walked);
    for (const auto& one : files) RC_ASSERT(*manifest->find(one.path) == std::optional(one));
    RC_ASSERT(!*manifest->find(*a_path() + "\x01none"));
  }));
}

TEST(Manifest, pages_of_any_size_and_beginning_hold_what_a_plain_filter_holds) {
  EXPECT_TRUE(rc::check([] {
    auto files = *some_files();
    const auto bytes = write_manifest({}, files);
    const auto manifest = open(bytes);
    RC_ASSERT(manifest);
    auto prefix = files.empty() ? std::string() : (*rc::gen::elementOf(files)).path;
    prefix.resize(*rc::gen::inRange<std::size_t>(0, prefix.size() + 1));
    std::erase_if(files, [&](const ListedFile& one) { return !one.path.starts_with(prefix); });
    std::int64_t volume = 0;
    for (const auto& one : files) volume += one.size_bytes;
    Manifest::Asked asked;
    asked.prefix = prefix;
    asked.limit = *rc::gen::inRange(1, 7);
    Files seen;
    for (bool more = true; more;) {
      const auto page = manifest->page(asked);
      RC_ASSERT(page);
      RC_ASSERT(page->total == static_cast<std::int64_t>(files.size()));
      RC_ASSERT(page->volume == volume);
      seen.insert(seen.end(), page->files.begin(), page->files.end());
      more = page->more;
      if (more) asked.after = page->files.back().path;
    }
    RC_ASSERT(seen == files);
  }));
}

TEST(Manifest, of_many_blocks_finds_each_and_counts_below_a_prefix) {
  auto files = frames(2000);
  files.push_back(file("a"));
  files.push_back(file("images/frame_000007.cbf.bak", 5));
  files.push_back(file("zz"));
  const auto bytes = write_manifest({}, files);
  const auto manifest = open(bytes);
  ASSERT_TRUE(manifest);
  for (const auto& one : files) ASSERT_EQ((*manifest->find(one.path))->size_bytes, one.size_bytes);
  Manifest::Asked asked;
  asked.prefix = "images/frame_0010";
  asked.limit = 3;
  const auto page = manifest->page(asked);
  EXPECT_EQ(page->total, 100);
  EXPECT_EQ(page->volume, (1000 + 1099) * 100 / 2);
  EXPECT_TRUE(page->more);
  asked.prefix = "none";
  EXPECT_EQ(manifest->page(asked)->total, 0);
  EXPECT_LT(bytes.size(), files.size() * 16) << "front coding and zstd";
}

TEST(Manifest, first_match_of_a_pattern_is_the_first_in_its_order) {
  const auto bytes =
      write_manifest({}, {file("b_master.h5"), file("gallery/x.png"), file("a/c_master.h5"), file("z.png")});
  const auto manifest = open(bytes);
  const auto first = [&](const char* glob) {
    const auto found = manifest->first(*Glob::read(glob), Manifest::Until::max());
    return found && *found ? (*found)->path : "(none)";
  };
  EXPECT_EQ(first("*_master.h5"), "b_master.h5");
  EXPECT_EQ(first("**/*_master.h5"), "a/c_master.h5");
  EXPECT_EQ(first("**.png"), "gallery/x.png");
  EXPECT_EQ(first("*.{cbf,png}"), "z.png");
  EXPECT_EQ(first("*.cbf"), "(none)");
  Manifest::Asked asked;
  asked.glob = *Glob::read("**.png");
  asked.limit = 1;
  const auto page = manifest->page(asked);
  EXPECT_EQ(page->total, 2);
  EXPECT_TRUE(page->more);
  asked.after = "gallery/x.png";
  EXPECT_EQ(paths(manifest->page(asked)->files), std::vector<std::string>{"z.png"});
  asked.glob.reset();
  EXPECT_FALSE(manifest->first(*Glob::read("*q"), Manifest::Until::min())) << "a search has an end";
}

TEST(Manifest, bears_why_its_folder_cannot_be_read_beside_what_it_lists) {
  ManifestHead head;
  head.location = "/data/x";
  const auto bytes = with_reason(write_manifest(head, frames(600)), "gone");
  ASSERT_TRUE(bytes);
  const auto manifest = open(*bytes);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->head().reason, "gone");
  EXPECT_EQ(manifest->page({})->total, 600);
  EXPECT_FALSE(with_reason("WEFTMAN1", "gone"));
  EXPECT_FALSE(with_reason("", "gone"));
}

// Every answer is an error or the right one.
TEST(Manifest, with_one_byte_changed_or_cut_off_is_never_answered_from) {
  const auto files = frames(700);
  const auto whole = write_manifest({}, files);
  Manifest::Asked asked;
  asked.limit = 1000;
  const auto answers_wrong = [&](const std::string& bytes) {
    const auto manifest = open(bytes);
    if (!manifest) return false;
    const auto page = manifest->page(asked);
    return page && page->files != files;
  };
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    EXPECT_FALSE(answers_wrong(bytes)) << at;
    EXPECT_FALSE(open(whole.substr(0, at))) << at;
  }
  EXPECT_FALSE(open(whole + "x"));
}

TEST(Manifest, of_an_empty_folder_is_an_empty_list) {
  const auto bytes = write_manifest({}, {});
  const auto manifest = open(bytes);
  ASSERT_TRUE(manifest);
  EXPECT_TRUE(manifest->page({})->files.empty());
  EXPECT_FALSE(*manifest->find("a"));
  EXPECT_FALSE(*manifest->first(*Glob::read("**"), Manifest::Until::max()));
}

}  // namespace
}  // namespace weft
