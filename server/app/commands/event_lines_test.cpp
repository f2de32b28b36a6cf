#include "app/commands/event_lines.h"

#include <gtest/gtest.h>

#include <vector>

using namespace weft;

namespace {

constexpr std::string_view kStream =
    "retry: 2000\n\nevent: enter\ndata: {\"id\":1}\n\nid: 42.9f3ac2d1\nevent: leave\r\ndata: {\"id\":2}\ndata: more\n\n"
    ": still here\nid: 43\n\nevent: cut\ndata: off";

std::vector<std::string> told(std::size_t piece) {
  EventLines lines;
  std::vector<std::string> found;
  for (std::size_t at = 0; at < kStream.size(); at += piece)
    lines.put(kStream.substr(at, piece),
              [&](const Event& event) { found.push_back(event.kind + "|" + event.data + "|" + event.id); });
  return found;
}

TEST(EventLines, blocks_are_told_however_the_bytes_are_cut) {
  const std::vector<std::string> expected = {"enter|{\"id\":1}|", "leave|{\"id\":2}\nmore|42.9f3ac2d1", "||43"};
  for (std::size_t piece : {1, 2, 7, 1000}) EXPECT_EQ(told(piece), expected) << piece;
}

}  // namespace
