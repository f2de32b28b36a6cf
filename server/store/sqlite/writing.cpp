#include "store/sqlite/writing.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <iterator>

namespace weft::sqlite {

namespace {
constexpr std::size_t kLongestRun = 512;  // drafts a savepoint
constexpr std::size_t kMostKept = 2048;   // applied ones, for who may want them
constexpr std::size_t kMostRows = 4096;   // about; kept in memory until the savepoint is released
}  // namespace

SqliteWriting::SqliteWriting(Connection& connection, WriterMemory& memory, Versions& versions, Recent& recent,
                             std::unique_lock<std::mutex> turn)
    : Answering(connection),
      connection_(connection),
      memory_(memory),
      versions_(versions),
      recent_(recent),
      turn_(std::move(turn)) {
  if (connection_.in_transaction()) connection_.run("ROLLBACK");  // one that a failing machine left behind
  connection_.run("BEGIN IMMEDIATE");
  last_.value = connection_.number("SELECT max(seq) FROM message");
  taken_.dataset.value = connection_.number("SELECT max(id) FROM dataset");
  taken_.investigation.value = connection_.number("SELECT max(id) FROM investigation");
  taken_.sample.value = connection_.number("SELECT max(id) FROM sample");
  given_ = taken_;
}

SqliteWriting::~SqliteWriting() {
  if (!committed_) memory_.forget();
  try {
    if (connection_.in_transaction()) connection_.run("ROLLBACK");
  } catch (const SQLite::Exception&) {
    // The machine failed; what is not committed is gone either way.
  }
}

std::vector<Investigation> SqliteWriting::investigations(const std::string& proposal, const std::string& instrument) {
  if (proposal.empty() || instrument.empty()) return Answering::investigations(proposal, instrument);
  if (const auto* known = memory_.slots(proposal, instrument); known && connection_.in_transaction()) return *known;
  auto found = Answering::investigations(proposal, instrument);
  memory_.remember(proposal, instrument, found);
  return found;
}

std::vector<SampleId> SqliteWriting::find_samples(std::span<const Sample> samples) {
  std::vector<SampleId> found;
  for (const Sample& sample : samples) {
    auto id = connection_.in_transaction() ? memory_.sample(sample.investigation, sample.name) : SampleId{};
    if (!id) {
      id = Answering::find_samples({&sample, 1}).front();
      if (id) memory_.remember({id, sample.investigation, sample.name});
    }
    found.push_back(id);
  }
  return found;
}

// A folder nobody stands in is remembered, with who is written into it later: those are the inputs of what comes next.
std::vector<DatasetId> SqliteWriting::find(std::span<const DatasetKey> keys) {
  std::vector<DatasetId> found;
  for (const DatasetKey& key : keys) {
    const bool is_empty = connection_.in_transaction() && nobody_stands_in(key.location);
    found.push_back(is_empty ? DatasetId{} : Answering::find({&key, 1}).front());
  }
  return found;
}

bool SqliteWriting::nobody_stands_in(const std::string& folder) {
  if (const auto* known = memory_.places(folder)) return known->empty();
  const bool is_empty = answer(
      [&] { return !Rows(connection_.prepared("SELECT 1 FROM dataset WHERE location=? LIMIT 1"), folder).next(); });
  if (is_empty) memory_.remember(folder, {});
  return is_empty;
}

std::vector<Place> SqliteWriting::places(std::span<const std::string> folders) {
  std::vector<Place> all;
  for (const std::string& folder : folders) {
    const auto* known = connection_.in_transaction() ? memory_.places(folder) : nullptr;
    if (!known) {
      memory_.remember(folder, Answering::places({&folder, 1}));
      known = memory_.places(folder);
    }
    all.insert(all.end(), known->begin(), known->end());
  }
  return all;
}

std::vector<FolderUpdate> SqliteWriting::updates_at(const std::string& location) {
  const bool may_be = answer([&] { return memory_.may_have_updates(location, connection_); });
  return may_be ? Answering::updates_at(location) : std::vector<FolderUpdate>{};
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
  const std::string packed = message.packed_body.empty() ? connection_.packer().pack(message.body) : std::string();
  connection_.run("INSERT INTO body(message, packed) VALUES(?,?)", seq,
                  Blob{packed.empty() ? message.packed_body : packed});
}

Seq SqliteWriting::append(std::span<const Message> messages) {
  const Seq first{last_.value + 1};
  change([&] {
    end_run();
    for (const Message& message : messages) append_one({++last_.value}, message);
  });
  return first;
}

void SqliteWriting::count_attempts(std::span<const Seq> messages) {
  change([&] {
    end_run();
    while (!messages.empty()) {
      const auto run = first_run(messages);
      connection_.run("UPDATE message SET attempts=attempts+1 WHERE seq BETWEEN ? AND ?", run.front(), run.back());
      messages = messages.subspan(run.size());
    }
  });
}

void SqliteWriting::apply(Draft draft) {
  try {
    change([&] { apply_in_run(std::move(draft)); });
  } catch (const DraftFailure&) {
    spoilt_ = false;
    throw;
  }
}

void SqliteWriting::apply_in_run(Draft draft) {
  begin_run();
  memory_.heed(draft, taken_.dataset, taken_.investigation, taken_.sample);
  try {
    taken_ = DraftWriter(connection_, taken_).write(draft);
  } catch (...) {
    return_to_run_without_last();
    throw;
  }
  given_ = taken_;
  run_rows_ += draft.datasets.size() + draft.relinked.size() + draft.updates.size() + draft.assignments.size();
  run_.push_back(std::move(draft));
  if (run_.size() >= kLongestRun || run_rows_ >= kMostRows) end_run();
}

void SqliteWriting::begin_run() {
  if (in_run_) return;
  connection_.run("SAVEPOINT run");
  taken_before_run_ = taken_;
  in_run_ = true;
}

void SqliteWriting::end_run() {
  if (in_run_) connection_.run("RELEASE run");
  in_run_ = false;
  auto& applied = leavings_.drafts;
  if (applied.size() > kMostKept) applied.clear();
  std::move(run_.begin(), run_.end(), std::back_inserter(applied));
  run_.clear();
  run_rows_ = 0;
}

void SqliteWriting::return_to_run_without_last() {
  given_ = taken_;
  memory_.forget();
  if (!connection_.in_transaction()) return;
  connection_.run("ROLLBACK TO run");
  TakenIds taken = taken_before_run_;
  try {
    for (const Draft& draft : run_) taken = DraftWriter(connection_, taken).write(draft);
  } catch (const SQLite::Exception& problem) {
    throw StoreFailure(std::string("What was written before a failing draft could not be written again (SQLite: ") +
                       problem.what() + ").");
  }
}

void SqliteWriting::finish_tasks(std::span<const Task> tasks) {
  change([&] {
    end_run();
    for (const Task& task : tasks)
      connection_.run("DELETE FROM task WHERE kind=? AND subject=? AND due=?", task.kind, task.subject, task.due);
  });
}

void SqliteWriting::set_alias_version(const std::string& version, bool raise_epoch) {
  change([&] {
    end_run();
    connection_.run("UPDATE meta SET value=? WHERE name='alias_version'", version);
    if (raise_epoch) connection_.run("UPDATE meta SET value=value+1 WHERE name='epoch'");
  });
}

void SqliteWriting::commit() {
  change([&] {
    end_run();
    connection_.run("COMMIT");
    versions_.committed();
    leavings_.others = recent_.keep(leavings_.drafts, versions_.now());
  });
  committed_ = true;
}

}  // namespace weft::sqlite
