#include "app/commands/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace weft {
namespace {

namespace fs = std::filesystem;

class OutputTest : public ::testing::Test {
 protected:
  OutputTest() { fs::create_directories(folder_); }
  ~OutputTest() override { fs::remove_all(folder_); }
  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  fs::path folder_ = fs::temp_directory_path() / ("weft_output_test_" + std::to_string(getpid()));
};

TEST_F(OutputTest, a_file_gets_its_name_only_when_it_is_whole) {
  std::ofstream(at("lines")) << "before";
  {
    Output left(at("lines"));
    ASSERT_TRUE(left.open());
    left.write("half");
  }
  EXPECT_EQ(fs::file_size(at("lines")), 6u);
  Output whole(at("lines"));
  ASSERT_TRUE(whole.open());
  whole.write("all of it\n");
  ASSERT_TRUE(whole.close());
  EXPECT_EQ(fs::file_size(at("lines")), 10u);
  EXPECT_FALSE(fs::exists(at("lines.part")));
}

// A pipe stands for every device: replacing /dev/null by a file would break the machine.
TEST_F(OutputTest, what_is_no_file_is_written_to_and_stays_what_it_is) {
  ASSERT_EQ(mkfifo(at("pipe").c_str(), 0600), 0);
  const int reader = ::open(at("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  {
    Output output(at("pipe"));
    ASSERT_TRUE(output.open());
    output.write("a line\n");
    EXPECT_TRUE(output.close());
    Output left(at("pipe"));
    ASSERT_TRUE(left.open());
  }
  char got[16] = {};
  EXPECT_EQ(::read(reader, got, sizeof got), 7);
  ::close(reader);
  EXPECT_TRUE(fs::is_fifo(at("pipe")));
}

}  // namespace
}  // namespace weft
