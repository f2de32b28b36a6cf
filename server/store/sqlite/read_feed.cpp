#include <algorithm>

#include "store/sqlite/reader.h"

namespace weft::sqlite {
namespace {

Change read_change(const Rows& rows) {
  Change change;
  rows.id(0, change.seq);
  change.at = rows.time(1);
  change.what = static_cast<ChangeKind>(rows.integer(2));
  change.id = rows.integer(3);
  rows.id(4, change.cause);
  change.principal.name = rows.text(5);
  return change;
}

constexpr const char* kChanges =
    "SELECT seq, at, what, id, cause, principal FROM change WHERE seq>? ORDER BY seq LIMIT ?";

void append_ids(Rows&& rows, std::vector<DatasetId>& to) {
  while (rows.next()) rows.id(0, to.emplace_back());
}

bool names_a_dataset(ChangeKind what) {
  return what == ChangeKind::dataset || what == ChangeKind::deleted || what == ChangeKind::restored;
}

// Whoever names its folder, anything below it, or one of its ids.
void append_outputs(Connection& connection, DatasetId dataset, std::vector<DatasetId>& to) {
  append_ids(Rows(connection.prepared("SELECT input.output FROM dataset JOIN input ON kind=0 AND "
                                      "target=dataset.location WHERE dataset.id=?"),
                  dataset),
             to);
  append_ids(Rows(connection.prepared("SELECT input.output FROM dataset JOIN input ON kind=0 AND "
                                      "target>=dataset.location||'/' AND target<dataset.location||'0' "
                                      "WHERE dataset.id=?"),
                  dataset),
             to);
  append_ids(Rows(connection.prepared("SELECT input.output FROM external_id JOIN input ON target=external_id.value AND "
                                      "input.kind=iif(external_id.kind='doi', 2, 1) "
                                      "WHERE external_id.id=? AND external_id.kind IN ('dataset', 'doi')"),
                  dataset),
             to);
}

void append_of_slot(Connection& connection, std::int64_t slot, std::vector<DatasetId>& to) {
  append_ids(Rows(connection.prepared("SELECT d.id FROM investigation i JOIN dataset d ON d.proposal=i.proposal AND "
                                      "(d.instrument=i.instrument OR d.forced_investigation<>'') WHERE i.id=?"),
                  slot),
             to);
}

}  // namespace

StoreStatus Reader::status() {
  StoreStatus status;
  Rows rows(connection_.prepared("SELECT name, value FROM meta"));
  while (rows.next()) {
    if (rows.text(0) == "uuid") status.uuid = rows.text(1);
    if (rows.text(0) == "epoch") status.epoch = rows.integer(1);
    if (rows.text(0) == "alias_version") status.alias_version = rows.text(1);
  }
  status.schema_version = static_cast<int>(connection_.number("PRAGMA user_version"));
  status.received.value = connection_.number("SELECT max(seq) FROM message");
  status.applied.value = connection_.number("SELECT max(seq) FROM change");
  status.bytes = connection_.number("PRAGMA page_count") * connection_.number("PRAGMA page_size");
  return status;
}

bool Reader::sees_change_of(const Change& change) {
  if (names_a_dataset(change.what)) return may_read({change.id});
  if (change.what != ChangeKind::investigation) return false;
  const InvestigationId slot{change.id};
  return !investigations_at(std::span(&slot, 1)).empty();
}

// The feed is dense for everybody; who may not see what a change names learns neither that nor who did it, but may see
// datasets that it touched.
std::vector<Change> Reader::changes(Seq after, int limit) {
  std::vector<Change> found;
  {
    Rows rows(connection_.prepared(kChanges), after, limit);
    while (rows.next()) found.push_back(read_change(rows));
  }
  if (!sees_all())
    for (Change& change : found)
      if (!sees_change_of(change)) change.id = 0, change.principal.name.clear();
  return found;
}

std::vector<DatasetId> Reader::touched(const Change& asked) {
  Change change;  // read again: the caller's may be blanked
  {
    Rows rows(connection_.prepared(kChanges), asked.seq.value - 1, 1);
    if (!rows.next() || rows.integer(0) != asked.seq.value) return {};
    change = read_change(rows);
  }
  std::vector<DatasetId> found;
  append_ids(Rows(connection_.prepared("SELECT dataset FROM touched WHERE change=?"), change.seq), found);
  if (names_a_dataset(change.what)) found.push_back({change.id});
  if (change.what != ChangeKind::folders) {
    const std::vector<DatasetId> written = found;
    for (const DatasetId dataset : written) append_outputs(connection_, dataset, found);
  }
  if (change.what == ChangeKind::investigation) append_of_slot(connection_, change.id, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase_if(found, [&](DatasetId id) { return !may_read(id); });
  return found;
}

// Work of the house: nobody's but the writer's and the runner's.
std::vector<Task> Reader::tasks(const std::string& kind, Time due_by, int limit) {
  std::vector<Task> found;
  if (!sees_all()) return found;
  Rows rows(connection_.prepared("SELECT subject, due, attempts FROM task WHERE kind=? AND due<=? "
                                 "ORDER BY due, subject LIMIT ?"),
            kind, due_by, limit);
  while (rows.next()) found.push_back({kind, rows.integer(0), rows.time(1), static_cast<int>(rows.integer(2))});
  return found;
}

}  // namespace weft::sqlite
