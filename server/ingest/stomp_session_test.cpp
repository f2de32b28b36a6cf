#include "ingest/stomp_session.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "ingest/reading.h"

namespace weft {
namespace {

using namespace std::string_literals;
using std::chrono::milliseconds;

const std::filesystem::path kStomp = std::filesystem::path(WEFT_SOURCE_DIR) / "tests/data/stomp";
const Time kStart = *read_time("2025-01-01");

// A client at the other end: what it is sent is parsed back into frames.
struct Client {
  StompSession session;
  StompParser parser;
  std::vector<StompAccepted> accepted;

  explicit Client(StompOptions options = {}) : session(std::move(options), kStart) {}

  std::vector<StompFrame> frames() {
    parser.set_version(session.version());
    parser.feed(session.take_output());
    std::vector<StompFrame> out;
    for (;;) {
      auto frame = parser.next().value();
      if (!frame) return out;
      out.push_back(std::move(*frame));
    }
  }
  // Sends bytes, takes what was accepted and tells the answer as "COMMAND receipt-id, ...".
  std::string say(const std::string& bytes, Time now = kStart) {
    session.received(bytes, now);
    for (auto& one : session.take_accepted()) accepted.push_back(std::move(one));
    return heard();
  }
  std::string heard() {
    std::string all;
    for (const auto& frame : frames()) {
      all += (all.empty() ? "" : ", ") + frame.command;
      if (const auto* receipt = frame.find("receipt-id")) all += " " + *receipt;
    }
    return all;
  }
  std::string commit(std::size_t index) { return session.committed(accepted.at(index).ticket), heard(); }
};

const std::string kConnect = "CONNECT\naccept-version:1.0,1.1,1.2\nhost:\n\n\0"s;

std::string send(const std::string& headers, const std::string& body = "<a/>") {
  return "SEND\ndestination:/queue/icatIngest\n" + headers + "\n" + body + "\0"s;
}

Client connected() {
  Client client;
  EXPECT_EQ(client.say(kConnect), "CONNECTED");
  return client;
}

TEST(StompSession, speaks_the_highest_common_version) {
  const auto answer = [](const std::string& connect) {
    Client client;
    client.session.received(connect, kStart);
    auto frames = client.frames();
    return frames.at(0).command + " " + frames.at(0).header("version");
  };
  EXPECT_EQ(answer("CONNECT\n\n\0"s), "CONNECTED 1.0");
  EXPECT_EQ(answer("CONNECT\nlogin: me \npasscode: x\n\n\0"s), "CONNECTED 1.0");
  EXPECT_EQ(answer("CONNECT\naccept-version:1.1\nhost:\n\n\0"s), "CONNECTED 1.1");
  EXPECT_EQ(answer("STOMP\r\naccept-version:1.0, 1.2,1.1\r\nhost:x\r\n\r\n\0"s), "CONNECTED 1.2");
  EXPECT_EQ(answer("CONNECT\naccept-version:2.0\n\n\0"s), "ERROR 1.0,1.1,1.2");
}

TEST(StompSession, hands_over_what_was_sent) {
  StompOptions options;
  options.source = "stomp 127.0.0.1:5";
  Client client(options);
  client.say(kConnect);
  EXPECT_EQ(client.say(send("content-type:text/xml\nmessage-id:m\\c1\n", "<a>\n</a>"), kStart + milliseconds(5)), "");
  const auto& message = client.accepted.at(0).message;
  EXPECT_EQ(message.destination, "/queue/icatIngest");
  EXPECT_EQ(message.content_type, "text/xml");
  EXPECT_EQ(message.broker_id, "m:1");
  EXPECT_EQ(message.body, "<a>\n</a>");
  EXPECT_EQ(message.source, "stomp 127.0.0.1:5");
  EXPECT_EQ(message.received_at, kStart + milliseconds(5));
}

TEST(StompSession, sends_a_receipt_only_when_the_message_is_durable) {
  auto client = connected();
  EXPECT_EQ(client.say(send("receipt:r1\n") + send("receipt:r2\n") + send("")), "");
  EXPECT_EQ(client.accepted.size(), 3u);
  EXPECT_EQ(client.commit(1), "RECEIPT r2");
  EXPECT_EQ(client.commit(2), "");
  EXPECT_EQ(client.commit(0), "RECEIPT r1");
  EXPECT_EQ(client.commit(0), "");
}

TEST(StompSession, disconnect_is_receipted_after_everything_before_it) {
  auto client = connected();
  EXPECT_EQ(client.say(send("") + send("receipt:r2\n") + "DISCONNECT\nreceipt:bye\n\n\0"s), "");
  EXPECT_EQ(client.say(send("receipt:late\n")), "");
  EXPECT_EQ(client.accepted.size(), 2u);
  EXPECT_EQ(client.commit(1), "RECEIPT r2");
  EXPECT_FALSE(client.session.closing());
  EXPECT_EQ(client.commit(0), "RECEIPT bye");
  EXPECT_TRUE(client.session.closing());
  EXPECT_EQ(client.session.close_reason(), "");
}

TEST(StompSession, disconnect_with_nothing_open_closes_at_once) {
  auto client = connected();
  EXPECT_EQ(client.say("DISCONNECT\n\n\0"s), "");
  EXPECT_TRUE(client.session.closing());
}

TEST(StompSession, a_transaction_is_held_until_its_commit) {
  auto client = connected();
  EXPECT_EQ(client.say("BEGIN\ntransaction:t\nreceipt:b\n\n\0"s), "RECEIPT b");
  EXPECT_EQ(client.say(send("transaction:t\nreceipt:s1\n") + send("transaction:t\n")), "");
  EXPECT_TRUE(client.accepted.empty());
  EXPECT_EQ(client.say("COMMIT\ntransaction:t\nreceipt:c\n\n\0"s), "");
  ASSERT_EQ(client.accepted.size(), 2u);
  EXPECT_EQ(client.commit(0), "RECEIPT s1");
  EXPECT_EQ(client.commit(1), "RECEIPT c");
  EXPECT_EQ(
      client.say("BEGIN\ntransaction:t\n\n\0"s + send("transaction:t\n") + "ABORT\ntransaction:t\nreceipt:a\n\n\0"s),
      "RECEIPT a");
  EXPECT_EQ(client.say("BEGIN\ntransaction:u\n\n\0COMMIT\ntransaction:u\nreceipt:e\n\n\0"s), "RECEIPT e");
  EXPECT_EQ(client.accepted.size(), 2u);
}

TEST(StompSession, a_transaction_nobody_began_is_an_error) {
  for (const std::string& bytes : {send("transaction:x\nreceipt:r\n"), "COMMIT\ntransaction:x\nreceipt:r\n\n\0"s,
                                   "ABORT\ntransaction:x\nreceipt:r\n\n\0"s, "BEGIN\nreceipt:r\n\n\0"s,
                                   "BEGIN\ntransaction:t\n\n\0BEGIN\ntransaction:t\nreceipt:r\n\n\0"s}) {
    auto client = connected();
    EXPECT_EQ(client.say(bytes), "ERROR r") << bytes;
    EXPECT_TRUE(client.session.closing());
  }
}

TEST(StompSession, transactions_hold_no_more_than_they_may) {
  StompOptions options;
  options.transaction_bytes = 2'000;
  Client client(options);
  client.say(kConnect + "BEGIN\ntransaction:t\n\n\0"s);
  for (int i = 0; i < 20; ++i) {  // what is aborted counts no more
    EXPECT_EQ(client.say(send("transaction:t\n", std::string(500, 'x'))), "");
    EXPECT_EQ(client.say("ABORT\ntransaction:t\n\n\0BEGIN\ntransaction:t\n\n\0"s), "");
  }
  EXPECT_EQ(client.say(send("transaction:t\n", std::string(3'000, 'x'))), "ERROR");
}

TEST(StompSession, whoever_subscribes_is_told_to_ask_the_broker) {
  for (const char* command : {"SUBSCRIBE", "UNSUBSCRIBE", "ACK", "NACK"}) {
    auto client = connected();
    client.session.received(command + "\nid:1\nreceipt:r\n\n\0"s, kStart);
    const auto frames = client.frames();
    ASSERT_EQ(frames.size(), 1u);
    EXPECT_EQ(frames[0].header("message"), "Weft is the consumer: subscribe to the broker");
    EXPECT_EQ(frames[0].header("receipt-id"), "r");
    EXPECT_TRUE(client.session.closing());
  }
}

TEST(StompSession, what_makes_no_sense_is_an_error_and_the_end) {
  for (const std::string& bytes :
       {send("receipt:r\n"), "GET / HTTP/1.1\r\n"s, kConnect + kConnect, kConnect + "SEND\n\nx\0"s,
        kConnect + "RECEIPT\n\n\0"s, kConnect + "SEND\ndestination:/weft/acts\n\n{}\0"s,
        "CONNECT\naccept-version:1.2\nheart-beat:soon\n\n\0"s, kConnect + "SEND\nbad\\escape:1\n\n\0"s}) {
    Client client;
    const auto answer = client.say(bytes);
    EXPECT_NE(answer.find("ERROR"), std::string::npos) << bytes << answer;
    EXPECT_TRUE(client.session.closing()) << bytes;
    EXPECT_NE(client.session.close_reason(), "");
    EXPECT_TRUE(client.accepted.empty());
    EXPECT_EQ(client.say(kConnect), "");
  }
}

TEST(StompSession, what_was_accepted_before_an_error_stays_accepted) {
  auto client = connected();
  EXPECT_EQ(client.say(send("receipt:r\n") + "garbage\n"), "ERROR");
  EXPECT_EQ(client.accepted.size(), 1u);
}

TEST(StompSession, a_message_that_could_not_be_made_durable_is_an_error_with_its_receipt) {
  auto client = connected();
  client.say(send("receipt:r\n"));
  client.session.refused(client.accepted[0].ticket, {ErrorCode::unavailable, "disk full: try again", ""});
  const auto frames = client.frames();
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].command, "ERROR");
  EXPECT_EQ(frames[0].header("receipt-id"), "r");
  EXPECT_EQ(frames[0].header("message"), "disk full: try again");
  EXPECT_TRUE(client.session.closing());
}

TEST(StompSession, heart_beats_are_agreed_sent_and_expected) {
  StompOptions options;
  options.send_every = milliseconds(1000);
  options.expect_every = milliseconds(500);
  Client client(options);
  client.session.received("CONNECT\naccept-version:1.2\nheart-beat:4000,3000\n\n\0"s, kStart);
  EXPECT_EQ(client.frames().at(0).header("heart-beat"), "1000,500");
  EXPECT_EQ(client.session.wake_at(), kStart + milliseconds(1500));  // half of max(1000, 3000)
  client.session.idle(kStart + milliseconds(1499));
  EXPECT_EQ(client.session.take_output(), "");
  client.session.idle(kStart + milliseconds(1500));
  EXPECT_EQ(client.session.take_output(), "\n");
  client.session.received("\n", kStart + milliseconds(4000));
  client.session.idle(kStart + milliseconds(11'999));  // twice max(4000, 500) after the last sign of life
  EXPECT_FALSE(client.session.closing());
  client.session.idle(kStart + milliseconds(12'000));
  EXPECT_TRUE(client.session.closing());
}

TEST(StompSession, without_heart_beats_a_silent_client_is_left_alone) {
  for (const std::string& connect :
       {kConnect, "CONNECT\nheart-beat:10,10\n\n\0"s, "CONNECT\naccept-version:1.1\nheart-beat:0,0\n\n\0"s}) {
    Client client;
    client.say(connect);
    client.session.idle(kStart + std::chrono::hours(24));
    EXPECT_FALSE(client.session.closing()) << connect;
    EXPECT_EQ(client.session.take_output(), "");
    EXPECT_EQ(client.session.wake_at(), Time::max());
  }
}

TEST(StompSession, a_connection_that_never_says_connect_is_closed) {
  Client client;
  EXPECT_EQ(client.session.wake_at(), kStart + milliseconds(10'000));
  client.session.received("CONN", kStart + milliseconds(9'000));
  client.session.idle(kStart + milliseconds(10'000));
  EXPECT_TRUE(client.session.closing());
}

// --- recorded sessions of pyicat-plus 3.1.0 ---

std::string recorded(const std::string& name) {
  std::ifstream in(kStomp / (name + ".c2s.bin"), std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Replayed {
  std::vector<Statement> statements;
  std::string answer;
  bool closing = false;
};

Replayed replay(const std::string& name, std::size_t step) {
  Client client;
  const auto bytes = recorded(name);
  Replayed replayed;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    const auto heard = client.say(bytes.substr(at, step));
    replayed.answer += heard;
  }
  for (const auto& one : client.accepted) {
    replayed.statements.push_back(read_statement(one.message).value());
    client.session.committed(one.ticket);
  }
  replayed.answer += client.heard();
  replayed.closing = client.session.closing();
  return replayed;
}

TEST(RecordedSession, is_understood_however_its_bytes_are_cut) {
  const std::pair<const char*, std::size_t> sessions[] = {{"1-publish-two-datasets", 2},
                                                          {"2-start-investigation", 1},
                                                          {"3-update-metadata", 1},
                                                          {"4-add-files", 1},
                                                          {"5-publish-without-disconnect", 1}};
  for (const auto& [name, count] : sessions)
    for (const std::size_t step : {1, 2, 3, 7, 64, 1460, 1 << 20}) {
      const auto replayed = replay(name, step);
      EXPECT_EQ(replayed.statements.size(), count) << name;
      EXPECT_EQ(replayed.answer, "CONNECTED") << name;
      EXPECT_EQ(replayed.closing, std::string(name).find("without") == std::string::npos) << name;
    }
}

TEST(RecordedSession, says_what_its_calls_said) {
  const auto two = replay("1-publish-two-datasets", 100).statements;
  EXPECT_EQ(std::get<DatasetStatement>(two.at(0)).name, "0001");
  EXPECT_EQ(std::get<DatasetStatement>(two.at(1)).name, "integrate");
  EXPECT_EQ(std::get<InvestigationStatement>(replay("2-start-investigation", 9).statements.at(0)).proposal, "blc17317");
  EXPECT_EQ(std::get<MetadataUpdate>(replay("3-update-metadata", 9).statements.at(0)).parameter,
            (ParameterText{"Notes_note_00", "ü"}));
  EXPECT_FALSE(std::get<FilesAdded>(replay("4-add-files", 9).statements.at(0)).dataset.empty());
}

TEST(RecordedSession, of_a_subscriber_ends_in_an_error) {
  const auto replayed = replay("6-subscriber", 10);
  EXPECT_EQ(replayed.answer, "CONNECTEDERROR");
  EXPECT_TRUE(replayed.closing);
}

}  // namespace
}  // namespace weft
