// The grammar's own examples: every line of a json or xml block in spec/messages.md is a message that is read.
#include <gtest/gtest.h>

#include <fstream>

#include "ingest/reading.h"

namespace weft {
namespace {

TEST(Spec, every_example_is_read) {
  std::ifstream spec(std::string(WEFT_SOURCE_DIR) + "/spec/messages.md");
  ASSERT_TRUE(spec);
  bool example = false;
  int count = 0;
  for (std::string line; std::getline(spec, line);) {
    if (line.substr(0, 3) == "```") {
      example = line == "```json" || line == "```xml";
    } else if (example) {
      Message message;
      if (line.find("{\"act\"") == 0) message.destination = kActsDestination;
      message.body = line;
      const auto statement = read_statement(message);
      EXPECT_TRUE(statement) << line << "\n" << (statement ? "" : statement.error().message);
      ++count;
    }
  }
  EXPECT_EQ(count, 8);
}

}  // namespace
}  // namespace weft
