#include "decode/thumbnails.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <thread>

namespace weft {
namespace {

struct ThumbnailsTest : testing::Test {
  std::string folder = testing::TempDir() + "thumbnails_XXXXXX";
  void SetUp() override { ASSERT_NE(::mkdtemp(folder.data()), nullptr); }
  void TearDown() override { std::filesystem::remove_all(folder); }
  static Thumbnail png(std::size_t bytes) {
    return {"image/png", std::string("\x89PNG").append(std::string(bytes - 4, 'x'))};
  }
  std::uintmax_t kept() const {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
  }
};

TEST_F(ThumbnailsTest, what_was_kept_is_found_also_by_the_next_process) {
  Thumbnails(folder + "/t", 10'000).keep("key", png(100));
  const auto found = Thumbnails(folder + "/t", 10'000).find("key");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->media_type, "image/png");
  EXPECT_EQ(found->bytes, png(100).bytes);
  EXPECT_FALSE(Thumbnails(folder + "/t", 10'000).find("other key"));
}

TEST_F(ThumbnailsTest, the_least_used_go_when_there_are_too_many) {
  Thumbnails thumbnails(folder, 10'000);
  for (int i = 0; i < 30; ++i) {
    thumbnails.keep("key " + std::to_string(i), png(1000));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_TRUE(thumbnails.find("key 0")) << i;  // used all the time
  }
  EXPECT_LE(kept(), 10'000u);
  EXPECT_GE(kept(), 7'000u);
  EXPECT_TRUE(thumbnails.find("key 29"));
  EXPECT_FALSE(thumbnails.find("key 1"));
}

TEST_F(ThumbnailsTest, what_is_no_picture_is_not_kept_and_a_folder_that_cannot_be_made_is_no_error) {
  Thumbnails thumbnails(folder, 10'000);
  thumbnails.keep("key", {"image/png", "<html>"});
  EXPECT_FALSE(thumbnails.find("key"));
  Thumbnails nowhere("/proc/no/such", 10'000);
  nowhere.keep("key", png(10));
  EXPECT_FALSE(nowhere.find("key"));
}

}  // namespace
}  // namespace weft
