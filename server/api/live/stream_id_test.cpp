#include "api/live/stream_id.h"

#include <gtest/gtest.h>

#include "search/told_store.h"

using namespace weft;

namespace {

StreamId at(ToldStore& store, Seq seq) { return stream_id_at(*store->read(Viewer::everybody()), seq); }
bool is_known(ToldStore& store, const StreamId& id) {
  const auto reading = store->read(Viewer::everybody());
  return is_of_this_log(*reading, id, reading->status().applied);
}

TEST(StreamId, is_read_as_it_is_written) {
  for (const char* text : {"0", "1500", "1500.9f3ac2d1"}) EXPECT_EQ(to_text(*read_stream_id(text)), text);
  for (const char* text : {"", "yesterday", "-1", "15.", "15.9F3AC2D1", "15.9f3ac2d", "15.9f3ac2d1.", ".9f3ac2d1"})
    EXPECT_FALSE(read_stream_id(text)) << text;
}

TEST(StreamId, tells_one_log_from_another_that_is_as_long) {
  ToldStore store, other;
  for (auto* one : {&store, &other})
    for (const char* name : {"a", "b"}) one->tell(ToldStore::dataset(name));
  EXPECT_TRUE(is_known(store, at(store, {1})));
  EXPECT_FALSE(is_known(other, at(store, {1})));
  EXPECT_TRUE(is_known(other, {{1}, ""})) << "a bare position is believed";
  EXPECT_FALSE(is_known(store, {{3}, ""})) << "the log is not that long";
  EXPECT_TRUE(is_known(store, at(store, {0}))) << "before the first change";
}

}  // namespace
