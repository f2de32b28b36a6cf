// Arguments and exit codes, without a server.
#include "app/command_line.h"

#include <gtest/gtest.h>

#include <vector>

using namespace weft;

namespace {

int run(std::vector<const char*> words) {
  words.insert(words.begin(), "weft");
  return run_command_line(static_cast<int>(words.size()), words.data());
}

TEST(CommandLine, help_and_version_end_well) {
  EXPECT_EQ(run({"--help"}), 0);
  EXPECT_EQ(run({"--version"}), 0);
  for (const char* verb : {"send", "load", "list", "show", "lineage", "stats", "messages", "replay", "delete",
                           "restore", "check", "export", "serve", "definitions"})
    EXPECT_EQ(run({verb, "--help"}), 0) << verb;
}

TEST(CommandLine, wrong_usage_is_2) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"lsit"}), 2);
  EXPECT_EQ(run({"show"}), 2);
  EXPECT_EQ(run({"delete", "7"}), 2) << "needs a reason";
  EXPECT_EQ(run({"list", "--limit", "-1"}), 2);
  EXPECT_EQ(run({"list", "--data", "x"}), 2) << "a folder is for --offline";
  EXPECT_EQ(run({"messages", "--refused", "--waiting"}), 2);
  EXPECT_EQ(run({"replay", "7", "--refused"}), 2);
  EXPECT_EQ(run({"replay"}), 2) << "which?";
}

TEST(CommandLine, no_server_is_3) {
  EXPECT_EQ(run({"list", "--server", "http://127.0.0.1:1"}), 3);
  EXPECT_EQ(run({"stats", "--server", "http://127.0.0.1:1", "--json"}), 3);
}

TEST(CommandLine, offline_without_a_store_is_1_and_makes_none) {
  EXPECT_EQ(run({"list", "--offline", "--data", "/nonexistent/weft"}), 1);
}

}  // namespace
