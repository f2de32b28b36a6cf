#include "store/sqlite/draft_writer.h"

#include <algorithm>

#include "store/sqlite/documents.h"

namespace weft::sqlite {

TakenIds DraftWriter::write(const Draft& draft) {
  for (const Outcome& outcome : draft.outcomes) write_outcome(outcome);
  if (draft.change.seq) {
    write_change(draft.change);
    write_touched(draft);
  }
  for (const Investigation& slot : draft.investigations) write_investigation(slot);
  for (const Sample& sample : draft.samples) write_sample(sample);
  for (const InputList& list : draft.inputs) write_inputs(list);  // before datasets: is_new() still tells
  for (const Dataset& dataset : draft.datasets) write_dataset(dataset, draft);
  for (const HistoryStatement& said : draft.history) write_history(said);
  for (const SlotStatement& said : draft.slot_history) write_slot_history(said);
  for (const FolderUpdate& update : draft.updates) write_update(update);
  for (const Input& input : draft.relinked) relink(input);
  write_attributes(draft);
  for (const ExternalId& id : draft.external_ids) write_external_id(id);
  for (const Task& task : draft.tasks) write_task(task);
  return taken_;
}

void DraftWriter::write_outcome(const Outcome& outcome) {
  connection_.run("UPDATE message SET state=?, reason_code=?, reason=?, dataset=? WHERE seq=?",
                  static_cast<int>(outcome.state), outcome.reason_code, outcome.reason, outcome.dataset,
                  outcome.message);
}

// Several drafts of one act share its row of the feed: the last says what it was, and what an earlier one
// named counts as touched.
void DraftWriter::write_change(const Change& change) {
  connection_.run(
      "INSERT INTO change(seq, at, what, id, cause, principal) VALUES(?,?,?,?,?,?) ON CONFLICT(seq) DO NOTHING",
      change.seq, change.at, static_cast<int>(change.what), change.id, change.cause, change.principal.name);
  if (connection_.rows_changed() > 0) return;
  connection_.run(
      "INSERT OR IGNORE INTO touched(change, dataset) SELECT seq, id FROM change WHERE seq=? AND what IN "
      "(1, 2, 3)",
      change.seq);
  connection_.run("UPDATE change SET at=?, what=?, id=? WHERE seq=?", change.at, static_cast<int>(change.what),
                  change.id, change.seq);
}

// Only what Reader::touched() cannot derive from the change itself.
void DraftWriter::write_touched(const Draft& draft) {
  const ChangeKind what = draft.change.what;
  const bool named = what == ChangeKind::dataset || what == ChangeKind::deleted || what == ChangeKind::restored;
  const auto note = [&](DatasetId id) {
    if (!named || id.value != draft.change.id)
      connection_.run("INSERT OR IGNORE INTO touched(change, dataset) VALUES(?,?)", draft.change.seq, id);
  };
  for (const Dataset& dataset : draft.datasets) note(dataset.id);
  for (const FolderCounts& counts : draft.folder_counts) note(counts.dataset);
  for (const InputList& list : draft.inputs) note(list.output);
  if (what == ChangeKind::investigation) return;
  for (const Assignment& assignment : draft.assignments) note(assignment.dataset);
}

// Its first statement stands beside it and tells the whole document.
bool DraftWriter::is_told_by_statement(const Dataset& it, const Draft& draft) const {
  if (!is_new(it.id) || draft.history.size() != 1) return false;
  const HistoryStatement& said = draft.history.front();
  if (said.dataset != it.id || said.message != it.first_seq) return false;
  return said.tells_document || tells_document(said.statement, it);
}

void DraftWriter::write_dataset(const Dataset& it, const Draft& draft) {
  constexpr const char* kInsert =
      "INSERT INTO dataset(proposal, instrument, location, name, state, type, complete, investigation, sample, "
      "sample_name, start, end, job, application, forced_investigation, file_count, size_bytes, manifest, "
      "release_date, first_seq, last_seq, id) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
  constexpr const char* kUpdate =
      "UPDATE dataset SET proposal=?, instrument=?, location=?, name=?, state=?, type=?, complete=?, investigation=?, "
      "sample=?, sample_name=?, start=?, end=?, job=?, application=?, forced_investigation=?, file_count=?, "
      "size_bytes=?, manifest=?, release_date=?, first_seq=?, last_seq=? WHERE id=?";
  connection_.run(is_new(it.id) ? kInsert : kUpdate, it.key.proposal, it.key.instrument, it.key.location, it.key.name,
                  static_cast<int>(it.state), it.type, static_cast<int>(it.complete), it.investigation, it.sample,
                  it.sample_name, it.start, it.end, it.job, it.application, it.forced_investigation, it.file_count,
                  it.size_bytes, it.manifest, it.release_date, it.first_seq, it.last_seq, it.id);
  if (!is_told_by_statement(it, draft)) {
    const std::string packed = connection_.packer().pack(write_document(it));
    connection_.run(
        "INSERT INTO document(dataset, packed) VALUES(?,?) ON CONFLICT DO UPDATE SET packed=excluded.packed", it.id,
        Blob{packed});
  }
  taken_.dataset = std::max(taken_.dataset, it.id);
}

void DraftWriter::write_history(const HistoryStatement& said) {
  const std::string packed =
      said.packed.empty() ? connection_.packer().pack(write_document(said.statement)) : std::string();
  connection_.run(
      "INSERT INTO statement(message, dataset, received_at, fingerprint, revision, packed) "
      "VALUES(?,?,?,?,?,?)",
      said.message, said.dataset, said.received_at, Blob{said.fingerprint}, said.revision,
      Blob{packed.empty() ? said.packed : packed});
}

void DraftWriter::write_slot_history(const SlotStatement& said) {
  const std::string packed = connection_.packer().pack(write_document(said.statement));
  connection_.run("INSERT INTO slot_statement(message, investigation, received_at, packed) VALUES(?,?,?,?)",
                  said.message, said.investigation, said.received_at, Blob{packed});
}

void DraftWriter::write_update(const FolderUpdate& update) {
  connection_.run(
      "INSERT INTO folder_update(location, message, position, received_at, proposal, instrument, name, "
      "text) VALUES(?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET received_at=excluded.received_at, "
      "proposal=excluded.proposal, instrument=excluded.instrument, name=excluded.name, text=excluded.text",
      update.location, update.message, update.position, update.received_at, update.proposal, update.instrument,
      update.parameter.name, update.parameter.text);
}

void DraftWriter::write_inputs(const InputList& list) {
  if (!is_new(list.output)) {
    connection_.run("DELETE FROM link WHERE output=?", list.output);
    connection_.run("DELETE FROM input WHERE output=?", list.output);
  }
  for (const Input& input : list.inputs) write_input(input);
}

void DraftWriter::write_input(const Input& input) {
  constexpr const char* kInsert =
      "INSERT INTO input(output, position, role, text, kind, target, whole, whole_only, state) "
      "VALUES(?,?,?,?,?,?,?,?,?)";
  const std::optional<std::string> text = input.text == input.target ? std::nullopt : std::optional(input.text);
  connection_.run(kInsert, input.output, input.position, input.role, text, static_cast<int>(input.kind), input.target,
                  input.whole, static_cast<int>(input.whole_only), static_cast<int>(input.state));
  write_links(input);
}

void DraftWriter::write_links(const Input& input) {
  for (const DatasetId dataset : input.datasets)
    connection_.run("INSERT INTO link(output, position, dataset) VALUES(?,?,?)", input.output, input.position, dataset);
}

void DraftWriter::relink(const Input& input) {
  connection_.run("UPDATE input SET state=? WHERE output=? AND position=?", static_cast<int>(input.state), input.output,
                  input.position);
  connection_.run("DELETE FROM link WHERE output=? AND position=?", input.output, input.position);
  write_links(input);
}

void DraftWriter::write_investigation(const Investigation& slot) {
  constexpr const char* kWrite =
      "INSERT INTO investigation(id, proposal, instrument, kind, start, end, external_id, title, visit, first_seq, "
      "last_seq) VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET proposal=excluded.proposal, "
      "instrument=excluded.instrument, kind=excluded.kind, start=excluded.start, end=excluded.end, "
      "external_id=excluded.external_id, title=excluded.title, visit=excluded.visit, first_seq=excluded.first_seq, "
      "last_seq=excluded.last_seq";
  connection_.run(kWrite, slot.id, slot.proposal, slot.instrument, static_cast<int>(slot.kind), slot.start, slot.end,
                  slot.external_id, slot.title, slot.visit, slot.first_seq, slot.last_seq);
  taken_.investigation = std::max(taken_.investigation, slot.id);
}

void DraftWriter::write_sample(const Sample& sample) {
  connection_.run(
      "INSERT INTO sample(id, investigation, name) VALUES(?,?,?) ON CONFLICT(id) DO UPDATE SET "
      "investigation=excluded.investigation, name=excluded.name",
      sample.id, sample.investigation, sample.name);
  taken_.sample = std::max(taken_.sample, sample.id);
}

// Assignments and folder counts: attributes of datasets whose statements stand.
void DraftWriter::write_attributes(const Draft& draft) {
  const Seq seq = draft.change.seq;
  for (const Assignment& it : draft.assignments)
    connection_.run("UPDATE dataset SET investigation=?, sample=?, last_seq=max(last_seq, ?) WHERE id=?",
                    it.investigation, it.sample, seq, it.dataset);
  for (const FolderCounts& it : draft.folder_counts)
    connection_.run("UPDATE dataset SET file_count=?, size_bytes=?, last_seq=max(last_seq, ?) WHERE id=?",
                    it.file_count, it.size_bytes, seq, it.dataset);
}

void DraftWriter::write_external_id(const ExternalId& id) {
  connection_.run("INSERT OR IGNORE INTO external_id(kind, value, id) VALUES(?,?,?)", id.kind, id.value, id.id);
}

void DraftWriter::write_task(const Task& task) {
  connection_.run(
      "INSERT INTO task(kind, subject, due, attempts) VALUES(?,?,?,?) ON CONFLICT(kind, subject) DO UPDATE "
      "SET due=excluded.due, attempts=excluded.attempts",
      task.kind, task.subject, task.due, task.attempts);
}

}  // namespace weft::sqlite
