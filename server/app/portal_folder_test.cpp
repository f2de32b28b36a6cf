#include "app/portal_folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace weft {
namespace {

namespace fs = std::filesystem;

struct PortalFolder : testing::Test {
  fs::path folder = [] {
    std::string pattern = testing::TempDir() + "portalXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  const fs::path before = fs::current_path();
  void TearDown() override {
    fs::current_path(before);
    fs::remove_all(folder);
  }
};

TEST_F(PortalFolder, is_the_one_named_when_it_has_an_index) {
  std::ofstream(folder / "index.html") << "the index";
  EXPECT_EQ(portal_folder(folder.string()), folder.string());
}

TEST_F(PortalFolder, named_and_not_built_is_an_error) {
  const auto found = portal_folder((folder / "nothing").string());
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().message.find("--portal"), std::string::npos);
}

TEST_F(PortalFolder, of_a_source_tree_is_where_the_build_puts_it_wherever_one_starts) {
  std::ofstream(folder / "index.html") << "a page of somebody else";
  fs::current_path(folder);
  const auto found = portal_folder("");
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->ends_with("web/dist") || found->ends_with("share/weft/portal")) << *found;
}

}  // namespace
}  // namespace weft
