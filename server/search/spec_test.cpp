// Every example of spec/query-language.md is what it says it is.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "search/language_setting.h"

namespace weft {
namespace {

// The bodies of the ``` blocks of that kind.
std::vector<std::string> blocks(const std::string& kind) {
  std::ifstream file(WEFT_SOURCE_DIR "/spec/query-language.md");
  std::vector<std::string> out;
  bool is_inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      is_inside = line == "```" + kind;
      if (is_inside) out.emplace_back();
    } else if (is_inside) {
      out.back() += line + "\n";
    }
  }
  return out;
}

TEST(QuerySpec, examples_are_understood) {
  const auto definitions = language_definitions();
  const KnownNames all_known{[](const std::string&) { return true; }, {}};
  int count = 0;
  for (const auto& block : blocks("query")) {
    std::istringstream lines(block);
    for (std::string query; std::getline(lines, query); ++count) {
      const auto meaning = read_meaning(query, DatasetId{}, definitions, all_known);
      EXPECT_TRUE(meaning) << query << "\n" << meaning.error().message;
    }
  }
  EXPECT_GT(count, 30);
}

TEST(QuerySpec, errors_are_those_that_are_shown) {
  const auto definitions = language_definitions();
  const auto shown = blocks("error");
  EXPECT_GE(shown.size(), 5u);
  for (const auto& block : shown) {
    const auto end = block.find('\n');
    const auto meaning = read_meaning(block.substr(0, end), DatasetId{}, definitions, language_names());
    ASSERT_FALSE(meaning) << block;
    EXPECT_EQ(meaning.error().message + "\n", block.substr(end + 1));
  }
}

}  // namespace
}  // namespace weft
