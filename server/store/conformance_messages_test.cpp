#include "store/conformance.h"

namespace weft {
namespace {

using ConformanceMessages = Conformance;
INSTANTIATE_TEST_SUITE_P(Backends, ConformanceMessages, testing::ValuesIn(backends()),
                         [](const auto& info) { return info.param.name; });

Message full_message() {
  Message message;
  message.received_at = Time(std::chrono::microseconds(1'700'000'000'123'456));
  message.source = "stomp 127.0.0.1:54321";
  message.destination = "/queue/icatIngest";
  message.content_type = "application/xml";
  message.broker_id = "ID:1";
  message.body = std::string("<x>\0 α \xff</x>", 13);
  message.principal = {"opid30"};
  message.attempts = 1;
  return message;
}

TEST_P(ConformanceMessages, message_comes_back_byte_for_byte) {
  const Message sent = full_message();
  auto writing = store_->write();
  EXPECT_EQ(writing->append(std::span(&sent, 1)).value, 1);
  writing->commit();
  writing.reset();
  reopen();
  const Seq seq{1};
  const auto found = read()->messages_at(std::span(&seq, 1));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].seq.value, 1);
  EXPECT_EQ(found[0].received_at, sent.received_at);
  EXPECT_EQ(found[0].source, sent.source);
  EXPECT_EQ(found[0].destination, sent.destination);
  EXPECT_EQ(found[0].content_type, sent.content_type);
  EXPECT_EQ(found[0].broker_id, sent.broker_id);
  EXPECT_EQ(found[0].body, sent.body);
  EXPECT_EQ(found[0].principal, sent.principal);
  EXPECT_EQ(found[0].state, MessageState::received);
  EXPECT_EQ(found[0].attempts, sent.attempts);
}

TEST_P(ConformanceMessages, bodies_of_any_size_and_none_come_back) {
  const std::vector<std::string> bodies = {"", "x", std::string(100, 'a'), std::string(5'000'000, 'b') + "end"};
  auto writing = store_->write();
  for (const std::string& body : bodies) append(*writing, body);
  writing->commit();
  MessageFilter filter;
  filter.with_bodies = true;
  const auto found = read()->messages(filter);
  ASSERT_EQ(found.size(), bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i) EXPECT_TRUE(found[i].body == bodies[i]) << i;
}

TEST_P(ConformanceMessages, positions_are_dense_and_not_lost_by_a_rollback) {
  {
    const auto writing = store_->write();
    EXPECT_EQ(append(*writing).value, 1);
    writing->commit();
  }
  {
    const auto writing = store_->write();
    EXPECT_EQ(append(*writing).value, 2);  // rolled back
  }
  const auto writing = store_->write();
  EXPECT_EQ(append(*writing).value, 2);
  const std::vector<Message> two = {message("a"), message("b")};
  EXPECT_EQ(writing->append(two).value, 3);
  EXPECT_EQ(append(*writing).value, 5);
  writing->commit();
  EXPECT_EQ(read()->status().received.value, 5);
}

TEST_P(ConformanceMessages, filters_by_state_destination_reason_and_position) {
  auto writing = store_->write();
  for (int i = 0; i < 6; ++i) append(*writing);
  Message other = message("{}");
  other.destination = "/queue/icatArchive";
  writing->append(std::span(&other, 1));
  Draft draft;
  draft.outcomes = {{{2}, MessageState::refused, "malformed", "no XML", {}},
                    {{3}, MessageState::waiting, "", "waits", {}},
                    {{4}, MessageState::catalogued, "", "", {}},
                    {{5}, MessageState::refused, "invalid", "no name", {}}};
  writing->apply(draft);
  writing->commit();
  const auto reading = read();
  const auto seqs = [&](MessageFilter filter) {
    std::vector<std::int64_t> found;
    for (const Message& it : reading->messages(filter)) found.push_back(it.seq.value);
    return found;
  };
  using Seqs = std::vector<std::int64_t>;
  EXPECT_EQ(seqs({.state = MessageState::received}), (Seqs{1, 6, 7}));
  EXPECT_EQ(seqs({.state = MessageState::refused}), (Seqs{2, 5}));
  EXPECT_EQ(seqs({.state = MessageState::waiting}), (Seqs{3}));
  EXPECT_EQ(seqs({.state = MessageState::catalogued}), (Seqs{4}));
  EXPECT_EQ(seqs({.state = MessageState::refused, .reason_code = "invalid"}), (Seqs{5}));
  EXPECT_EQ(seqs({.destination = "/queue/icatArchive"}), (Seqs{7}));
  EXPECT_EQ(seqs({.after = {5}}), (Seqs{6, 7}));
  EXPECT_EQ(seqs({.limit = 2, .newest_first = true}), (Seqs{7, 6}));
  EXPECT_EQ(seqs({.before = {6}, .limit = 2, .newest_first = true}), (Seqs{5, 4}));
  EXPECT_EQ(seqs({.after = {2}, .before = {5}}), (Seqs{3, 4}));
  EXPECT_EQ(reading->count_messages({.state = MessageState::refused, .after = {4}, .limit = 1}), 2);
  EXPECT_EQ(reading->count_messages({}), 7);
  EXPECT_EQ(reading->count_messages({.state = MessageState::catalogued}), 1);
  EXPECT_EQ(reading->count_messages({.state = MessageState::catalogued, .destination = "/queue/icatArchive"}), 0);
  const Message second = reading->messages({.after = {1}, .limit = 1})[0];
  EXPECT_EQ(second.reason_code, "malformed");
  EXPECT_EQ(second.reason, "no XML");
  EXPECT_EQ(second.body, "");  // not asked for
}

TEST_P(ConformanceMessages, attempts_are_counted_and_survive) {
  {
    const auto writing = store_->write();
    append(*writing), append(*writing);
    writing->commit();
  }
  const std::vector<Seq> both = {{1}, {2}};
  for (int i = 0; i < 2; ++i) {
    const auto writing = store_->write();
    writing->count_attempts(std::span(both).first(i == 0 ? 2 : 1));
    writing->commit();
  }
  reopen();
  const auto found = read()->messages_at(both);
  EXPECT_EQ(found[0].attempts, 2);
  EXPECT_EQ(found[1].attempts, 1);
}

TEST_P(ConformanceMessages, viewer_reads_only_messages_of_his_datasets) {
  const DatasetId seen = bring(dataset("/data/a"));
  const DatasetId hidden = bring(dataset("/data/b"));
  {
    const auto writing = store_->write();
    append(*writing);  // about no dataset
    writing->commit();
  }
  const auto reading = read(Viewer::of({seen}));
  EXPECT_EQ(reading->count_messages({}), 1);
  ASSERT_EQ(reading->messages({}).size(), 1u);
  EXPECT_EQ(reading->messages({})[0].dataset, seen);
  const std::vector<Seq> all = {{1}, {2}, {3}};
  EXPECT_EQ(reading->messages_at(all).size(), 1u);
  EXPECT_EQ(read(Viewer::of({hidden}))->messages({})[0].seq.value, 2);
}

}  // namespace
}  // namespace weft
