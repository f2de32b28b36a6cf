#include "store/sqlite/writing.h"

#include <SQLiteCpp/Exception.h>

namespace weft::sqlite {

SqliteWriting::SqliteWriting(Connection& connection, std::unique_lock<std::mutex> turn)
    : Answering(connection), connection_(connection), turn_(std::move(turn)) {
  if (connection_.in_transaction()) connection_.run("ROLLBACK");  // one that a failing machine left behind
  connection_.run("BEGIN IMMEDIATE");
  last_.value = connection_.number("SELECT max(seq) FROM message");
  taken_.dataset.value = connection_.number("SELECT max(id) FROM dataset");
  taken_.investigation.value = connection_.number("SELECT max(id) FROM investigation");
  taken_.sample.value = connection_.number("SELECT max(id) FROM sample");
  given_ = taken_;
}

SqliteWriting::~SqliteWriting() {
  try {
    if (connection_.in_transaction()) connection_.run("ROLLBACK");
  } catch (const SQLite::Exception&) {
    // The machine failed; what is not committed is gone either way.
  }
}

template <class Act>
void SqliteWriting::change(Act&& act) {
  if (spoilt_) throw StoreFailure("The transaction failed before and can only be rolled back.");
  answer([&] {
    spoilt_ = true;
    act();
    spoilt_ = false;
  });
}

void SqliteWriting::append_one(Seq seq, const Message& message) {
  connection_.run(
      "INSERT INTO message(seq, received_at, source, destination, content_type, broker_id, principal, "
      "attempts, state, reason_code, reason, dataset) VALUES(?,?,?,?,?,?,?,?,0,'','',0)",
      seq, message.received_at, message.source, message.destination, message.content_type, message.broker_id,
      message.principal.name, message.attempts);
  const std::string packed = connection_.packer().pack(message.body);
  connection_.run("INSERT INTO body(message, packed) VALUES(?,?)", seq, Blob{packed});
}

Seq SqliteWriting::append(std::span<const Message> messages) {
  const Seq first{last_.value + 1};
  change([&] {
    for (const Message& message : messages) append_one({++last_.value}, message);
  });
  return first;
}

void SqliteWriting::count_attempts(std::span<const Seq> messages) {
  change([&] {
    for (const Seq seq : messages) connection_.run("UPDATE message SET attempts=attempts+1 WHERE seq=?", seq);
  });
}

void SqliteWriting::apply(const Draft& draft) {
  try {
    change([&] { apply_in_savepoint(draft); });
  } catch (const DraftFailure&) {
    spoilt_ = false;
    throw;
  }
}

void SqliteWriting::apply_in_savepoint(const Draft& draft) {
  connection_.run("SAVEPOINT draft");
  try {
    taken_ = DraftWriter(connection_, taken_).write(draft);
  } catch (...) {
    given_ = taken_;
    if (connection_.in_transaction()) {
      connection_.run("ROLLBACK TO draft");
      connection_.run("RELEASE draft");
    }
    throw;
  }
  connection_.run("RELEASE draft");
  given_ = taken_;
}

void SqliteWriting::finish_tasks(std::span<const Task> tasks) {
  change([&] {
    for (const Task& task : tasks)
      connection_.run("DELETE FROM task WHERE kind=? AND subject=? AND due=?", task.kind, task.subject, task.due);
  });
}

void SqliteWriting::set_alias_version(const std::string& version, bool raise_epoch) {
  change([&] {
    connection_.run("UPDATE meta SET value=? WHERE name='alias_version'", version);
    if (raise_epoch) connection_.run("UPDATE meta SET value=value+1 WHERE name='epoch'");
  });
}

void SqliteWriting::commit() {
  change([&] { connection_.run("COMMIT"); });
}

}  // namespace weft::sqlite
