#include "store/sqlite/filter.h"
#include "store/sqlite/reader.h"

namespace weft::sqlite {
namespace {

constexpr const char* kColumns =
    "SELECT seq, received_at, source, destination, content_type, broker_id, principal, attempts, state, reason_code, "
    "reason, dataset FROM message";

Message read_message(const Rows& rows) {
  Message message;
  rows.id(0, message.seq);
  message.received_at = rows.time(1);
  message.source = rows.text(2);
  message.destination = rows.text(3);
  message.content_type = rows.text(4);
  message.broker_id = rows.text(5);
  message.principal.name = rows.text(6);
  message.attempts = static_cast<int>(rows.integer(7));
  message.state = static_cast<MessageState>(rows.integer(8));
  message.reason_code = rows.text(9);
  message.reason = rows.text(10);
  rows.id(11, message.dataset);
  return message;
}

void read_body(Connection& connection, Message& message) {
  Rows rows(connection.prepared("SELECT packed FROM body WHERE message=?"), message.seq);
  if (rows.next()) message.body = connection.packer().unpack(rows.text(0));
}

}  // namespace

std::vector<Message> Reader::messages(const MessageFilter& filter) {
  Where where = sqlite::where(connection_, filter);
  if (filter.after) where.also("seq>?", filter.after.value);
  if (filter.before) where.also("seq<?", filter.before.value);
  where.sql += filter.newest_first ? " ORDER BY seq DESC LIMIT ?" : " ORDER BY seq LIMIT ?";
  std::vector<Message> found;
  {
    Rows rows(connection_.prepared(kColumns + where.sql), where.values, filter.limit);
    while (rows.next()) found.push_back(read_message(rows));
  }
  if (filter.with_bodies)
    for (Message& message : found)
      if (!names_hidden(message.dataset)) read_body(connection_, message);
  return found;
}

// No index has the catalogued ones, which are nearly all: they are what the small ones leave. The log is dense.
std::int64_t Reader::count_catalogued() {
  std::int64_t count = connection_.number("SELECT max(seq) FROM message");
  for (const auto other : {MessageState::received, MessageState::refused, MessageState::waiting})
    count -= count_messages({.state = other});
  return count;
}

std::int64_t Reader::count_messages(const MessageFilter& filter) {
  const bool is_all = sees_all() && filter.destination.empty() && filter.reason_code.empty();
  if (is_all && filter.state == MessageState::catalogued) return count_catalogued();
  const Where where = sqlite::where(connection_, filter);
  Rows rows(connection_.prepared("SELECT count(*) FROM message" + where.sql), where.values);
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<Message> Reader::messages_at(std::span<const Seq> seqs) {
  const std::string sql = std::string(kColumns) + " WHERE seq=?" + connection_.only_visible("dataset");
  std::vector<Message> found;
  found.reserve(seqs.size());
  for (const Seq seq : seqs) {
    Rows rows(connection_.prepared(sql), seq);
    if (!rows.next()) continue;
    found.push_back(read_message(rows));
    if (!names_hidden(found.back().dataset)) read_body(connection_, found.back());
  }
  return found;
}

}  // namespace weft::sqlite
