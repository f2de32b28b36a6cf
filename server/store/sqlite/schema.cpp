#include "store/sqlite/schema.h"

#include <array>

namespace weft::sqlite {
namespace {

constexpr std::int64_t kApplicationId = 0x57454654;  // "WEFT"

// Kept apart from their rows: bodies (a message's state changes after its body) and documents (lists and counts never
// read them). Times are microseconds UTC. Enumerations are their position in the model's headers. Texts compare
// bytewise (BINARY is the default).
constexpr const char* kVersion1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE dictionary(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

CREATE TABLE message(
  seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, source TEXT NOT NULL, destination TEXT NOT NULL,
  content_type TEXT NOT NULL, broker_id TEXT NOT NULL, principal TEXT NOT NULL, attempts INTEGER NOT NULL,
  state INTEGER NOT NULL, reason_code TEXT NOT NULL, reason TEXT NOT NULL, dataset INTEGER NOT NULL);
CREATE INDEX message_received ON message(seq) WHERE state = 0;
CREATE INDEX message_refused ON message(seq) WHERE state = 2;
CREATE INDEX message_waiting ON message(seq) WHERE state = 3;
CREATE TABLE body(message INTEGER PRIMARY KEY, packed BLOB NOT NULL);

CREATE TABLE change(
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, what INTEGER NOT NULL, id INTEGER NOT NULL, cause INTEGER NOT NULL,
  principal TEXT NOT NULL);
-- Datasets a change wrote beside the one it names.
CREATE TABLE touched(change INTEGER, dataset INTEGER, PRIMARY KEY(change, dataset)) WITHOUT ROWID;

CREATE TABLE dataset(
  id INTEGER PRIMARY KEY, proposal TEXT NOT NULL, instrument TEXT NOT NULL, location TEXT NOT NULL,
  name TEXT NOT NULL, state INTEGER NOT NULL, type TEXT NOT NULL, complete INTEGER NOT NULL,
  investigation INTEGER NOT NULL, sample INTEGER NOT NULL, sample_name TEXT NOT NULL, start INTEGER, end INTEGER,
  job TEXT NOT NULL, application TEXT NOT NULL, forced_investigation TEXT NOT NULL, file_count INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL, manifest TEXT NOT NULL, release_date INTEGER, first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL);
CREATE UNIQUE INDEX dataset_key ON dataset(location, name, proposal, instrument);
CREATE INDEX dataset_proposal ON dataset(proposal, instrument);
CREATE INDEX dataset_investigation ON dataset(investigation, sample);
CREATE TABLE document(dataset INTEGER PRIMARY KEY, packed BLOB NOT NULL);

CREATE TABLE statement(
  message INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, received_at INTEGER NOT NULL, fingerprint BLOB NOT NULL,
  revision INTEGER, packed BLOB NOT NULL);
CREATE UNIQUE INDEX statement_fingerprint ON statement(fingerprint);
CREATE INDEX statement_dataset ON statement(dataset);

CREATE TABLE folder_update(
  location TEXT, message INTEGER, position INTEGER, received_at INTEGER NOT NULL, proposal TEXT NOT NULL,
  instrument TEXT NOT NULL, name TEXT NOT NULL, text TEXT,
  PRIMARY KEY(location, message, position)) WITHOUT ROWID;
CREATE INDEX folder_update_message ON folder_update(message);

-- text is NULL where it equals target.
CREATE TABLE input(
  output INTEGER, position INTEGER, role TEXT NOT NULL, text TEXT, kind INTEGER NOT NULL, target TEXT NOT NULL,
  whole INTEGER NOT NULL, whole_only INTEGER NOT NULL, state INTEGER NOT NULL,
  PRIMARY KEY(output, position)) WITHOUT ROWID;
CREATE INDEX input_target ON input(kind, target);
CREATE TABLE link(
  output INTEGER, position INTEGER, dataset INTEGER, PRIMARY KEY(output, position, dataset)) WITHOUT ROWID;
CREATE INDEX link_dataset ON link(dataset);

CREATE TABLE investigation(
  id INTEGER PRIMARY KEY, proposal TEXT NOT NULL, instrument TEXT NOT NULL, kind INTEGER NOT NULL, start INTEGER,
  end INTEGER, external_id TEXT NOT NULL, title TEXT NOT NULL, visit TEXT NOT NULL, first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL);
CREATE INDEX investigation_proposal ON investigation(proposal, instrument);
CREATE TABLE sample(id INTEGER PRIMARY KEY, investigation INTEGER NOT NULL, name TEXT NOT NULL);
CREATE UNIQUE INDEX sample_name ON sample(investigation, name);

CREATE TABLE external_id(
  kind TEXT, value TEXT, id INTEGER, PRIMARY KEY(kind, value, id)) WITHOUT ROWID;
CREATE INDEX external_id_id ON external_id(id);
CREATE TABLE task(
  kind TEXT, subject INTEGER, due INTEGER NOT NULL, attempts INTEGER NOT NULL,
  PRIMARY KEY(kind, subject)) WITHOUT ROWID;
CREATE INDEX task_due ON task(kind, due);
)sql";

// The outputs of one job stand together in the JOB view.
constexpr const char* kVersion2 = "CREATE INDEX dataset_job ON dataset(proposal, job) WHERE job<>''";

// What was said of each slot. A slot told before this version has no rows until its log is said again.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE slot_statement(
  message INTEGER PRIMARY KEY, investigation INTEGER NOT NULL, received_at INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE INDEX slot_statement_investigation ON slot_statement(investigation);
)sql";

// Equal messages have equal keys, so a fingerprint is looked for within its dataset: a dataset nobody told of before
// was not told of with these bytes either, and the index grows at its end instead of everywhere. A dataset without
// document is told by its first statement.
constexpr const char* kVersion4 = R"sql(
CREATE UNIQUE INDEX statement_said ON statement(dataset, fingerprint);
DROP INDEX statement_dataset;
DROP INDEX statement_fingerprint;
)sql";

constexpr std::array kMigrations = {Migration{1, kVersion1}, Migration{2, kVersion2}, Migration{3, kVersion3},
                                    Migration{4, kVersion4}};

void take_step(Connection& connection, const Migration& step) {
  connection.execute("BEGIN IMMEDIATE");
  connection.execute(step.sql);
  connection.execute(("PRAGMA user_version=" + std::to_string(step.version)).c_str());
  connection.execute(("PRAGMA application_id=" + std::to_string(kApplicationId)).c_str());
  connection.execute("COMMIT");
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

Result<int> migrate(Connection& connection, std::span<const Migration> steps) {
  const auto version = static_cast<int>(connection.number("PRAGMA user_version"));
  const bool made = connection.number("SELECT count(*) FROM sqlite_schema") > 0;
  if (made && connection.number("PRAGMA application_id") != kApplicationId)
    return fail(ErrorCode::invalid, "this file is an SQLite database, but not a Weft store; choose another folder");
  if (version > steps.back().version)
    return fail(ErrorCode::unsupported, "the store has schema version " + std::to_string(version) +
                                            ", this Weft knows versions up to " + std::to_string(steps.back().version) +
                                            "; start a newer Weft");
  for (const Migration& step : steps)
    if (step.version > version) take_step(connection, step);
  return steps.back().version;
}

}  // namespace weft::sqlite
