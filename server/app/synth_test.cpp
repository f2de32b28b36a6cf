// What weft synth writes is what the door reads.
#include <gtest/gtest.h>

#include "ingest/reading.h"
#include "synth/messages.h"

namespace weft {
namespace {

struct Heard {
  std::int64_t datasets = 0, investigations = 0, updates = 0, inputs = 0;
};

void hear(std::string_view line, Heard& heard) {
  Message message;
  message.destination = "/queue/icatIngest";
  message.body = line;
  const auto read = read_statement(message);
  ASSERT_TRUE(read.has_value()) << read.error().message << "\n" << line;
  heard.investigations += std::holds_alternative<InvestigationStatement>(*read);
  heard.updates += std::holds_alternative<MetadataUpdate>(*read);
  if (const auto* dataset = std::get_if<DatasetStatement>(&*read)) {
    ++heard.datasets;
    heard.inputs += dataset->inputs ? static_cast<std::int64_t>(dataset->inputs->size()) : 0;
  }
}

TEST(Synth, every_line_is_a_message_that_is_understood) {
  Heard heard;
  const auto counts = write_messages(SynthPlan({5000, 2}), [&](std::string_view lines, std::int64_t) {
    for (const auto line : split_ndjson(lines)) hear(line, heard);
    return true;
  });
  EXPECT_EQ(counts.datasets, 5000);
  EXPECT_GT(heard.datasets, 5000);  // some come twice
  EXPECT_GT(heard.updates, 0);
  EXPECT_GT(heard.investigations, 0);
  EXPECT_GT(heard.inputs, counts.links / 2);
  EXPECT_EQ(counts.lines, heard.datasets + heard.updates + heard.investigations);
}

}  // namespace
}  // namespace weft
