#include "files/walk.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace weft {
namespace {

namespace fs = std::filesystem;

struct Walk : testing::Test {
  fs::path base = [] {
    std::string pattern = testing::TempDir() + "walkXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  fs::path root = base / "visitor", outside = base / "secret";
  void SetUp() override {
    fs::create_directories(root / "ds/gallery");
    fs::create_directories(outside / "sub");
    write(root / "ds/a.h5", 100);
    write(root / "ds/gallery/a.png", 10);
    write(root / "movie.mrc", 1000);
    write(outside / "passwords", 7);
  }
  void TearDown() override { fs::remove_all(base); }
  static void write(const fs::path& path, int bytes) { std::ofstream(path) << std::string(bytes, 'x'); }
  Result<WalkedFolder> walk(const fs::path& folder, std::int64_t most = 1000) {
    return walk_folder(folder, {{root}, 0, most}, {});
  }
};

TEST_F(Walk, counts_files_at_any_depth) {
  const auto size = walk(root / "ds");
  ASSERT_TRUE(size);
  EXPECT_EQ(static_cast<int>(size->files.size()), 2);
  EXPECT_EQ(size->size_bytes, 110);
}

TEST_F(Walk, a_link_counts_as_a_file_with_what_it_means_inside_the_roots) {
  fs::create_symlink(root / "movie.mrc", root / "ds/movie.mrc");
  const auto size = walk(root / "ds");
  EXPECT_EQ(static_cast<int>(size->files.size()), 3);
  EXPECT_EQ(size->size_bytes, 1110);
}

TEST_F(Walk, a_link_out_of_the_roots_is_counted_and_never_followed) {
  fs::create_symlink(outside / "passwords", root / "ds/p");
  fs::create_directory_symlink(outside, root / "ds/o");
  fs::create_directory_symlink(root / "ds", root / "ds/loop");
  const auto size = walk(root / "ds");
  ASSERT_TRUE(size);
  EXPECT_EQ(static_cast<int>(size->files.size()), 5);
  EXPECT_EQ(size->size_bytes, 110);
}

TEST_F(Walk, a_folder_that_changes_under_the_walk_is_unavailable_and_not_gone) {
  const auto size = walk_folder(root / "ds", {{root}, 0}, [&] { return fs::remove_all(root / "ds/gallery"), false; });
  ASSERT_FALSE(size);
  EXPECT_EQ(size.error().code, ErrorCode::unavailable) << size.error().message;
  EXPECT_EQ(walk(root / "ds")->files.size(), 1u);
}

TEST_F(Walk, tells_name_size_and_kind_of_each) {
  fs::create_symlink(root / "movie.mrc", root / "ds/movie.mrc");
  fs::create_symlink(outside / "passwords", root / "ds/p");
  auto files = walk(root / "ds")->files;
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  std::string told;
  for (const auto& file : files)
    told += file.path + ' ' + std::to_string(file.size_bytes) + (file.is_link ? " link\n" : " file\n");
  EXPECT_EQ(told, "a.h5 100 file\ngallery/a.png 10 file\nmovie.mrc 1000 link\np 0 link\n");
  EXPECT_GT(files[0].modified, Time{} + std::chrono::hours(24 * 365 * 50));
}

TEST_F(Walk, pipes_and_sockets_are_no_files) {
  ASSERT_EQ(mkfifo((root / "ds/pipe").c_str(), 0600), 0);
  EXPECT_EQ(walk(root / "ds")->files.size(), 2u);
}

TEST_F(Walk, names_are_any_bytes) {
  const std::string hostile = "a\nb\xFF\xC3(\\" + std::string(245, 'x');
  write(root / "ds" / hostile, 1);
  const auto files = walk(root / "ds")->files;
  EXPECT_TRUE(std::any_of(files.begin(), files.end(), [&](const auto& file) { return file.path == hostile; }));
}

TEST_F(Walk, has_a_budget) {
  EXPECT_EQ(walk(root / "ds", 3)->files.size(), 2u);
  EXPECT_EQ(walk(root / "ds", 2).error().code, ErrorCode::too_large);
}

TEST_F(Walk, a_file_where_a_folder_should_be_is_no_folder) {
  EXPECT_EQ(walk(root / "movie.mrc").error().code, ErrorCode::not_found);
  EXPECT_EQ(walk(root / "movie.mrc/below").error().code, ErrorCode::not_found);
}

TEST_F(Walk, a_folder_outside_the_roots_is_forbidden_even_behind_a_link) {
  EXPECT_EQ(walk(outside).error().code, ErrorCode::forbidden);
  fs::create_directory_symlink(outside, root / "door");
  EXPECT_EQ(walk(root / "door").error().code, ErrorCode::forbidden);
  fs::create_directories(base / "visitor2");
  EXPECT_EQ(walk(base / "visitor2").error().code, ErrorCode::forbidden);
  EXPECT_EQ(walk(root / "nobody").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace weft
