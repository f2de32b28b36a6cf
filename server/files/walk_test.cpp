#include "files/walk.h"

#include <gtest/gtest.h>
#include <stdlib.h>

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
  Result<FolderSize> count(const fs::path& folder) { return count_folder(folder, {root}, {}); }
};

TEST_F(Walk, counts_files_at_any_depth) {
  const auto size = count(root / "ds");
  ASSERT_TRUE(size);
  EXPECT_EQ(size->file_count, 2);
  EXPECT_EQ(size->size_bytes, 110);
}

TEST_F(Walk, a_link_counts_as_a_file_with_what_it_means_inside_the_roots) {
  fs::create_symlink(root / "movie.mrc", root / "ds/movie.mrc");
  const auto size = count(root / "ds");
  EXPECT_EQ(size->file_count, 3);
  EXPECT_EQ(size->size_bytes, 1110);
}

TEST_F(Walk, a_link_out_of_the_roots_is_counted_and_never_followed) {
  fs::create_symlink(outside / "passwords", root / "ds/p");
  fs::create_directory_symlink(outside, root / "ds/o");
  fs::create_directory_symlink(root / "ds", root / "ds/loop");
  const auto size = count(root / "ds");
  ASSERT_TRUE(size);
  EXPECT_EQ(size->file_count, 5);
  EXPECT_EQ(size->size_bytes, 110);
}

TEST_F(Walk, a_folder_that_changes_under_the_walk_is_unavailable_and_not_gone) {
  const auto size = count_folder(root / "ds", {root}, [&] { return fs::remove_all(root / "ds/gallery"), false; });
  ASSERT_FALSE(size);
  EXPECT_EQ(size.error().code, ErrorCode::unavailable) << size.error().message;
  EXPECT_EQ(count(root / "ds")->file_count, 1);
}

TEST_F(Walk, has_a_budget) {
  EXPECT_EQ(count_folder(root / "ds", {root}, {}, 3)->file_count, 2);
  EXPECT_EQ(count_folder(root / "ds", {root}, {}, 2).error().code, ErrorCode::too_large);
}

TEST_F(Walk, a_file_where_a_folder_should_be_is_no_folder) {
  EXPECT_EQ(count(root / "movie.mrc").error().code, ErrorCode::not_found);
  EXPECT_EQ(count(root / "movie.mrc/below").error().code, ErrorCode::not_found);
}

TEST_F(Walk, a_folder_outside_the_roots_is_forbidden_even_behind_a_link) {
  EXPECT_EQ(count(outside).error().code, ErrorCode::forbidden);
  fs::create_directory_symlink(outside, root / "door");
  EXPECT_EQ(count(root / "door").error().code, ErrorCode::forbidden);
  fs::create_directories(base / "visitor2");
  EXPECT_EQ(count(base / "visitor2").error().code, ErrorCode::forbidden);
  EXPECT_EQ(count(root / "nobody").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace weft
