#include "viewers/folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace weft {
namespace {

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string name = testing::TempDir() + "/viewers_XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() override { std::filesystem::remove_all(path_); }

  void write(const std::string& name, const std::string& title, int priority = 0, const std::string& more = "") {
    std::ofstream(path_ + "/" + name + ".yaml")
        << "format: 1\nname: " << name << "\ntitle: " << title << "\npriority: " << priority << "\nfor: ''\n"
        << more;
  }
  static std::vector<std::string> titles(const ViewerFolder& folder) {
    std::vector<std::string> out;
    const auto current = folder.current();
    for (const auto& viewer : current->viewers) out.push_back(viewer->title);
    return out;
  }

  std::string path_;
  const Definitions definitions_;
};

TEST_F(Folder, holds_the_best_first_then_by_name) {
  write("b", "B");
  write("a", "A");
  write("z", "Z", 5);
  std::ofstream(path_ + "/.hidden.yaml") << "{";
  std::ofstream(path_ + "/notes.txt") << "{";
  ViewerFolder folder(path_, definitions_);
  EXPECT_EQ(titles(folder), (std::vector<std::string>{"Z", "A", "B"}));
  EXPECT_TRUE(folder.current()->problems.empty());
}

TEST_F(Folder, a_changed_file_is_read_once_it_is_settled) {
  write("a", "A");
  ViewerFolder folder(path_, definitions_);
  const auto etag = folder.current()->etag;
  EXPECT_FALSE(folder.look(true));
  write("a", "A, changed");
  EXPECT_FALSE(folder.look(true));
  EXPECT_TRUE(folder.look(true));
  EXPECT_EQ(titles(folder), std::vector<std::string>{"A, changed"});
  EXPECT_NE(folder.current()->etag, etag);
  EXPECT_FALSE(folder.look(true));
}

TEST_F(Folder, a_broken_file_keeps_its_last_good_version_and_says_its_line) {
  write("a", "A");
  ViewerFolder folder(path_, definitions_);
  write("a", "B", 0, "lst: {}\n");
  EXPECT_TRUE(folder.look(false));
  EXPECT_EQ(titles(folder), std::vector<std::string>{"A"});
  ASSERT_EQ(folder.current()->problems.size(), 1u);
  EXPECT_EQ(folder.current()->problems[0].file, "a.yaml");
  EXPECT_EQ(folder.current()->problems[0].finding.place, (TextPosition{6, 1}));
  EXPECT_NE(folder.current()->json.find("\"problems\":[{\"file\":\"a.yaml\",\"line\":6"), std::string::npos);
  write("a", "C");
  EXPECT_TRUE(folder.look(false));
  EXPECT_EQ(titles(folder), std::vector<std::string>{"C"});
  EXPECT_TRUE(folder.current()->problems.empty());
}

TEST_F(Folder, a_file_that_was_never_good_is_no_viewer) {
  std::ofstream(path_ + "/a.yaml") << "{";
  ViewerFolder folder(path_, definitions_);
  EXPECT_TRUE(titles(folder).empty());
  EXPECT_EQ(folder.current()->problems.size(), 1u);
}

TEST_F(Folder, a_file_that_goes_is_gone_and_one_that_comes_is_there) {
  write("a", "A");
  ViewerFolder folder(path_, definitions_);
  std::filesystem::remove(path_ + "/a.yaml");
  write("b", "B");
  EXPECT_TRUE(folder.look(false));
  EXPECT_EQ(titles(folder), std::vector<std::string>{"B"});
}

TEST_F(Folder, no_folder_is_no_viewers) {
  ViewerFolder folder("", definitions_);
  EXPECT_EQ(folder.current()->json, R"("viewers":[],"problems":[])");
}

TEST_F(Folder, looks_by_itself) {
  ViewerFolder folder(path_, definitions_);
  folder.start();
  write("a", "A");
  for (int i = 0; i < 200 && titles(folder).empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(titles(folder), std::vector<std::string>{"A"});
  folder.stop();
}

}  // namespace
}  // namespace weft
